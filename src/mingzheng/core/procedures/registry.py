"""All procedures of the project, and the faults that keep a table from being loaded."""

from __future__ import annotations

from collections.abc import Iterator

from mingzheng.core.actors import Post
from mingzheng.core.procedures.table import ALL_CLOCKS, ClockMove, Procedure, Step, Whose

# What the database columns hold (Case, Contribution, ClockEvent, Entry); SQLite would not notice.
LONGEST = {"procedure": 48, "state": 32, "command": 48, "action": 64, "clock": 48, "ref": 48, "basis": 200}

MANY_STEPS = 6
"""As many as one post may find in a state side by side; where there are more, the table says what each is for."""

_procedures: dict[str, Procedure] = {}
_declared = 0


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
    global _declared
    _procedures[procedure.code] = procedure
    _declared += 1
    return procedure


def procedure_of(code: str) -> Procedure:
    """Raises KeyError for a procedure nobody declared."""
    return _procedures[code]


def procedures() -> list[Procedure]:
    return list(_procedures.values())


def declared() -> tuple[object, ...]:
    """What stands for the tables as they are now: whatever is derived from them is good while this is the same."""
    return _declared, *_procedures


def faults(procedure: Procedure) -> Iterator[str]:
    """Everything that is wrong with a table, one sentence each."""
    codes = [state.code for state in procedure.states]
    if len(codes) != len(set(codes)):
        yield "two states share a code"
    if procedure.initial not in codes:
        yield f"initial state {procedure.initial} is not a state"
    yield from _opening_faults(procedure)
    for step in procedure.steps:
        yield from _step_faults(step, set(codes), procedure)
    yield from _conflicts(procedure)
    yield from _heading_faults(procedure)
    yield from _unreachable(procedure)
    yield from _clock_faults(procedure)
    yield from _too_long(procedure)


def _opening_faults(procedure: Procedure) -> Iterator[str]:
    opening = procedure.opening
    if not opening.basis.text.strip():
        yield "the opening has no basis"
    if not opening.posts:
        yield "the opening has no post"
    if opening.whose is Whose.OFFICE and not _has_office_post(opening.posts):
        yield "the opening belongs to 区府办 but names no post of it"


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
    if step.whose is Whose.OFFICE and not _has_office_post(step.posts):
        yield f"{name} belongs to 区府办 but names no post of it"
    if not all(guard.why_not.strip() for guard in step.guards):
        yield f"{name} has a guard without a reason"
    if not step.label.strip():
        yield f"{name} has no label"


def _has_office_post(posts: tuple[Post, ...]) -> bool:
    return bool({Post.OFFICE_CLERK, Post.OFFICE_HEAD, Post.ADMIN, Post.ASSESSOR, Post.SYSTEM} & set(posts))


def _conflicts(procedure: Procedure) -> Iterator[str]:
    seen: set[tuple[str, str]] = set()
    for step in procedure.steps:
        for state in step.source:
            if (step.command, state) in seen:
                yield f"two rows for {step.command} in {state}"
            seen.add((step.command, state))


def _heading_faults(procedure: Procedure) -> Iterator[str]:
    known = set(procedure.headings)
    for step in procedure.steps:
        if bool(known) != bool(step.group) or (step.group and step.group not in known):
            yield f"{step.command} stands under none of the headings"
    if known:
        return
    for state in procedure.states:
        here = [step for step in procedure.steps if state.code in step.source]
        most = max((sum(post in step.posts for step in here) for post in Post), default=0)
        if most > MANY_STEPS:
            yield f"{most} steps for one post in {state.code} without headings"


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
        if effect.clock == ALL_CLOCKS:
            if effect.move is not ClockMove.STOP:
                yield "only a stop moves all clocks"
            continue
        if effect.clock not in started:
            yield f"clock {effect.clock} is never started"
        if effect.move is ClockMove.START and bool(effect.rule) == (effect.rule_of is not None):
            yield f"clock {effect.clock} starts without a rule"
        if effect.move is ClockMove.EXTEND and effect.value is None:
            yield f"clock {effect.clock} is extended by nothing"
        if effect.ref is not None and effect.move not in (ClockMove.PAUSE, ClockMove.RESUME):
            yield f"clock {effect.clock} names a pause in {effect.move.value}"
        if effect.several is not None and (effect.move is not ClockMove.RESUME or effect.ref or effect.on):
            yield f"clock {effect.clock} ends several pauses in something else than a plain resume"
    if any(effect.move is not ClockMove.START for effect in procedure.opening.clocks):
        yield "the opening may only start clocks"


def _too_long(procedure: Procedure) -> Iterator[str]:
    words = [("procedure", procedure.code), ("basis", procedure.opening.basis.text)]
    words += [("action", f"{procedure.code}.opened")]
    words += [("state", state.code) for state in procedure.states]
    words += [("clock", effect.clock) for effect in procedure.opening.clocks]
    for step in procedure.steps:
        words += [("command", step.command), ("action", f"{procedure.code}.{step.command}"), ("basis", step.basis.text)]
        words += [("clock", effect.clock) for effect in step.clocks]
    for what, word in words:
        if len(word) > LONGEST[what]:
            yield f"{what} {word[:20]}… is longer than {LONGEST[what]}"
