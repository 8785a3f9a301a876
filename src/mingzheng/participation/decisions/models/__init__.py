"""Catalogues, proposals, matters, and the parts of a matter's page."""

from mingzheng.participation.decisions.models.catalogues import Catalogue, Line, Proposal, Version
from mingzheng.participation.decisions.models.matters import Kind, Matter, Scope, Waiver
from mingzheng.participation.decisions.models.parts import (
    Argument,
    Code,
    Evaluation,
    Expert,
    Legality,
    Meeting,
    Part,
    Result,
    Risk,
)

__all__ = [
    "Argument",
    "Catalogue",
    "Code",
    "Evaluation",
    "Expert",
    "Kind",
    "Legality",
    "Line",
    "Matter",
    "Meeting",
    "Part",
    "Proposal",
    "Result",
    "Risk",
    "Scope",
    "Version",
    "Waiver",
]
