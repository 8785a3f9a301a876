"""What a person fills in to have an outside site inspected."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from mingzheng.core import timekeeping
from mingzheng.core.files import conf, refusals
from mingzheng.core.submissions.fields import ISO_DAY, offer
from mingzheng.core.submissions.keys import KeyField
from mingzheng.core.units.models import Unit, held_on


class OutsideForm(forms.Form):
    key = KeyField()
    name = forms.CharField(
        label=_("名称"),
        help_text=_("便于以后辨认，如“区教育局旧网站”。"),
        max_length=100,
        error_messages={"required": _("请给这次检查起个名称。")},
    )
    unit = forms.ModelChoiceField(
        label=_("谁的网站"),
        queryset=Unit.objects.none(),
        required=False,
        empty_label=_("不属于本区的单位"),
        help_text=_("选了单位，该单位也能看到这次检查的结果。"),
        error_messages={"invalid_choice": _("没有这个单位，请重新选择。")},
    )
    sitemap = forms.CharField(
        label=_("网站地图的网址"),
        required=False,
        max_length=500,
        help_text=_("如 https://www.example.gov.cn/sitemap.xml。网站地图和压缩包填一样即可。"),
        widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "off"}),
    )
    archive = forms.FileField(
        label=_("或者上传保存的网页"),
        required=False,
        help_text=_("把浏览器“另存为”的网页（.html、.htm、.shtml）放进一个文件夹，压缩成 zip。检查完就删除，不保存。"),
        widget=forms.FileInput(attrs={"accept": ".zip"}),
        error_messages={"empty": _("文件是空的，请重新选择。"), "invalid": _("没有收到文件，请重新选择。")},
    )
    day = forms.DateField(
        label=_("以哪一天为准"),
        required=False,
        help_text=_("判断栏目是否按期更新用。检查保存的网页时，填保存的那一天；不填就是今天。"),
        widget=ISO_DAY,
        error_messages={"invalid": _("日期请写成 2023-06-30。")},
    )
    asks_links = forms.BooleanField(
        label=_("逐条打开网页里的链接"),
        required=False,
        help_text=_("只对保存的网页有用；从网站地图检查时总是打开。要访问外面的网站，用时较长。"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "unit", Unit.objects.filter(held_on(timekeeping.today())))

    def clean_archive(self) -> Any:
        found = self.cleaned_data["archive"]
        if found is not None and found.size > conf.limits().file:
            raise forms.ValidationError(str(refusals.too_large(found.size, conf.limits().file)))
        return found

    def clean_day(self) -> Any:
        day = self.cleaned_data["day"] or timekeeping.today()
        if day > timekeeping.today():
            raise forms.ValidationError(_now("日期在今天之后。请填网页保存的那一天，或者不填。"))
        return day

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if "sitemap" in self.errors or "archive" in self.errors:
            return data
        if bool(data.get("sitemap")) == bool(data.get("archive")):
            both = bool(data.get("sitemap"))
            self.add_error(
                "sitemap",
                _now("网址和压缩包只能选一样，请去掉一样。")
                if both
                else _now("请填写网站地图的网址，或者上传压缩包。"),
            )
        return data
