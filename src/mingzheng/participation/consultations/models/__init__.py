"""The consultation with its articles, the ledger of opinions, groups with their answers, collection points, hearings."""

from mingzheng.participation.consultations.models.consultation import Article, Consultation, Extension, FinalArticle
from mingzheng.participation.consultations.models.group import Group, State
from mingzheng.participation.consultations.models.hearing import Hearing, HearingSignUp
from mingzheng.participation.consultations.models.opinion import (
    AuthorKind,
    Channel,
    CollectionPoint,
    Opinion,
    OpinionAuthor,
    Told,
)
from mingzheng.participation.consultations.models.sheet import SheetImport

__all__ = [
    "Article",
    "AuthorKind",
    "Channel",
    "CollectionPoint",
    "Consultation",
    "Extension",
    "FinalArticle",
    "Group",
    "Hearing",
    "HearingSignUp",
    "Opinion",
    "OpinionAuthor",
    "SheetImport",
    "State",
    "Told",
]
