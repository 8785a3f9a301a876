"""Where a year is played: the units and their people, the days, the dice, and the one way to take a step."""

from __future__ import annotations

import datetime as dt
import heapq
import random
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass, field
from functools import cache
from itertools import count
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.db.models import Model
from django.utils.datastructures import MultiValueDict

from mingzheng.config.year.defects import Defects, Planted
from mingzheng.core import timekeeping
from mingzheng.core.actors import Actor, Post
from mingzheng.core.journal.models import Entry
from mingzheng.core.outbox import commands as outbox
from mingzheng.core.procedures.commands import act
from mingzheng.core.procedures.models import Case
from mingzheng.core.procedures.playing import as_typed
from mingzheng.core.units.models import PostHolding, Unit
from mingzheng.core.workdays import queries as workdays
from mingzheng.core.workdays.arithmetic import WorkCalendar
from mingzheng.core.written import Given, Question

Deed = Callable[[], object]
Say = Callable[[str], None]
# Messages from which records come; notices to people, the index and pages wait for the worker.
HEARD = (
    "normative.filing", "normative.evaluation", "filing.released", "filing.withdrawn", "filing.effect", "library.push",
    "library.month", "policies.released", "policies.withdrawn", "push.policy", "interpretations.document_released",
    "interpretations.asked_often", "questions.released", "questions.withdrawn", "questions.effect", "questions.group",
    "topics.document_released", "topics.document_withdrawn", "outreach.document_released", "outreach.document_withdrawn",
    "key_areas.displaced", "gazette.released", "gazette.withdrawn", "documents.release_due",
    "redaction.make",
)  # fmt: skip
MORNING, NOON, EVENING = 0, 5, 9  # what a day does first, usually, and last


@dataclass(frozen=True)
class Held:
    """A post from a day to a day (None: still)."""

    since: dt.date
    until: dt.date | None
    actor: Actor


@dataclass
class Stage:
    """One year. Wings put deeds on days (``at``); each deed acts through commands of its room (``do``).

    Args:
        scale: 1 for some 600 records; ``times`` multiplies.
        first, until: the days between which anything happens (both count).
    """

    seed: int
    scale: int
    first: dt.date
    until: dt.date
    defects: Defects
    units: dict[str, Unit]
    days: WorkCalendar
    counts: Counter[str] = field(default_factory=Counter)
    at_work: frozenset[str] = frozenset()  # codes of the units that work on their shares of the plan
    _people: dict[tuple[int, Post], list[Held]] = field(default_factory=lambda: defaultdict(list))
    _diary: list[tuple[dt.date, int, int, Deed]] = field(default_factory=list)
    _number: count[int] = field(default_factory=count)
    _open: ExitStack = field(default_factory=ExitStack)
    _playing: bool = False

    @classmethod
    def built(cls, *, seed: int, scale: int, first: dt.date, until: dt.date, defects: Defects) -> Stage:
        """The stage of the units and people that the database holds now."""
        units = {unit.code: unit for unit in Unit.objects.all()}
        stage = cls(seed, scale, first, until, defects, units, workdays.calendar())
        stage.meet_people()
        return stage

    def meet_people(self) -> None:
        """Read who holds which post when; again after a wing added people."""
        self._people.clear()
        for row in PostHolding.objects.filter(person__is_system=False).select_related("person", "unit").order_by("id"):
            actor = Actor(row.person_id, row.person.name, Post(row.post), row.unit_id, row.unit.short)
            self._people[row.unit_id, Post(row.post)].append(Held(row.valid_from, row.valid_to, actor))

    # --- who -----------------------------------------------------------------------------------------------------

    def officer(self, unit: Unit | str, post: Post = Post.OFFICER, *, nth: int = 0) -> Actor:
        """Who holds a post of a unit today; ``nth`` the second, third … of them.

        Raises:
            LookupError: nobody does.
        """
        place, day = self.unit(unit), timekeeping.today()
        held = [
            row.actor
            for row in self._people[place.pk, post]
            if row.since <= day and (row.until is None or day <= row.until)
        ]
        if len(held) <= nth:
            raise LookupError(f"{place.code} has no {post} number {nth + 1} on {day}")
        return held[nth]

    def office(self, post: Post = Post.OFFICE_CLERK, *, nth: int = 0) -> Actor:
        """区府办's holder of a post."""
        return self.officer("qufuban", post, nth=nth)

    def unit(self, unit: Unit | str) -> Unit:
        return self.units[unit] if isinstance(unit, str) else unit

    def of_kind(self, *kinds: Unit.Kind) -> list[Unit]:
        """Units of these kinds, in the district's order."""
        return [unit for unit in self.units.values() if unit.kind in kinds]

    # --- when ----------------------------------------------------------------------------------------------------

    def at(self, day: dt.date, deed: Deed, *, order: int = NOON) -> None:
        """Let ``deed`` happen on a day; what would come after the last day of the year does not happen.

        Raises:
            ValueError: the day has passed, or lies before the year: a record could not be true.
        """
        if day < max(self.first, timekeeping.today() if self._playing else self.first):
            raise ValueError(f"{day} has passed")
        if day <= self.until:
            heapq.heappush(self._diary, (day, order, next(self._number), deed))

    @property
    def today(self) -> dt.date:
        return timekeeping.today()

    def workday(self, day: dt.date, after: int = 0) -> dt.date:
        """The working day that lies ``after`` working days behind ``day``; 0: ``day`` itself, or the next working day."""
        while not self.days.is_workday(day):
            day += dt.timedelta(days=1)
        return self.days.due(day, after) if after else day

    def within(self, dice: random.Random, first: dt.date, last: dt.date) -> dt.date:
        """Some working day between two days."""
        day = first + dt.timedelta(days=dice.randint(0, (last - first).days))
        return min(self.workday(day), last)

    # --- how many ------------------------------------------------------------------------------------------------

    def dice(self, *names: object) -> random.Random:
        """Chance that is the same in every play of a seed; ``names`` (wing, unit …) keep one wing from shifting another's."""
        return random.Random(":".join(map(str, (self.seed, *names))))  # noqa: S311 - reproducible, nothing secret

    def times(self, number: float) -> int:
        """``number`` at scale 1, more at a larger one; never less than one."""
        return max(1, round(number * self.scale))

    def count(self, wing: str, number: int = 1) -> None:
        self.counts[wing] += number

    def defect(self, kind: str, unit: Unit | str) -> Planted | None:
        """The defect of a kind that this unit shall have, handed out once; None: do it well.

        Whoever is given one does the thing badly and names the record with ``Planted.on``.
        """
        return self.defects.take(kind, self.unit(unit).code)

    def waits(self, kind: str, unit: Unit | str) -> bool:
        """Is this unit still to have a defect of the kind? Whoever prepares its occasion asks."""
        return (kind, self.unit(unit).code) in self.defects.waiting

    # --- acting --------------------------------------------------------------------------------------------------

    def do(
        self,
        record: Any,
        command: str,
        actor: Actor,
        *,
        files: Mapping[str, Iterable[SimpleUploadedFile]] | None = None,
        **typed: Any,
    ) -> Entry:
        """Take a step of a record's case (or of a case itself), typed as a browser would send it.

        Args:
            typed: field → value; days, numbers, rows (their key), yes and no, and lists of these.
        """
        case = record if isinstance(record, Case) else _case_of(record)
        sent = MultiValueDict({name: list(some) for name, some in files.items()}) if files else None
        return act(case, command, actor, as_typed(typed), files=sent)

    def enter(self, context: AbstractContextManager[Any]) -> Any:
        """Keep something open (a stand-in) as long as the year is played."""
        return self._open.enter_context(context)

    def play(self, say: Say) -> None:
        """Everything in the diary, day by day, each day in one transaction.

        Raises:
            whatever a deed raises, with the day noted on it.
        """
        self._playing = True
        with self._open:
            while self._diary:
                day = self._diary[0][0]
                with timekeeping.standing_at(day), transaction.atomic():
                    self._play_day(day)
                if not self._diary or self._diary[0][0].month != day.month:
                    say(f"{day:%Y-%m}：累计 {sum(self.counts.values())} 件")

    def _play_day(self, day: dt.date) -> None:
        while self._diary and self._diary[0][0] == day:
            deed = heapq.heappop(self._diary)[3]
            try:
                deed()
                if not (self._diary and self._diary[0][0] == day):
                    outbox.run_now(HEARD)  # what follows from a day happens on it
            except Exception as error:
                error.add_note(f"in the year, on {day}")
                raise


def _case_of(record: Any) -> Case:
    """The record's own, which it may have got after it was read; ``act`` reads the case itself."""
    model: type[Model] = type(record)
    ((key,),) = _case_id_of(model).ask(key=record.pk)
    return Case(pk=key)


@cache
def _case_id_of(model: type[Model]) -> Question:
    return Question(lambda: model._default_manager.filter(pk=Given("key", model._meta.pk)).values_list("case_id"))
