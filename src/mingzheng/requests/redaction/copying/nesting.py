"""Characters inside grouped drawings whose places pdfium gives wrongly. Pure.

Where a word carries a replacement text (ActualText; browsers write 人, 手, 方 with one) pdfium takes its characters from that, with
the box of the whole drawn word. When it stands within a form XObject, this box stays in the coordinates of the form, while those of
its neighbours are in the page's: such a character would be missed under the box that covers it.
"""

from __future__ import annotations

import ctypes
import math
from typing import Any

from pypdfium2 import raw

Matrix = tuple[float, float, float, float, float, float]
Bounds = tuple[float, float, float, float]
_SAME = 1e-3


def mending(textpage: Any, index: int) -> Matrix | None:
    """What brings the character's place from its form to the page; None when it is in the page's coordinates already."""
    item = raw.FPDFText_GetTextObject(textpage, index)
    if not item:
        return None
    inner, outer = raw.FS_MATRIX(), raw.FS_MATRIX()
    if not (raw.FPDFPageObj_GetMatrix(item, inner) and raw.FPDFText_GetMatrix(textpage, index, outer)):
        return None
    within, seen = _values(inner), _values(outer)
    if max(abs(one - other) for one, other in zip(within, seen, strict=True)) < _SAME or not _area(within):
        return None
    form = _joined(_inverse(within), seen)
    x, y = ctypes.c_double(), ctypes.c_double()
    raw.FPDFText_GetCharOrigin(textpage, index, x, y)
    given = (x.value, y.value)
    em = raw.FPDFText_GetFontSize(textpage, index) * math.hypot(seen[0], seen[1])
    low, high = _span(item, form, seen)
    span = (low - 0.5 * em, high + 0.5 * em)  # the ink begins beside the origin
    return form if _off(_at(given, form), seen, span) + 0.02 * em < _off(given, seen, span) else None


def moved(bounds: Bounds, matrix: Matrix) -> Bounds:
    """The upright rectangle around a rectangle that was transformed."""
    left, bottom, right, top = bounds
    corners = [_at(corner, matrix) for corner in ((left, bottom), (right, bottom), (left, top), (right, top))]
    across, up = [corner[0] for corner in corners], [corner[1] for corner in corners]
    return min(across), min(up), max(across), max(up)


def _values(matrix: Any) -> Matrix:
    return matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f


def _area(matrix: Matrix) -> float:
    return matrix[0] * matrix[3] - matrix[1] * matrix[2]


def _at(point: tuple[float, float], matrix: Matrix) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * point[0] + c * point[1] + e, b * point[0] + d * point[1] + f


def _inverse(matrix: Matrix) -> Matrix:
    a, b, c, d, e, f = matrix
    area = _area(matrix)
    return d / area, -b / area, -c / area, a / area, (c * f - d * e) / area, (b * e - a * f) / area


def _joined(first: Matrix, second: Matrix) -> Matrix:
    """First the one, then the other."""
    origin = _at(_at((0, 0), first), second)
    one, two = _at(_at((1, 0), first), second), _at(_at((0, 1), first), second)
    return one[0] - origin[0], one[1] - origin[1], two[0] - origin[0], two[1] - origin[1], *origin


def _along(point: tuple[float, float], line: Matrix) -> tuple[float, float]:
    """How far along the line of the text a point lies, and how far beside it."""
    length = math.hypot(line[0], line[1]) or 1.0
    dx, dy = point[0] - line[4], point[1] - line[5]
    return (dx * line[0] + dy * line[1]) / length, abs(dy * line[0] - dx * line[1]) / length


def _span(item: Any, form: Matrix, line: Matrix) -> tuple[float, float]:
    """From where to where the text reaches along its line."""
    sides = [ctypes.c_float() for _ in range(4)]
    raw.FPDFPageObj_GetBounds(item, *sides)
    left, bottom, right, top = (side.value for side in sides)
    reach = [
        _along(_at(corner, form), line)[0] for corner in ((left, bottom), (right, bottom), (left, top), (right, top))
    ]
    return min(reach), max(reach)


def _off(point: tuple[float, float], line: Matrix, span: tuple[float, float]) -> float:
    """How far a point is from where a character of the text can begin."""
    along, beside = _along(point, line)
    return beside + max(0.0, span[0] - along, along - span[1])
