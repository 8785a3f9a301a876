"""All procedures of the project, and the faults that keep a table from being loaded."""

from __future__ import annotations

from collections.abc import Iterator

from mingzheng.core.actors import Post
from mingzheng.core.procedures.table import ClockMove, Procedure, Step, Whose

_procedures: dict[str, Procedure] = {}


class BadTable(Exception):
    """A declared procedure contradicts itself; the application does not start with it."""


def declare(procedure: Procedure) -> Procedure:
    """Validate a table and make it known. Called from ``AppConfig.ready``; declaring it again replaces it.

    Raises:
        BadTable: naming every fault.
    """
    found = list(faults(procedure))
    if found:
        raise BadTable(f"{procedure.code}: " + "; ".join(found))
    _procedures[procedure.code] = procedure
    return procedure


def procedure_of(code: str) -> Procedure:
    """Raises KeyError for a procedure nobody declared."""
    return _procedures[code]


def procedures() -> list[Procedure]:
    return list(_procedures.values())


def faults(procedure: Procedure) -> Iterator[str]:
    """Everything that is wrong with a table, one sentence each."""
    codes = [state.code for state in procedure.states]
    if len(codes) != len(set(codes)):
        yield "two states share a code"
    if procedure.initial not in codes:
        yield f"initial state {procedure.initial} is not a state"
    if not procedure.opening.basis.text:
        yield "the opening has no basis"
    for step in procedure.steps:
        yield from _step_faults(step, set(codes), procedure)
    yield from _conflicts(procedure)
    yield from _unreachable(procedure)
    yield from _clock_faults(procedure)


def _step_faults(step: Step, codes: set[str], procedure: Procedure) -> Iterator[str]:
    name = f"{step.command}"
    if not step.basis.text.strip():
        yield f"{name} has no basis"
    if not step.posts or not step.source:
        yield f"{name} has no post or no source state"
    if Post.SYSTEM in step.posts and len(step.posts) > 1:
        yield f"{name} mixes the machine with people"
    unknown = (set(step.source) | ({step.target} if step.target else set())) - codes
    if unknown:
        yield f"{name} names unknown states {sorted(unknown)}"
    if step.contributes and step.reviews:
        yield f"{name} both contributes and reviews"
    closed = {state.code for state in procedure.states if not state.open}
    if step.duty.value == "owed" and set(step.source) <= closed:
        yield f"{name} is owed although the case is closed"
    office_only = {Post.OFFICE_CLERK, Post.OFFICE_HEAD}
    if step.whose is Whose.OFFICE and not set(step.posts) & (office_only | {Post.ADMIN, Post.ASSESSOR, Post.SYSTEM}):
        yield f"{name} belongs to 区府办 but names no post of it"


def _conflicts(procedure: Procedure) -> Iterator[str]:
    seen: set[tuple[str, str]] = set()
    for step in procedure.steps:
        for state in step.source:
            if (step.command, state) in seen:
                yield f"two rows for {step.command} in {state}"
            seen.add((step.command, state))


def _unreachable(procedure: Procedure) -> Iterator[str]:
    reached, grew = {procedure.initial}, True
    while grew:
        more = {step.target for step in procedure.steps if step.target and set(step.source) & reached} - reached
        reached |= {state for state in more if state}
        grew = bool(more)
    lost = [state.code for state in procedure.states if state.code not in reached]
    if lost:
        yield f"unreachable states {lost}"
    stuck = [
        state.code
        for state in procedure.states
        if state.open
        and not any(state.code in step.source and step.target not in (None, state.code) for step in procedure.steps)
    ]
    if stuck:
        yield f"open states without a way out {stuck}"


def _clock_faults(procedure: Procedure) -> Iterator[str]:
    effects = [*procedure.opening.clocks, *(effect for step in procedure.steps for effect in step.clocks)]
    started = {effect.clock for effect in effects if effect.move is ClockMove.START}
    for effect in effects:
        if effect.clock not in started:
            yield f"clock {effect.clock} is never started"
        if effect.move is ClockMove.START and not effect.rule:
            yield f"clock {effect.clock} starts without a rule"
