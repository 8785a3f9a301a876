"""The words of a year's plan; its trainings are entered one by one."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from mingzheng.core.privacy.public_text import PublicTextForm
from mingzheng.core.procedures.models import Case
from mingzheng.core.submissions.fields import text
from mingzheng.core.submissions.keys import KeyField


class PlanForm(PublicTextForm):
    about = text(
        _("目标和安排"),
        _("这一年培训谁、解决什么问题、怎样分领域安排。场次在“列入培训计划”里逐场填写。"),
        most=2000,
        rows=5,
    )


class NewPlanForm(PlanForm):
    form_key = KeyField()


class EditPlanForm(PlanForm):
    wants_case = True

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        kwargs["initial"] = {"about": case.subject.about}
        super().__init__(*args, **kwargs)
