"""Finding units by what people write, and the posts in which a person may act."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from dataclasses import dataclass

from django.db.models import BigIntegerField, CharField, DateField, Q, QuerySet, Value
from rapidfuzz import fuzz, process

from mingzheng.core.actors import Actor, Post
from mingzheng.core.units.models import Delegation, Person, PostHolding, Unit, UnitGroup, UnitName, held_on
from mingzheng.core.written import Given, Question

SUGGEST_FROM = 60  # rapidfuzz score, 0–100, below which a suggestion only confuses


def normal(text: str) -> str:
    """A name as it is compared: NFKC, no spaces, full-width brackets folded to half-width."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).strip("、,，;；。.")


@dataclass(frozen=True)
class Directory:
    """Every name of every unit and group, read once for a piece of work."""

    units: dict[str, Unit]
    groups: dict[str, UnitGroup]

    @classmethod
    def load(cls) -> Directory:
        units: dict[str, Unit] = {}
        for unit in Unit.objects.all():
            units |= {normal(unit.name): unit, normal(unit.short): unit, normal(unit.code): unit}
        for alias in UnitName.objects.select_related("unit"):
            units[normal(alias.text)] = alias.unit
        groups = {normal(text): group for group in UnitGroup.objects.all() for text in [group.name, *group.aliases]}
        return cls(units, groups)

    def unit(self, text: str) -> Unit | None:
        """The unit that is called so; 区城运中心（区大数据中心） is 区城运中心 when both names are its own."""
        wanted = normal(text)
        if wanted in self.units:
            return self.units[wanted]
        outer, inner = _split_brackets(wanted)
        if inner and outer in self.units:
            unit = self.units[outer]
            if all(self.unit(part) == unit for part in re.split(r"[、,]", inner)):
                return unit
        return None

    def group(self, text: str) -> UnitGroup | None:
        return self.groups.get(normal(text))

    def suggest(self, text: str, limit: int = 3) -> list[Unit | UnitGroup]:
        """Units and groups whose names resemble ``text``, best first. Suggestions are offered, never taken."""
        names: dict[str, Unit | UnitGroup] = {**self.units, **self.groups}
        found = process.extract(
            normal(text), names.keys(), scorer=fuzz.WRatio, limit=limit * 4, score_cutoff=SUGGEST_FROM
        )
        best: list[Unit | UnitGroup] = []
        for name, _score, _index in found:
            if names[name] not in best:
                best.append(names[name])
        return best[:limit]


def _split_brackets(text: str) -> tuple[str, str]:
    match = re.fullmatch(r"(.+?)\((.+)\)", text)
    return (match[1], match[2]) if match else (text, "")


def find_unit(text: str) -> Unit | None:
    """The unit called ``text`` (name, short name, alias, merged name or code); None when nothing matches exactly."""
    return Directory.load().unit(text)


def units_on(day: dt.date) -> list[Unit]:
    """Units that exist on a day, in the district's order."""
    return list(Unit.objects.filter(held_on(day)))


def office() -> Unit | None:
    """区府办: the openness office of the district."""
    return Unit.objects.filter(kind=Unit.Kind.GOV_OFFICE).first()


def actors_for(person: Person, on: dt.date) -> list[Actor]:
    """Every post in which a person may act on a day: held, or delegated to them by an absent holder."""
    if not person.is_active:
        return []
    rows = HELD.ask(person=person.pk, day=on) + LENT.ask(person=person.pk, day=on)
    found = [
        Actor(person.pk, person.name, Post(post), unit_id, unit_name, delegated_from)
        for post, unit_id, unit_name, delegated_from in rows
    ]
    return list(dict.fromkeys(found))  # two delegations of one post are one post


# Asked for every page of the desk: in which posts a person stands is read anew each time.
_PERSON, _DAY = Given("person", BigIntegerField()), Given("day", DateField())


def _holdings() -> QuerySet[PostHolding]:
    held = PostHolding.objects.filter(held_on(_DAY), held_on(_DAY, "unit__valid_from", "unit__valid_to"))
    return held.filter(person_id=_PERSON).order_by("id")


def _delegations() -> QuerySet[Delegation]:
    lent = Delegation.objects.filter(
        held_on(_DAY),
        held_on(_DAY, "holding__valid_from", "holding__valid_to"),
        held_on(_DAY, "holding__unit__valid_from", "holding__unit__valid_to"),
    )
    return lent.filter(delegate_id=_PERSON).order_by("id")


HELD = Question(lambda: _holdings().values_list("post", "unit_id", "unit__short", Value("", output_field=CharField())))
LENT = Question(
    lambda: _delegations().values_list(
        "holding__post", "holding__unit_id", "holding__unit__short", "holding__person__name"
    )
)


# Asked at every step: one question, about the one post in which the person acts.
_POST = {"post": Given("post", CharField()), "unit_id": Given("unit", BigIntegerField())}
_HELD_STILL = Question(
    lambda: (
        _holdings()
        .filter(person__is_active=True, **_POST)
        .values_list("person__name", "unit__short", Value("", output_field=CharField()))
    )
)
_LENT_STILL = Question(
    lambda: (
        _delegations()
        .filter(delegate__is_active=True, **{f"holding__{name}": one for name, one in _POST.items()})
        .values_list("delegate__name", "holding__unit__short", "holding__person__name")
    )
)


def person_of_directory(identifier: str) -> Person | None:
    """Whose account the directory's identifier is; nobody's for a blank one or a closed account."""
    return (
        Person.objects.filter(directory_id=identifier, is_active=True, is_system=False).first() if identifier else None
    )


def may_act_as(actor: Actor, on: dt.date) -> bool:
    """Does the person still hold this post on the day? Asked again at every act: a page may be old."""
    asked = _LENT_STILL if actor.delegated_from else _HELD_STILL
    found = asked.ask(person=actor.person_id, day=on, post=actor.post.value, unit=actor.unit_id)
    return (actor.person_name, actor.unit_name, actor.delegated_from) in found


def holders(unit: Unit, post: Post, on: dt.date) -> list[Person]:
    """People who hold a post in a unit on a day, delegates included; never another system that acts in it."""
    direct = Q(holdings__in=PostHolding.objects.filter(held_on(on), unit=unit, post=post.value))
    lent = Q(
        delegations__in=Delegation.objects.filter(held_on(on), holding__unit=unit, holding__post=post.value).filter(
            held_on(on, "holding__valid_from", "holding__valid_to")
        )
    )
    return list(Person.objects.filter(direct | lent, is_active=True, is_system=False).distinct())
