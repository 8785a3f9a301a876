"""Steps that have more than a plain form: a page of their own, or their own way to draw the form."""

from __future__ import annotations

from collections.abc import Callable

from mingzheng.core.procedures.models import Case

_pages: dict[tuple[str, str], Callable[[Case], str]] = {}
_forms: dict[tuple[str, str], str] = {}
_tucked: set[tuple[str, str]] = set()
_own_files: set[str] = set()
_notes: dict[tuple[str, str], str] = {}


def add_page(procedure: str, command: str, address: Callable[[Case], str]) -> None:
    """Buttons of this step lead to the address instead of the common page."""
    _pages[procedure, command] = address


def add_form(procedure: str, command: str, template: str) -> None:
    """The common page draws this step's form with the template."""
    _forms[procedure, command] = template


def page_of(case: Case, command: str) -> str:
    """The step's own page; "" when it has none."""
    found = _pages.get((case.procedure, command))
    return found(case) if found else ""


def form_of(case: Case, command: str) -> str:
    return _forms.get((case.procedure, command), "desk/_form.html")


def add_note(procedure: str, commands: tuple[str, ...], template: str) -> None:
    """The common page shows the template above the form: what is decided here and on what it stands."""
    for command in commands:
        _notes[procedure, command] = template


def note_of(case: Case, command: str) -> str:
    return _notes.get((case.procedure, command), "")


def shows_own_files(procedure: str) -> None:
    """The panels of this procedure list its files themselves; the case page does not list them again."""
    _own_files.add(procedure)


def lists_files(case: Case) -> bool:
    return case.procedure not in _own_files


def tuck_away(procedure: str, commands: tuple[str, ...]) -> None:
    """Steps that are taken on a page of the room itself: the case page draws no button for them."""
    _tucked.update((procedure, command) for command in commands)


def drawn(case: Case, command: str) -> bool:
    return (case.procedure, command) not in _tucked
