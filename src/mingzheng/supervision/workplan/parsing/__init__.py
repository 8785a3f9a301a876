"""Reading a work-point notice: bytes in, tasks with units and time limits out. No Django here."""

from .due import DuePlan, DuePoint, resolve_due
from .model import ParsedNotice, ParsedTask, Part, Point, to_json
from .notice import parse_notice
from .unitnames import UnitList, looks_like_unit, normalise_unit, split_units

__all__ = [
    "DuePlan",
    "DuePoint",
    "ParsedNotice",
    "ParsedTask",
    "Part",
    "Point",
    "UnitList",
    "looks_like_unit",
    "normalise_unit",
    "parse_notice",
    "resolve_due",
    "split_units",
    "to_json",
]
