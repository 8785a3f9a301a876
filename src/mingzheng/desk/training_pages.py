"""What the pages of meetings, trainings, learning and cases share: their tabs and crumbs."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from mingzheng.design.parts import Crumb, Tab


def tabs(current: str) -> list[Tab]:
    """The lists beside each other."""
    pages = (
        ("training", _("业务培训")),
        ("training-library", _("学习库")),
        ("training-mine", _("我的学习")),
        ("training-cases", _("案例推广")),
        ("training-records", _("会议和保障")),
    )
    return [Tab(label, reverse(f"desk:{name}"), name == current) for name, label in pages]


def crumbs(*steps: tuple[str, str] | str) -> list[Crumb]:
    """业务培训, then (label, name of the address) or a bare label."""
    found = [Crumb(_("业务培训"), reverse("desk:training"))]
    for step in steps:
        found.append(Crumb(step) if isinstance(step, str) else Crumb(step[0], reverse(f"desk:{step[1]}")))
    return found
