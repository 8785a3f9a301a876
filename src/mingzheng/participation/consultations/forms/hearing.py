"""A hearing: what is announced, how participants are chosen, the material, the record."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from django import forms
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from mingzheng.core import timekeeping
from mingzheng.core.files.fields import UploadField
from mingzheng.core.privacy.public_text import PublicTextForm
from mingzheng.core.procedures.models import Case
from mingzheng.core.submissions.fields import day, text
from mingzheng.core.submissions.keys import KeyField
from mingzheng.participation.consultations.models import Hearing, HearingSignUp
from mingzheng.participation.consultations.models.hearing import MATERIAL_DAYS

T = TypeVar("T")
RULE = _(
    "报名人数不超过名额的，全部作为听证参加人；超过的，按赞成、反对、有修改意见分别抽签，保证各方都有代表。"
    "名单冻结后公布，抽签用事先写明的公开种子，结果任何人可以核对。"
)


def moment(label: Any, help_text: Any = "") -> forms.DateTimeField:
    return forms.DateTimeField(
        label=label,
        help_text=help_text,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        error_messages={"required": _("请选择时间。"), "invalid": _("时间请写成 2023-06-30 14:00。")},
    )


def number(label: Any, help_text: Any = "", *, least: int = 0, most: int = 500, initial: int | None = None) -> Any:
    return forms.IntegerField(
        label=label,
        help_text=help_text,
        min_value=least,
        max_value=most,
        initial=initial,
        error_messages={
            "required": _("请填写人数。"),
            "invalid": _("请填写整数。"),
            "min_value": _("不能小于 %(limit_value)s。"),
            "max_value": _("不能大于 %(limit_value)s，请核对。"),
        },
    )


class HearingFacts(PublicTextForm):
    """What the announcement says (第十六条)."""

    own = {"place": frozenset({"address"}), "about": frozenset({"landline", "address"})}

    title = forms.CharField(label=_("名称"), max_length=200, error_messages={"required": _("请填写名称。")})
    about = text(_("听证事项"), _("对草案的哪些问题听证，有什么背景材料，怎样旁听。"), most=3000, rows=6)
    place = forms.CharField(label=_("地点"), max_length=200, error_messages={"required": _("请填写地点。")})
    starts_at = moment(_("时间"))
    places = number(_("听证参加人名额"), least=1)
    sign_up_until = day(_("报名截止日期"), _("到听证会至少 8 天：材料要提前 7 日送达。"), required=True)
    rule = text(_("遴选办法"), _("与公告一起公布，保证各方都有代表。"), most=1000, rows=4)

    def clean(self) -> dict[str, Any]:
        held = super().clean()
        begins, until = held.get("starts_at"), held.get("sign_up_until")
        if begins and begins <= timekeeping.now():
            self.add_error("starts_at", _("听证会的时间应当在今天之后。"))
        if begins and until and (localdate(begins) - until).days <= MATERIAL_DAYS:
            self.add_error("sign_up_until", _("报名截止到听证会至少 8 天，否则来不及提前 7 日送达材料。"))
        return held


class NewHearingForm(HearingFacts):
    """Sent twice, it makes one."""

    form_key = KeyField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"rule": RULE, **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)


class EditHearingForm(HearingFacts):
    wants_case = True

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        found: Hearing = case.subject
        names = ("title", "about", "place", "starts_at", "places", "sign_up_until", "rule")
        kwargs["initial"] = {**{name: getattr(found, name) for name in names}, **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)


def even_places(signed_up: Mapping[T, int], places: int) -> dict[T, int]:
    """Places for each side, as even as the sign-ups allow (条例第十六条: every side is represented)."""
    given = dict.fromkeys(signed_up, 0)
    while sum(given.values()) < min(places, sum(signed_up.values())):
        side = min((one for one in given if given[one] < signed_up[one]), key=lambda one: given[one])
        given[side] += 1
    return given


class FreezeForm(forms.Form):
    """Each side's places, and the seed that will decide."""

    wants_case = True

    places_for = number(_("赞成方名额"))
    places_against = number(_("反对方名额"))
    places_other = number(_("有修改意见方名额"))
    alternates = number(_("每方候补人数"), most=50, initial=2)
    seed_source = forms.CharField(
        label=_("种子来源"),
        max_length=200,
        error_messages={"required": _("请写种子来源。")},
        help_text=_("名单冻结后才会产生、任何人都能查到的数字，例如某一期福利彩票的开奖号码。"),
    )
    seed_on = day(_("种子日期"), _("在今天之后。"), required=True)

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found: Hearing = case.subject
        counts = {
            side: found.sign_ups.filter(stance=side.value).exclude(status="cancelled").count()
            for side in HearingSignUp.Stance
        }
        suggested = even_places(counts, found.places)
        for side, count in counts.items():
            field = self.fields[f"places_{side.value}"]
            field.initial = suggested[side]
            field.help_text = _("这一方报名 %(count)s 人；全部名额 %(places)s 人。") % {
                "count": count,
                "places": found.places,
            }


class MaterialForm(forms.Form):
    material_on = day(_("送达日期"), _("全部参加人都收到材料的日期；听证会召开 7 日前。"), required=True)

    def clean_material_on(self) -> Any:
        given = self.cleaned_data["material_on"]
        if given > timekeeping.today():
            raise forms.ValidationError(_("送达日期不能在今天之后。"))
        return given


class PostponeForm(PublicTextForm):
    starts_at = moment(_("新的时间"))
    reason = text(_("理由"), _("公众会看到，并告知报名的人。"))


class HoldForm(PublicTextForm):
    """第十七条: introduced, stated and debated, confirmed and signed."""

    wants_case = True

    introduced = forms.BooleanField(
        label=_("承办单位介绍了草案、依据和有关情况"),
        error_messages={"required": _("这一步没有进行的，听证会没有完成。")},
    )
    debated = forms.BooleanField(
        label=_("听证参加人陈述意见，进行了询问、质证和辩论"),
        error_messages={"required": _("这一步没有进行的，听证会没有完成。")},
    )
    confirmed = forms.BooleanField(
        label=_("听证参加人确认笔录并签字"), error_messages={"required": _("请让参加人确认笔录并签字。")}
    )
    attended = forms.MultipleChoiceField(
        label=_("到会的参加人"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        error_messages={"invalid_choice": _("名单有变动，请重新选择。")},
    )
    record = text(_("听证笔录"), _("公布的文本：写明各方观点和理由，不写姓名和其他个人信息。"), most=20_000, rows=10)
    result = text(_("听证意见和处理"), _("归纳听证会上的意见；逐条的处理在意见台账登记后反馈。"), most=5000, rows=4)
    signed = UploadField(label=_("签字的笔录"), required=False, help_text=_("扫描件，只在内部保存。"))

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found: Hearing = case.subject
        rows = found.sign_ups.filter(status=HearingSignUp.Status.SELECTED)
        chosen: Any = self.fields["attended"]
        chosen.choices = [(str(row.pk), f"{row.shown_as}（{row.get_stance_display()}）") for row in rows]
