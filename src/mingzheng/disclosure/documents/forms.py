"""What a person fills in for a step of a document. Errors say what to do; nothing typed is lost."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from django import forms
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from mingzheng.core import timekeeping
from mingzheng.core.files.fields import UploadsField
from mingzheng.core.procedures.models import Case
from mingzheng.core.submissions.fields import day, offer, text
from mingzheng.core.units.models import Unit, UnitGroup
from mingzheng.disclosure.catalogue import classifying
from mingzheng.disclosure.catalogue.queries import column_choices
from mingzheng.disclosure.documents import rules, tagging, texts, vocabulary
from mingzheng.disclosure.documents.fields import BodyField
from mingzheng.disclosure.documents.models import Attachment, Document, Edition, Effect, Finding
from mingzheng.disclosure.documents.tags_field import TagsField
from mingzheng.disclosure.documents.vocabulary import Attribute, Carrier, Genre, Group, Scope, Secrecy

_SEPARATORS = re.compile(r"[、，,;；\s]+")
EMPTY = [("", _("请选择"))]
HIDDEN_PRIVATE = "hidden_private"  # core.files: personal data or a secret mark in what a file hides
PICTURES = ("png", "jpeg", "gif", "webp")


class WordsField(forms.CharField):
    """Several words in one line, separated by 、 or blanks; ``cleaned_data`` holds the list, each word once."""

    def clean(self, value: Any) -> list[str]:
        text = super().clean(value)
        words = [word for word in _SEPARATORS.split(text) if word]
        long = next((word for word in words if len(word) > 32), None)
        if long:
            raise forms.ValidationError(_("「%(word)s…」太长，每个词不超过 32 字。") % {"word": long[:12]})
        return list(dict.fromkeys(words))

    def prepare_value(self, value: Any) -> Any:
        return "、".join(value) if isinstance(value, list) else value


class NamesField(WordsField):
    """As ``WordsField``, but a name may be long (agencies)."""

    def clean(self, value: Any) -> list[str]:
        text = forms.CharField.clean(self, value)
        return list(dict.fromkeys(name for name in re.split(r"[、，,;；\n]+", text) if name.strip()))


class EditionForm(forms.Form):
    """A form that looks at the edition behind the case."""

    wants_case = True

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.case = case
        self.edition: Edition = case.subject


class EditForm(EditionForm):
    """The whole draft. Lax: only what cannot be kept at all is refused; what release needs is shown beside it."""

    title = forms.CharField(label=_("标题"), max_length=300, error_messages={"required": _("请填写标题。")})
    doc_number = forms.CharField(
        label=_("发文字号"), max_length=64, required=False, help_text=_("如 长府办〔2023〕12号，用六角括号。")
    )
    issuer = forms.CharField(label=_("发文机关"), max_length=128, required=False)
    co_issuers = NamesField(label=_("联合发文机关"), required=False, help_text=_("几个机关用顿号隔开。"))
    official = forms.BooleanField(label=_("这是公文"), required=False)
    genre = forms.ChoiceField(label=_("体裁（文种）"), required=False, choices=[*EMPTY, *Genre.choices])
    theme = forms.ChoiceField(label=_("主题分类"), required=False)
    group = forms.ChoiceField(label=_("组配分类"), required=False, choices=[*EMPTY, *Group.choices])
    normative = forms.BooleanField(label=_("行政规范性文件"), required=False)
    decision_draft = forms.BooleanField(label=_("重大行政决策草案"), required=False)
    party = forms.BooleanField(label=_("党政混合信息"), required=False)
    secrecy = forms.ChoiceField(label=_("密级"), choices=Secrecy.choices)
    formed_on = day(_("成文日期"), _("20个工作日的公开期限从这一天起算。"))
    printed_on = day(_("印发日期"))
    effective_on = day(_("施行日期"))
    expires_on = day(_("有效期至"), _("有效期的最后一天。没有有效期的留空。"))
    attribute = forms.ChoiceField(label=_("公开属性"), required=False, choices=[*EMPTY, *Attribute.choices])
    ground = forms.ChoiceField(
        label=_("不公开的理由"), required=False, choices=[("", _("主动公开的不填")), *vocabulary.GROUND_CHOICES]
    )
    ground_note = text(_("理由说明"), most=300, rows=2, required=False)
    scope = forms.ChoiceField(label=_("公开范围"), choices=Scope.choices)
    carriers = forms.MultipleChoiceField(
        label=_("公开载体"), required=False, choices=Carrier.choices, widget=forms.CheckboxSelectMultiple
    )
    addressee = text(_("主送"), most=500, rows=2, required=False)
    signature = forms.CharField(label=_("署名"), max_length=200, required=False)
    relays = forms.CharField(
        label=_("转发的文件"), max_length=300, required=False, help_text=_("转发文件的公开属性与被转发的文件一致。")
    )
    keywords = WordsField(label=_("关键词"), required=False, help_text=_("用顿号隔开。"))
    tags = WordsField(label=_("标签"), required=False, help_text=_("用顿号隔开；网友按标签查找。"))
    audience = forms.MultipleChoiceField(
        label=_("受众"),
        required=False,
        choices=[(one, one) for one in vocabulary.AUDIENCES],
        widget=forms.CheckboxSelectMultiple,
    )
    summary = text(_("内容概述"), _("一两句话写明主要内容，不超过 1500 字。"), most=1500, required=False)
    columns = forms.MultipleChoiceField(label=_("栏目"), required=False, widget=forms.CheckboxSelectMultiple)
    service_url = forms.CharField(
        label=_("办理入口"),
        max_length=300,
        required=False,
        help_text=_("可以凭这份文件申请或办事的，填写网址；会显示在公开网页上。"),
    )
    release_plan = text(
        _("发布预案"), _("敏感政策写明：何时、在哪里发布，谁来解答，可能引起什么预期。"), most=4000, required=False
    )
    change_note = text(_("更正说明"), _("会公开显示，写明改了什么。"), required=False)
    body = BodyField(required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "theme", [*EMPTY, *vocabulary.theme_choices()])
        offer(self, "columns", column_choices())
        if self.edition.serial == 1:
            del self.fields["change_note"]
        self._offer_tags()
        self._advise()
        self._equip_editor(self.fields["body"].widget)
        self.initial = {**{name: getattr(self.edition, name) for name in self.fields}, **self.initial}

    def _offer_tags(self) -> None:
        """Once a catalogue is in force, new tags are chosen from it; what the draft carries already may stay or go."""
        groups = tagging.groups(timekeeping.today())
        if groups:
            self.fields["tags"] = TagsField(groups, held=self.edition.tags)

    def _advise(self) -> None:
        """Beside each class: what the machine suggests and why. A person decides."""
        if not self.edition.title:
            return
        said: dict[str, list[str]] = {}
        for one in classifying.suggest(texts.plain_text(self.edition.body), self.edition.title):
            said.setdefault(one.facet, []).append(f"{one.label}（{one.reason}）")
        for facet, name in (("group", "group"), ("theme", "theme"), ("column", "columns")):
            if facet in said:
                advice = _("机器建议：%(best)s。由您决定。") % {"best": "；".join(said[facet][:2])}
                self.fields[name].help_text = f"{self.fields[name].help_text} {advice}".strip()

    def _equip_editor(self, widget: Any) -> None:
        """The edition's own pictures to choose from, and where a new one is taken in."""
        rows = self.edition.attachments.filter(role=Attachment.Role.PICTURE)
        widget.pictures = [(texts.picture_address(row.file_id), row.alt or row.title) for row in rows]
        widget.upload = reverse("desk:document-picture", args=[self.edition.pk])

    def clean_body(self) -> str:
        return texts.clean(self.cleaned_data["body"])

    def clean(self) -> dict[str, Any]:
        held = super().clean() or {}
        values = {**rules.values_of(self.edition, today=timekeeping.today()), **held}
        for problem in rules.problems(values, rules.Stage.SAVE):
            if problem.field in self.fields and problem.field not in self.errors:
                self.add_error(problem.field, str(problem))
        return held


class AttachForm(EditionForm):
    """Files to add; a picture may be put at the end of the text at once, described."""

    uploads = UploadsField(label=_("文件"), help_text=_("可以一次选几个文件。上传后检查隐藏信息。"))
    role = forms.ChoiceField(
        label=_("用途"), required=False, choices=Attachment.Role.choices, initial=Attachment.Role.ATTACHMENT
    )
    alt = forms.CharField(
        label=_("图片说明"),
        max_length=300,
        required=False,
        help_text=_("正文图片必填：用一句话写明画面内容，读屏软件会读出来。"),
    )

    placed = forms.BooleanField(label=_("图片由编辑器放入正文"), required=False, widget=forms.HiddenInput)

    def clean_role(self) -> str:
        return self.cleaned_data["role"] or str(Attachment.Role.ATTACHMENT)

    def clean(self) -> dict[str, Any]:
        held = super().clean() or {}
        if held.get("role") != Attachment.Role.PICTURE or not held.get("uploads"):
            return held
        if any(upload.kind.code not in PICTURES for upload in held["uploads"]):
            self.add_error("uploads", _("正文图片要用 png、jpg、gif 或 webp 格式；其他文件请作为附件添加。"))
        if not held.get("alt", "").strip() and not held.get("placed"):
            self.add_error("alt", _("请写一句图片说明。"))
        return held


class ArrangeForm(EditionForm):
    """Move one attachment up or down."""

    attachment: forms.ModelChoiceField[Attachment] = forms.ModelChoiceField(
        label=_("附件"),
        queryset=None,
        error_messages={"required": _("请选择附件。"), "invalid_choice": _("没有这个附件。")},
    )
    move = forms.ChoiceField(label=_("移动"), choices=[("up", _("上移")), ("down", _("下移"))])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "attachment", self.edition.attachments.all())


class DetachForm(EditionForm):
    attachment: forms.ModelChoiceField[Attachment] = forms.ModelChoiceField(
        label=_("附件"),
        queryset=None,
        error_messages={"required": _("请选择附件。"), "invalid_choice": _("没有这个附件。")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "attachment", self.edition.attachments.all())


class DescribeForm(DetachForm):
    """Name, alternative text and publicity of one attachment."""

    title = forms.CharField(label=_("名称"), max_length=200)
    alt = forms.CharField(label=_("替代文字"), max_length=300, required=False)
    public = forms.BooleanField(label=_("随文公开"), required=False)


class TargetsForm(EditionForm):
    """For whom a 定向公开 edition is released."""

    units = forms.ModelMultipleChoiceField(
        label=_("单位"), queryset=Unit.objects.none(), required=False, widget=forms.CheckboxSelectMultiple
    )
    groups = forms.ModelMultipleChoiceField(
        label=_("单位组"), queryset=UnitGroup.objects.none(), required=False, widget=forms.CheckboxSelectMultiple
    )
    code = forms.CharField(
        label=_("查阅码"),
        required=False,
        min_length=8,
        max_length=64,
        help_text=_("发给不在本系统的对象；至少 8 个字符，只保存摘要。留空则保留原来的查阅码。"),
        error_messages={"min_length": _("查阅码至少 8 个字符。")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "units", Unit.objects.all())
        offer(self, "groups", UnitGroup.objects.filter(open=False))
        grants = list(self.edition.grants.all())
        self.initial = {
            "units": [grant.unit_id for grant in grants if grant.unit_id],
            "groups": [grant.group_id for grant in grants if grant.group_id],
            **self.initial,
        }


class ReasonForm(forms.Form):
    reason = text(_("理由"), _("对方会看到这段话，请写明事实和要求。"))


class OpinionForm(forms.Form):
    opinion = text(_("审查意见"), _("可以不填。"), required=False)


class ResolveForm(EditionForm):
    """One decision about one or several findings."""

    findings = forms.MultipleChoiceField(
        label=_("问题"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("请选择要处理的问题。"),
            "invalid_choice": _("这个问题已经处理或不存在，请刷新页面。"),
        },
    )
    resolution = forms.ChoiceField(
        label=_("处理"),
        choices=[
            ("", _("请选择")),
            (Finding.Resolution.LAWFUL.value, Finding.Resolution.LAWFUL.label),
            (Finding.Resolution.FALSE.value, Finding.Resolution.FALSE.label),
        ],
        error_messages={"required": _("请选择处理结果。")},
    )
    reason = text(_("理由"), _("写明为什么可以公开，或者为什么不是问题。需要删除的，请退回起草人修改。"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        open_ones = self.edition.findings.filter(resolution="", gone=False)
        offer(self, "findings", [(str(one.pk), str(one)) for one in open_ones])

    def clean(self) -> dict[str, Any]:
        """What nobody reads but anybody can extract is not published: no reason makes it lawful (条例 Arts 15, 17)."""
        held = super().clean() or {}
        chosen = self.edition.findings.filter(pk__in=held.get("findings", []), hidden=True, serious=True)
        if held.get("resolution") == Finding.Resolution.LAWFUL:
            stuck = chosen.first()
        else:
            stuck = chosen.filter(type=HIDDEN_PRIVATE).first()
        if stuck is not None:
            message = _(
                "「%(one)s」藏在文件里，读者能提取出来，不能这样处理。请退回起草人清除隐藏内容，或改为不随文公开。"
            )
            self.add_error("resolution", message % {"one": stuck.label})
        return held


class ScheduleForm(forms.Form):
    release_at = forms.DateTimeField(
        label=_("公开时间"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        error_messages={"required": _("请选择公开时间。"), "invalid": _("时间请写成 2023-06-30 09:00。")},
    )

    def clean_release_at(self) -> dt.datetime:
        moment: dt.datetime = self.cleaned_data["release_at"]
        if moment <= timekeeping.now():
            raise forms.ValidationError(_("公开时间已经过去。请选择以后的时间，或者立即公开。"))
        if moment > timekeeping.now() + dt.timedelta(days=366):
            raise forms.ValidationError(_("公开时间在一年以后。请核对年份。"))
        return moment


class WithdrawForm(forms.Form):
    explanation = text(_("撤下说明"), _("会公开显示在原网页上，写明为什么撤下、到哪里可以咨询。"))


class ForceForm(forms.Form):
    reason = text(_("紧急公开的理由"), _("写明为什么不能等两项审查按次序完成。会留痕，并由他人补审。"))
    reviewed = forms.BooleanField(
        label=_("我已逐项看过机器检查结果，并对保密和个人隐私、商业秘密负审查责任"),
        error_messages={"required": _("紧急公开也要先审查（条例第十七条），请审查后勾选。")},
    )


class AdoptForm(forms.Form):
    """Where a published document of an older system came from, and since when it was public there."""

    source = forms.CharField(label=_("迁入来源"), max_length=200)
    published_at = forms.DateTimeField(label=_("原公开时间"))


class ProposeEffectForm(forms.Form):
    """An effect whose cause lies outside the platform, or in another document of it."""

    kind = forms.ChoiceField(label=_("效力变动"), choices=Effect.Kind.choices)
    effective_on = day(_("自"), _("效力变动的生效日期。"), required=True)
    source_number = forms.CharField(
        label=_("依据文件的文号或索引号"),
        max_length=64,
        required=False,
        help_text=_("依据文件在本站的填写，系统会连到那份文件。"),
    )
    source_text = forms.CharField(
        label=_("依据文件（不在本站的）"), max_length=300, required=False, help_text=_("写明标题和文号。")
    )
    article = forms.CharField(
        label=_("涉及条款"), max_length=200, required=False, help_text=_("部分失效、修改的写明条款。")
    )
    new_expiry = day(_("新的有效期至"), _("延长有效期的填写。"))
    note = text(_("说明"), required=False)

    def __init__(self, *args: Any, target: Document, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.target = target

    def clean(self) -> dict[str, Any]:
        held = super().clean() or {}
        number = (held.get("source_number") or "").strip()
        held["source"] = self._source(number) if number else None
        if not number and not held.get("source_text"):
            self.add_error("source_text", _("请写明依据哪份文件。"))
        if held.get("kind") == Effect.Kind.EXTEND and not held.get("new_expiry"):
            self.add_error("new_expiry", _("延长有效期的，请填写新的有效期。"))
        return held

    def _source(self, number: str) -> Document | None:
        found = Document.objects.filter(Q(doc_number=number) | Q(index_number=number)).first()
        if found is None:
            self.add_error("source_number", _("本站没有这个文号或索引号的文件。请核对，或写在“不在本站的”一栏。"))
        elif found.pk == self.target.pk:
            self.add_error("source_number", _("依据文件不能是这份文件自己。"))
        return found

    def facts(self) -> dict[str, Any]:
        """What ``commands.propose_effect`` takes."""
        return {name: value for name, value in self.cleaned_data.items() if name != "source_number"}
