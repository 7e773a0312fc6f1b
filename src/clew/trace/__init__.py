"""Trace: which party owns which, what that blocks, and by which path each touches a listed one."""

from clew.trace.explain import StepExplanation, explain_path, explain_step
from clew.trace.exposures import Exposures, best_path, expose_all
from clew.trace.goods import PriorityItem, item_of, priority_items
from clew.trace.graph import ExposureGraph, build_graph
from clew.trace.holdings import Holdings, holdings_on
from clew.trace.options import PathOptions, PathOrder
from clew.trace.owners import Ownership, OwnershipOptions, answer, owners, prepare_ownership
from clew.trace.paths import find_paths, k_best, k_best_paths
from clew.trace.ranking import rank_parties, who_matters
from clew.trace.rules import Rule, RuleState, ownership_rules, rule_on
from clew.trace.search import Search, prepare, reached

__all__ = [
    "ExposureGraph",
    "Exposures",
    "Holdings",
    "Ownership",
    "OwnershipOptions",
    "PathOptions",
    "PathOrder",
    "PriorityItem",
    "Rule",
    "RuleState",
    "Search",
    "StepExplanation",
    "answer",
    "best_path",
    "build_graph",
    "explain_path",
    "explain_step",
    "expose_all",
    "find_paths",
    "holdings_on",
    "item_of",
    "k_best",
    "k_best_paths",
    "owners",
    "ownership_rules",
    "prepare",
    "prepare_ownership",
    "priority_items",
    "rank_parties",
    "reached",
    "rule_on",
    "who_matters",
]
