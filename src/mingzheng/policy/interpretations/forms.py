"""What a person fills in for a step of a task or of an interpretation. Errors say what to do; nothing typed is lost."""

from __future__ import annotations

import datetime as dt
import json
import re
from typing import Any, cast

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mingzheng.core import timekeeping
from mingzheng.core.errors import Refused
from mingzheng.core.files import queries as files
from mingzheng.core.files.decoding import decode
from mingzheng.core.files.fields import Upload, check_upload
from mingzheng.core.procedures.models import Case
from mingzheng.core.submissions.fields import day, offer, text
from mingzheng.core.submissions.keys import KeyField
from mingzheng.disclosure.documents.forms import PICTURES
from mingzheng.disclosure.documents.models import Document
from mingzheng.disclosure.documents.queries import public
from mingzheng.policy.interpretations import captions
from mingzheng.policy.interpretations.blocks import BadBlockError, Block, of_rows
from mingzheng.policy.interpretations.models import Channel, Form, Interpretation, Task

ADDRESS = re.compile(r"https?://[^\s<>\"'\\]{4,290}")
UPLOAD = "picture-"
LARGEST_CAPTIONS = 400_000


class SchemeForm(forms.Form):
    """解读方案: outline, forms, channels, time, who."""

    wants_case = True

    outline = text(
        _("解读提纲"),
        _("准备讲清楚哪几点：背景、目标、对象、主要内容、口径、新旧差异、申请方式、联系人。"),
        most=3000,
        rows=6,
    )
    ways = forms.MultipleChoiceField(
        label=_("解读形式"),
        choices=Form.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("请至少选择一种形式。")},
    )
    channels = forms.MultipleChoiceField(
        label=_("发布渠道"),
        choices=Channel.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("请至少选择一个渠道。")},
    )
    timing = forms.ChoiceField(
        label=_("发布时间"), choices=Task.Timing.choices, error_messages={"required": _("请选择发布时间。")}
    )
    planned_on = day(_("计划发布日期"), _("另定时间发布的填写。"))
    who = forms.CharField(
        label=_("解读人"),
        max_length=200,
        help_text=_("谁起草谁解读：写明科室和职务，可以另请专家、媒体。"),
        error_messages={"required": _("请填写由谁解读。")},
    )

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        task: Task = case.subject
        if task.kind in (Task.Kind.FOLLOW, Task.Kind.SECOND):  # the document is out already
            offer(self, "timing", [(Task.Timing.LATER.value, Task.Timing.LATER.label)])
        if task.schemed_at is not None:
            self.initial = {**{name: getattr(task, name) for name in self.fields}, **self.initial}

    def clean(self) -> dict[str, Any]:
        held = super().clean() or {}
        if held.get("timing") == Task.Timing.LATER and not held.get("planned_on"):
            self.add_error("planned_on", _("另定时间发布的，请选择计划发布日期。"))
        return held


class BeginForm(forms.Form):
    """A new interpretation of a task: its form and title; the content is composed afterwards."""

    wants_case = True

    form = forms.ChoiceField(label=_("解读形式"), choices=Form.choices)
    title = forms.CharField(label=_("标题"), max_length=200, error_messages={"required": _("请填写标题。")})

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        task: Task = case.subject
        self.initial.setdefault("title", f"《{task.about}》解读"[:200])
        if task.ways:
            self.initial.setdefault("form", task.ways[0])


class ExplanationForm(forms.Form):
    explanation = text(_("撤下说明"), _("会公开显示在原网页上，写明为什么撤下、到哪里可以咨询。"), most=300)


class PassForm(forms.Form):
    """The review: what only a person can judge is judged here."""

    wants_case = True

    judgement = text(
        _("对检查结果的判断"),
        _("逐项写明：口径是否与文件一致、是否看得懂；机器提示的照抄、缺项、个人信息是否要改，不改的理由。"),
    )

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.case = case


class DeclareForm(forms.Form):
    """The drafter says that a document is to be interpreted, though no rule demands it."""

    form_key = KeyField()
    reason = text(_("为什么要解读"), _("如：涉及面广、专业性强、社会关注度高。"), most=300)


class BeforeForm(forms.Form):
    """预解读 of a draft on which opinions are sought."""

    form_key = KeyField()
    draft_title = forms.CharField(
        label=_("征求意见的草案"), max_length=300, error_messages={"required": _("请填写草案的标题。")}
    )
    draft_url = forms.CharField(label=_("征求意见的网址"), max_length=300, required=False)
    reason = text(_("为什么要解读"), most=300, rows=2)

    def clean_draft_url(self) -> str:
        return address(self.cleaned_data["draft_url"], own=True)


def address(url: str, *, own: bool = False) -> str:
    """A web address as it may be linked; ``own``: also one of this site, from its root."""
    fits = bool(ADDRESS.fullmatch(url)) or (own and bool(re.fullmatch(r"/[^/\\\s<>\"'][^\s<>\"'\\]*", url)))
    if url and not fits:
        raise forms.ValidationError(_("网址的写法不对，应如 https://www.shcn.gov.cn/…。"))
    return url


# --- composing --------------------------------------------------------------------------------------------------

MEDIA_FIELDS: dict[str, tuple[str, ...]] = {
    Form.TEXT: (),
    Form.PICTURES: (),
    Form.QA: (),
    Form.FILM: ("media_name", "media_url", "captions_file", "transcript"),
    Form.SOUND: ("media_name", "media_url", "captions_file", "transcript"),
    Form.PRESS: ("held_on", "media_name", "people", "media_url", "transcript"),
    Form.EXPERT: ("people", "held_on", "media_name", "media_url"),
    Form.MEDIA: ("media_name", "media_url", "held_on"),
}
MEDIA_LABELS: dict[str, dict[str, Any]] = {
    Form.FILM: {"media_name": _("播放平台"), "media_url": _("视频网址")},
    Form.SOUND: {"media_name": _("播放平台"), "media_url": _("音频网址")},
    Form.PRESS: {"media_name": _("地点"), "held_on": _("举行日期"), "people": _("发布人"), "media_url": _("直播或回看网址")},
    Form.EXPERT: {"people": _("专家姓名和职务"), "held_on": _("刊播日期"), "media_name": _("刊播媒体"), "media_url": _("原文网址")},
    Form.MEDIA: {"media_name": _("媒体名称"), "media_url": _("报道网址"), "held_on": _("报道日期")},
}  # fmt: skip


class EditForm(forms.Form):
    """The whole interpretation as typed. Lax: what submission needs is shown beside it.

    ``blocks`` is a JSON list of rows; uploads ``picture-0`` … belong to the block with that place.
    """

    wants_case = True

    title = forms.CharField(label=_("标题"), max_length=200, error_messages={"required": _("请填写标题。")})
    summary = text(_("一句话说明"), _("告诉读者这份解读讲什么，会显示在文件页上。"), most=300, rows=2, required=False)
    held_on = day(_("日期"))
    media_name = forms.CharField(label=_("媒体或平台"), max_length=100, required=False)
    people = forms.CharField(label=_("解读人"), max_length=300, required=False)
    media_url = forms.CharField(label=_("网址"), max_length=300, required=False)
    captions_file = forms.FileField(
        label=_("字幕文件（WebVTT）"),
        required=False,
        help_text=_("听不见的人看字幕。上传 .vtt 文件，系统逐行检查时间和文字。"),
        widget=forms.FileInput(attrs={"accept": ".vtt,text/vtt"}),
    )
    transcript = text(_("文字稿"), _("把说的话写成文字，供检索和读屏。"), most=20000, rows=8, required=False)
    blocks = forms.JSONField(label=_("内容"), required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.one: Interpretation = case.subject
        shown = {"title", "summary", "blocks", *MEDIA_FIELDS[self.one.form]}
        for name in list(self.fields):
            if name not in shown:
                del self.fields[name]
        for name, label in MEDIA_LABELS.get(self.one.form, {}).items():
            self.fields[name].label = label
        held = {name: getattr(self.one, name) for name in self.fields if name != "captions_file"}
        self.initial = {**held, **self.initial}

    def clean_media_url(self) -> str:
        return address(self.cleaned_data["media_url"])

    def clean_held_on(self) -> dt.date | None:
        held: dt.date | None = self.cleaned_data["held_on"]
        if held is not None and held > timekeeping.today() + dt.timedelta(days=366):
            raise forms.ValidationError(_("日期在一年以后。请核对年份。"))
        return held

    def clean_captions_file(self) -> str:
        """The text of the captions; "" when none was chosen."""
        upload = self.cleaned_data["captions_file"]
        if not upload:
            return ""
        if upload.size > LARGEST_CAPTIONS:
            raise forms.ValidationError(_("字幕文件太大。请核对是否选对了文件。"))
        words = decode(upload.read())
        if words is None:
            raise forms.ValidationError(_("字幕文件不是文本。请另存为 UTF-8 的 .vtt 文件。"))
        try:
            captions.read(words)
        except captions.BadCaptionsError as error:
            raise forms.ValidationError(_("字幕文件有误：%(what)s请改正后重新上传。") % {"what": error}) from error
        return words

    def clean_blocks(self) -> list[Block]:
        rows = self.cleaned_data["blocks"]
        rows = [] if rows in (None, "") else rows
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            raise forms.ValidationError(_("内容的写法不对。请从编写页面保存。"))
        try:
            found = of_rows(rows)
        except BadBlockError as error:
            raise forms.ValidationError(str(error)) from error
        self._require_own(found)
        return found

    def _require_own(self, found: list[Block]) -> None:
        """A picture must be one that was uploaded here."""
        for place, block in enumerate(found, 1):
            if not block.file:
                continue
            try:
                files.owned(block.file, self.one.ref)
            except (Refused, ValueError, forms.ValidationError) as error:
                raise forms.ValidationError(
                    _("第 %(place)s 块的图片不属于这份解读。请重新上传。") % {"place": place}
                ) from error

    def clean(self) -> dict[str, Any]:
        held = super().clean() or {}
        held["pictures"] = self._pictures()
        return held

    def _sent(self, name: str) -> UploadedFile:
        sent = self.files[name]
        return sent if isinstance(sent, UploadedFile) else cast(UploadedFile, sent[-1])

    def _pictures(self) -> dict[int, Upload]:
        found: dict[int, Upload] = {}
        for name in self.files:
            place = name.removeprefix(UPLOAD)
            if not name.startswith(UPLOAD) or not place.isdigit() or len(place) > 3:
                continue
            try:
                upload = check_upload(self._sent(name))
            except forms.ValidationError as error:
                self.add_error(
                    None, _("第 %(place)s 块的图片：%(what)s") % {"place": int(place) + 1, "what": error.messages[0]}
                )
                continue
            if upload.kind.code not in PICTURES:
                self.add_error(None, _("第 %(place)s 块要用 png、jpg、gif 或 webp 图片。") % {"place": int(place) + 1})
                continue
            found[int(place)] = upload
        return found


def as_json(rows: list[dict[str, str]]) -> str:
    return json.dumps(rows, ensure_ascii=False)


class RulebookForm(forms.Form):
    """Which public document is the district's 政策解读实施办法."""

    document = forms.CharField(
        label=_("发文字号或索引号"), max_length=64, error_messages={"required": _("请填写发文字号或索引号。")}
    )

    def clean_document(self) -> Document:
        words = self.cleaned_data["document"]
        found = public().filter(Q(doc_number=words) | Q(index_number=words)).first()
        if found is None:
            raise forms.ValidationError(_("没有找到这样的已公开文件。请核对号码，或先公开。"))
        return found
