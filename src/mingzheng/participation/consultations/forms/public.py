"""What the public fills in: an opinion, a query code, a sign-up for a hearing."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mingzheng.core.files.fields import UploadsField
from mingzheng.core.privacy.public_text import check_public
from mingzheng.core.submissions.fields import ReachField, offer, text
from mingzheng.core.submissions.public import CodeField, PublicForm
from mingzheng.participation.consultations.models import Article, AuthorKind, Consultation, HearingSignUp

MOST_FILES = 5


def _reach(help_text: Any) -> ReachField:
    return ReachField(label=_("手机或者电子邮箱"), required=False, help_text=help_text)


class OpinionForm(PublicForm):
    """An opinion on the whole draft or on one article. Only the opinion itself and who speaks are needed."""

    article = forms.ModelChoiceField(
        label=_("对哪一部分提意见"), queryset=Article.objects.none(), required=False, empty_label=_("整个草案")
    )
    text = text(
        _("您的意见"),
        _("写明哪里不合适、建议怎样改、理由是什么。意见会公布，请不要写姓名、证件号、电话和住址。"),
        most=5000,
        rows=8,
    )
    uploads = UploadsField(label=_("附件"), required=False, help_text=_("最多5个，可以是文件或者图片；附件不公布。"))
    author_kind = forms.ChoiceField(
        label=_("您以什么身份提意见"), choices=AuthorKind.choices, widget=forms.RadioSelect, initial=AuthorKind.PERSON
    )
    name = forms.CharField(
        label=_("姓名或者单位名称"),
        max_length=100,
        required=False,
        help_text=_("个人可以不填，公布时只写姓；以单位名义提意见的请填写。"),
    )
    named = forms.BooleanField(label=_("以单位名义的，同意公布单位名称"), required=False)
    reach = _reach(_("用来告诉您意见的采纳情况，与意见分开保存，反馈公布后按期删除；不留的凭查询码查看。"))
    publish = forms.TypedChoiceField(
        label=_("意见内容是否可以公布"),
        choices=[("yes", _("可以：隐去姓名后公布")), ("no", _("不公布内容：照样计数和答复"))],
        widget=forms.RadioSelect,
        initial="yes",
        coerce=lambda typed: typed == "yes",
        error_messages={"required": _("请选一项。")},
    )

    def __init__(self, *args: Any, consultation: Consultation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "article", consultation.articles.all())

    def clean_uploads(self) -> Any:
        uploads = self.cleaned_data["uploads"]
        if len(uploads) > MOST_FILES:
            raise forms.ValidationError(_("最多上传 5 个文件。请减少后再提交。"))
        return uploads

    def clean(self) -> dict[str, Any]:
        held = super().clean() or {}
        kind = held.get("author_kind")
        if kind and kind != AuthorKind.PERSON and not held.get("name", "").strip() and "name" not in self.errors:
            self.add_error("name", _("以单位名义提意见的，请填写单位名称。"))
        return held


class CodeForm(PublicForm):
    code = CodeField(help_text=_("提交成功时显示的十二位字母和数字。"))


class HearingForm(PublicForm):
    """Who would like to take part in a hearing, and what they think: all sides should be heard (第十六条)."""

    kind = forms.ChoiceField(
        label=_("您以什么身份参加"), choices=AuthorKind.choices, widget=forms.RadioSelect, initial=AuthorKind.PERSON
    )
    name = forms.CharField(
        label=_("姓名"), max_length=60, error_messages={"required": _("请填写姓名。")},
        help_text=_("代表单位参加的，写参加人的姓名。选为参加人后，公布时只写姓。"),
    )  # fmt: skip
    reach = _reach(_("用来通知遴选结果、送达材料。"))
    stance = forms.ChoiceField(
        label=_("您的立场"),
        choices=HearingSignUp.Stance.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("请选一项：各方都要有人参加。")},
    )
    view = text(_("主要观点"), _("简要写明您的观点和理由；请不要写证件号、电话和住址。"), most=1000, rows=5)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reach"].required = True
        self.fields["reach"].error_messages["required"] = _("请填写手机或者电子邮箱，否则无法通知您。")

    def clean_view(self) -> str:
        typed: str = self.cleaned_data["view"]
        check_public(typed)
        return typed
