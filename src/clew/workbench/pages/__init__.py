"""The pages of the workbench, one router a module."""

from fastapi import APIRouter

from clew.workbench.pages import (
    claims,
    documents,
    dossier,
    entities,
    findings,
    keeping,
    network,
    overview,
    review,
    settings,
)

PAGES: tuple[APIRouter, ...] = (
    overview.router,
    documents.router,
    claims.router,
    entities.router,
    review.router,
    network.router,
    findings.router,
    dossier.router,
    keeping.router,
    settings.router,
)
"""Every router of pages."""
