"""The pages of the workbench, one router a module."""

from fastapi import APIRouter

from clew.workbench.pages import overview, settings

PAGES: tuple[APIRouter, ...] = (overview.router, settings.router)
"""Every router of pages."""
