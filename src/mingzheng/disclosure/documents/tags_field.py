"""The tags of a draft, chosen from the catalogue in force: grouped by facet, searched where there is script, plain boxes where not."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

_SEPARATORS = re.compile(r"[、，,;；\s]+")
Groups = Sequence[tuple[str, Sequence[str]]]


class TagsWidget(forms.Widget):
    """Boxes of what is chosen, then the facets, each folded away. Drawn by the desk's template."""

    template_name = "desk/documents/tags_widget.html"
    use_fieldset = True

    class Media:
        js = [forms.Script("design/js/tag-chooser.js", defer=True)]

    def __init__(self, groups: Groups = (), held: Sequence[str] = (), attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs)
        self.groups, self.held = [(label, list(names)) for label, names in groups], list(held)

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[str]:
        if isinstance(data, MultiValueDict):
            return [str(one) for one in data.getlist(name)]
        given = data.get(name) or []
        return [given] if isinstance(given, str) else list(given)

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return False  # no box ticked is an answer

    def id_for_label(self, id_: str, index: str | None = None) -> str:
        return ""

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        chosen = list(dict.fromkeys(value or []))
        known = {one for _label, names in self.groups for one in names}
        left = [(label, [one for one in names if one not in chosen]) for label, names in self.groups]
        context["widget"] |= {
            "chosen": [(one, one in known) for one in chosen],
            "dropped": [one for one in self.held if one not in chosen and one not in known],
            "groups": [(label, names) for label, names in left if names],
        }
        return context


class TagsField(forms.Field):
    """``cleaned_data`` holds the names, each once.

    A word outside the catalogue is refused, except what the draft held before: that stands as a problem of its release
    and may be taken out in one's own time.

    Args:
        groups: facet by facet, what may be chosen.
        held: the tags that the draft has now.
    """

    def __init__(self, groups: Groups, *, held: Sequence[str] = (), **kwargs: Any) -> None:
        kwargs.setdefault("label", _("标签"))
        kwargs.setdefault("help_text", _("从标签目录中选择；标明「必选」的每一面至少选一个。网友按标签查找、订阅。"))
        super().__init__(required=False, widget=TagsWidget(groups, held), **kwargs)
        self.names = {one for _label, names in groups for one in names}
        self.held = set(held)

    def prepare_value(self, value: Any) -> list[str]:
        return self.parted([value] if isinstance(value, str) else list(value or []))

    def clean(self, value: Any) -> list[str]:
        chosen = self.prepare_value(value)
        new = [one for one in chosen if one not in self.names and one not in self.held]
        if new:
            said = "、".join(f"「{one[:32]}」" for one in new[:5])
            raise forms.ValidationError(
                _("%(names)s不在标签目录中。请从目录中选择；确需新增的，请向区府办提出。") % {"names": said}
            )
        return chosen

    def parted(self, given: Sequence[str]) -> list[str]:
        """One value of a box is one tag; a line of words is cut at its separators, names that hold such a mark kept whole."""
        found: list[str] = []
        for text in given:
            whole = text.strip()
            found += [whole] if whole in self.names or whole in self.held else self._cut(whole)
        return list(dict.fromkeys(one for one in found if one))

    def _cut(self, text: str) -> list[str]:
        marked = sorted((one for one in self.names if _SEPARATORS.search(one)), key=len, reverse=True)
        kept = [one for one in marked if one in text]
        for one in kept:
            text = text.replace(one, "、")
        return [*kept, *_SEPARATORS.split(text)]

    def has_changed(self, initial: Any, data: Any) -> bool:
        return self.prepare_value(initial) != self.prepare_value(data)
