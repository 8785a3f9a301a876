"""What a person fills in for questions and answers. Errors say what to do; nothing typed is lost."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from mingzheng.core import timekeeping
from mingzheng.core.actors import Post
from mingzheng.core.procedures.models import Case
from mingzheng.core.submissions.fields import day, offer, text
from mingzheng.core.submissions.keys import KeyField
from mingzheng.core.submissions.public import PublicForm
from mingzheng.core.units.models import PostHolding, Unit, UnitGroup, held_by_people, held_on
from mingzheng.disclosure.documents import vocabulary
from mingzheng.disclosure.documents.document_field import DocumentField
from mingzheng.policy.questions import dated, quality
from mingzheng.policy.questions.models import Entry, Message

ANSWERING = (Post.WINDOW, Post.HOTLINE)


class EntryField(forms.IntegerField):
    """A published entry by its number; ``cleaned_data`` holds the entry or None."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"min_value": 1, "required": False, "help_text": _("知识库里条目的编号。"), **kwargs})

    def clean(self, value: Any) -> Entry | None:
        number = super().clean(value)
        if number is None:
            return None
        rows = Entry.objects.filter(live__isnull=False, retired_on=None).select_related("document", "live__document")
        entry = rows.filter(pk=number).first()
        if entry is None:
            raise ValidationError(_("没有编号为 %(number)s 的已发布条目。请核对编号。") % {"number": number})
        return entry


def _units(queryset: QuerySet[Unit], label: Any, **more: Any) -> forms.ModelChoiceField:
    errors = {"required": _("请选择单位。"), "invalid_choice": _("没有这个单位，请重选。")}
    return forms.ModelChoiceField(
        label=label, queryset=queryset, empty_label=_("请选择"), error_messages=errors, **more
    )


class ReasonForm(forms.Form):
    reason = text(_("理由"), _("写明原因；不要写个人信息。"), most=300)


class TransferForm(forms.Form):
    unit = _units(Unit.objects.none(), _("转给"))
    reason = text(_("转办理由"), _("写明为什么由该单位答复；不要写个人信息。"), most=300)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "unit", Unit.objects.filter(held_on(timekeeping.today())))


class ExtendForm(forms.Form):
    days = forms.IntegerField(
        label=_("延长几个工作日"), min_value=1, error_messages={"required": _("请填写延长的工作日数。")}
    )
    reason = text(_("延期理由"), _("提问人会看到。"), most=300)


# --- the knowledge base ----------------------------------------------------------------------------------------------


class EntryFields(forms.Form):
    """The fields of an entry; lax: what is missing is asked for at submission."""

    question = forms.CharField(
        label=_("问题"),
        max_length=200,
        help_text=_("照群众会问的话写，一条一个问题。"),
        error_messages={"required": _("请填写问题。")},
    )
    answer = text(_("标准答案"), _("先写结论，再写条件、材料、办理地点和期限。"), most=4000, rows=8, required=False)
    document = DocumentField(label=_("依据文件"))
    paragraph = forms.CharField(
        label=_("条款"), max_length=60, required=False, help_text=_("例如：第五条第（二）项、附件2。")
    )
    quote = text(_("原文"), _("摘录条款原文，窗口答复时可以直接出示。"), most=2000, rows=3, required=False)
    source = forms.CharField(
        label=_("其他依据"),
        max_length=200,
        required=False,
        help_text=_("依据不是本站公开的文件时填写，例如上级文件的名称和条款。"),
    )
    theme = forms.ChoiceField(label=_("主题"), required=False, help_text=_("不选的，与依据文件的主题相同。"))
    review_by = day(_("复核日期"), _("最迟哪一天要再核对一次；不填的，按规定的月数计算。"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(
            self,
            "theme",
            [
                ("", _("请选择")),
                *((one, one) for one in vocabulary.themes()),
            ],
        )

    def clean_review_by(self) -> Any:
        wanted = self.cleaned_data["review_by"]
        if wanted is not None and wanted <= timekeeping.today():
            raise ValidationError(_("复核日期应当在今天之后。"))
        return wanted


class NewEntryForm(EntryFields):
    form_key = KeyField()


class EditEntryForm(EntryFields):
    """As the step of a case: it begins with what is there."""

    wants_case = True

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        entry: Entry = case.subject
        names = ("question", "answer", "document", "paragraph", "quote", "source", "theme", "review_by")
        kwargs["initial"] = {**{name: getattr(entry, name) for name in names}, **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)


class ApproveForm(forms.Form):
    note = forms.CharField(
        label=_("修改说明"), max_length=200, required=False, help_text=_("改版的，写明改了什么；公众会看到。")
    )


class ConfirmForm(forms.Form):
    review_by = day(_("下次复核日期"), _("不填的，按规定的月数计算。"))
    opinion = text(_("复核意见"), _("写明核对了什么、为什么仍然正确。"), most=300)

    def clean_review_by(self) -> Any:
        wanted = self.cleaned_data["review_by"]
        if wanted is not None and wanted <= timekeeping.today():
            raise ValidationError(_("下次复核日期应当在今天之后。"))
        return wanted


# --- the message board -----------------------------------------------------------------------------------------------


class AskForm(PublicForm):
    """What the public fills in. Nothing but the question itself is needed. ``offered``: answers that were offered already."""

    offered = forms.CharField(required=False, widget=forms.HiddenInput)
    document = DocumentField(label=_("有关的政策文件"), help_text=_("知道的话，写文件的文号或者标题；不知道的不填。"))
    topic = forms.CharField(
        label=_("标题"),
        max_length=60,
        help_text=_("一句话说明想问什么。"),
        error_messages={"required": _("请写一句话的标题。")},
    )
    text = text(_("您的问题"), _("写清您的情况和想知道的事。请不要写姓名、证件号、电话和住址。"), most=500, rows=6)
    unit = _units(Unit.objects.none(), _("想请哪个单位答复"), required=False)
    consent = forms.TypedChoiceField(
        label=_("答复后是否同意公开这个问题"),
        choices=[
            ("yes", _("同意：隐去个人信息后，与答复一起公开，方便有同样问题的人")),
            ("no", _("不同意：只有我凭查询码能看到")),
        ],
        widget=forms.RadioSelect,
        coerce=lambda typed: typed == "yes",
        error_messages={"required": _("请选择是否同意公开。")},
    )
    name = forms.CharField(label=_("怎样称呼您"), max_length=40, required=False)
    reach = forms.CharField(
        label=_("手机或电子邮箱"),
        max_length=120,
        required=False,
        help_text=_("只在答复单位需要核实情况时使用，与问题分开保存，办结后按期删除。"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        unit: Any = self.fields["unit"]
        unit.queryset = Unit.objects.filter(held_on(timekeeping.today()))
        unit.empty_label = _("不确定，由区府办分派")


class OfferForm(PublicForm):
    """One answer that was offered: opened, or found to be what was wanted."""

    entry = forms.IntegerField()


class DraftForm(forms.Form):
    """An answer is submitted only when it is one (``quality``)."""

    wants_case = True
    entry = EntryField(label=_("引用知识条目"))
    answer = text(
        _("答复"),
        _("先写结论，再写依据、条件、怎样办、向谁问；不要写提问人的个人信息。"),
        most=4000,
        rows=8,
        required=False,
    )
    source = forms.CharField(
        label=_("依据"), max_length=300, required=False, help_text=_("文件名称、文号和条款；引用知识条目的可以不填。")
    )

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        found = case.subject
        kwargs["initial"] = {"answer": found.answer, "source": found.source, **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        entry: Entry | None = data.get("entry")
        if entry is not None and entry.live is not None:
            data["answer"] = data.get("answer") or entry.live.answer
            data["source"] = data.get("source") or entry.live.where
        shortest = dated.value("shortest_answer", timekeeping.today())
        for fault in quality.faults(data.get("answer", ""), data.get("source", ""), shortest=shortest):
            self.add_error("source" if fault.code == "no_source" else "answer", fault.message)
        return data


class PublishForm(forms.Form):
    """What the public reads; it begins with the texts from which the machine took what it recognised."""

    wants_case = True
    public_text = text(_("公开的问题"), _("隐去姓名、单位、住址等能认出提问人的内容。"), most=500, rows=4)
    public_answer = text(_("公开的答复"), _("隐去同样的内容。"), most=4000, rows=8)

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        from mingzheng.core.privacy import remove

        message: Message = case.subject
        initial = {"public_text": remove(message.text), "public_answer": remove(message.answer, keep=("landline",))}
        kwargs["initial"] = {**initial, **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)


# --- windows ---------------------------------------------------------------------------------------------------------


class HandOverForm(forms.Form):
    """A question beyond the window's scope."""

    form_key = KeyField()
    text = text(_("问题"), _("写事情本身；不写姓名、证件号、住址。"), most=500, rows=4)
    document = DocumentField(label=_("有关的政策文件"), help_text=_("填写了文件的，转给制定文件的单位。"))
    unit = _units(Unit.objects.none(), _("转给哪个单位"), required=False, help_text=_("没有填写文件时必须选择。"))
    called = forms.CharField(
        label=_("称呼"), required=False, max_length=20, help_text=_("需要回复时填写，如“张女士”；回复后即删除。")
    )
    phone = forms.CharField(
        label=_("联系电话"), required=False, max_length=20, help_text=_("需要回复时填写；回复后即删除。")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "unit", Unit.objects.filter(held_on(timekeeping.today())))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if "document" in data and not data["document"] and not data.get("unit") and "unit" not in self.errors:
            self.add_error("unit", _("请写明文件，或者选择由哪个单位答复。"))
        return data


class HandoverAnswerForm(DraftForm):
    paragraph = forms.CharField(label=_("条款"), max_length=60, required=False)
    keep = forms.BooleanField(
        label=_("审核后存入知识库"), required=False, initial=True, help_text=_("答复先返回窗口；条目另经审核后发布。")
    )


def staffed() -> QuerySet[Unit]:
    """Units that have somebody at a window or a hotline today."""
    today = timekeeping.today()
    holding = PostHolding.objects.filter(held_by_people(today), post__in=[post.value for post in ANSWERING])
    return Unit.objects.filter(held_on(today), pk__in=holding.values("unit"))


class HandoutForm(forms.Form):
    """Which Q&A goes to which windows."""

    form_key = KeyField()
    title = forms.CharField(
        label=_("标题"),
        max_length=100,
        error_messages={"required": _("请填写标题。")},
        help_text=_("窗口人员看到的标题。"),
    )
    note = text(_("说明"), _("例如：本月新政问得多，请先熟悉。"), most=1000, required=False)
    entries = forms.ModelMultipleChoiceField(
        label=_("推送哪些问答"),
        queryset=Entry.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("请至少选择一条问答。"), "invalid_choice": _("有一条问答现在不能推送，请重选。")},
    )
    groups = forms.ModelMultipleChoiceField(
        label=_("推送给哪一类窗口"),
        queryset=UnitGroup.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    windows = forms.ModelMultipleChoiceField(
        label=_("推送给哪些窗口"),
        queryset=Unit.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("有一个单位今天没有窗口人员，请重选。")},
    )

    def __init__(self, *args: Any, entries: QuerySet[Entry], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen: Any = self.fields
        chosen["entries"].queryset = entries
        chosen["windows"].queryset = staffed()
        chosen["groups"].queryset = UnitGroup.objects.filter(open=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not data.get("groups") and not data.get("windows") and "windows" not in self.errors:
            self.add_error("windows", _("请选择推送给哪些窗口。"))
        return data


# --- asked often -----------------------------------------------------------------------------------------------------


class OftenDraftForm(EntryFields):
    """The frequent question and its answer; it goes to review at once, so that it must be complete."""

    wants_case = True

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        found = case.subject
        kwargs["initial"] = {
            "question": found.topic,
            "document": found.document,
            **(kwargs.get("initial") or {}),
        }
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not data.get("answer") and "answer" not in self.errors:
            self.add_error("answer", _("请填写标准答案。"))
        if not data.get("document") and not data.get("source") and "document" not in self.errors:
            self.add_error("document", _("请填写依据文件，或者写明其他依据。"))
        return data


class OftenTakeForm(forms.Form):
    entry = EntryField(label=_("已有的知识条目"), required=True, error_messages={"required": _("请填写条目编号。")})
