"""The findings of a case in forms that other tools read: one module a form, all of them listed here."""

from clew.report.exports.forms import EXPORTERS, FOLDERS, ExportForm, exported, left_out

__all__ = ["EXPORTERS", "FOLDERS", "ExportForm", "exported", "left_out"]
