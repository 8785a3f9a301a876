"""What each step changes in a survey. Called by ``core.procedures`` within its transaction."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import QuerySet

from mingzheng.core import searchable, timekeeping
from mingzheng.core.actors import Actor
from mingzheng.core.dates import chinese_date
from mingzheng.core.errors import Refused
from mingzheng.core.freshness.commands import touch
from mingzheng.core.outbox.commands import publish
from mingzheng.core.procedures.editing import take_over
from mingzheng.core.procedures.table import Act
from mingzheng.core.quoting import shortened
from mingzheng.participation.surveys import figures, questionnaire, results, telling
from mingzheng.participation.surveys.forms.surveys import SURVEY_TYPED, CheckTextsForm, ScreenTextsForm
from mingzheng.participation.surveys.models import OpenText, Survey
from mingzheng.participation.surveys.phases import Phase


def shown(survey: Survey) -> None:
    """Whatever shows this survey is drawn anew and found anew."""
    touch("surveys", f"survey:{survey.pk}")
    searchable.changed("surveys.survey", survey.pk)


def edit(act: Act) -> None:
    take_over(act, SURVEY_TYPED)
    act.case.title = act.subject.title


def compose(act: Act) -> None:
    survey: Survey = act.subject
    survey.questions = act.data["questions"]
    survey.save(update_fields=["questions"])
    act.note = act.data["said"]


def submit(act: Act) -> None:
    """
    Raises:
        Refused: naming everything that is wrong with the questions.
    """
    survey: Survey = act.subject
    wrong = questionnaire.faults(survey.form)
    if wrong:
        raise Refused("题目还不能提交：" + " ".join(wrong), remedy="请到「编写题目」改好。", code="faults")
    if survey.closes_on < act.day:
        raise Refused("截止日期已经过了。", remedy="请先改日期。", code="past")


def release(act: Act) -> None:
    """From here on the questions stand as they were reviewed.

    Raises:
        Refused: the period is over, or the questions do not hold.
    """
    survey: Survey = act.subject
    submit(act)
    survey.sha256, survey.released_on = questionnaire.sha256(survey.form), act.day
    survey.opens_on = max(survey.opens_on, act.day)
    survey.save(update_fields=["sha256", "released_on", "opens_on"])
    shown(survey)
    publish("surveys.released", {"survey": survey.pk})
    act.note = f"{chinese_date(survey.opens_on)} 至 {chinese_date(survey.closes_on)}；题目校验值 {survey.sha256[:12]}"


def extend(act: Act) -> None:
    survey: Survey = act.subject
    act.note = f"{chinese_date(survey.closes_on)} 改为 {chinese_date(act.data['closes_on'])}，{shortened(act.data['reason'], 80)}"
    survey.closes_on, survey.extended_why = act.data["closes_on"], act.data["reason"]
    survey.save(update_fields=["closes_on", "extended_why"])
    shown(survey)


def stop(act: Act) -> None:
    survey: Survey = act.subject
    survey.stopped_why = act.data["reason"]
    survey.save(update_fields=["stopped_why"])
    survey.drafts.all().delete()
    shown(survey)
    act.note = shortened(survey.stopped_why)


def screen(act: Act) -> None:
    """Show texts as masked, or hold them back with a reason. The journal counts, it does not repeat them."""
    texts = list(act.data["texts"])
    if act.data["decision"] == ScreenTextsForm.SHOW:
        for one in texts:
            one.state, one.public_text, one.held_why = OpenText.State.SHOWN, act.data["shown"][one.pk], ""
    else:
        for one in texts:
            one.state, one.public_text, one.held_why = OpenText.State.HELD, "", act.data["reason"]
    for one in texts:
        one.checked_on, one.sent_back_why = None, ""  # whatever is decided anew is looked at anew
    OpenText.objects.bulk_update(texts, ["state", "public_text", "held_why", "checked_on", "sent_back_why"])
    touch(f"survey:{act.subject.pk}")
    act.note = f"{len(texts)} 条，{'公开' if act.data['decision'] == ScreenTextsForm.SHOW else '不公开'}"


def check_texts(act: Act) -> None:
    """A second person read what is to be shown: it is fit, or it goes back to be masked again."""
    texts = list(act.data["texts"])
    fit = act.data["decision"] == CheckTextsForm.FIT
    for one in texts:
        if fit:
            one.checked_on = act.day
        else:
            one.state, one.public_text, one.sent_back_why = OpenText.State.WAITING, "", act.data["reason"]
    OpenText.objects.bulk_update(texts, ["state", "public_text", "checked_on", "sent_back_why"])
    act.note = f"{len(texts)} 条，{'可以公开' if fit else '退回重新审核'}"


def report(act: Act) -> None:
    survey: Survey = act.subject
    survey.findings, survey.feedback = act.data["findings"], act.data["feedback"]
    survey.save(update_fields=["findings", "feedback"])


def publish_result(act: Act) -> None:
    """What is published is kept as it is, not counted anew at each look; a correction changes the words alone."""
    survey: Survey = act.subject
    words = {"findings": survey.findings, "feedback": survey.feedback}
    if survey.results_on is not None:
        survey.results = {**(survey.results or {}), **words, "amended_on": act.day.isoformat()}
        survey.save(update_fields=["results"])
        shown(survey)
        act.note = "更正文字"
        return
    if survey.closes_on >= act.day or not survey.feedback.strip():
        raise Refused("还没有截止，或者还没有写采纳和落实情况。", remedy="截止后先拟写，再公布。", code="not_over")
    found = counted(survey, act.day)
    survey.results, survey.results_on = {**found.to_data(), **words, "amended_on": ""}, act.day
    survey.save(update_fields=["results", "results_on"])
    survey.drafts.all().delete()
    shown(survey)
    telling.result_out(survey.ref)
    publish("surveys.answered", {"survey": survey.pk})
    act.note = f"收到 {found.responses} 份"


def counted(survey: Survey, day: dt.date) -> results.Results:
    """What may be published of the answers, by the threshold in force on a day."""
    answers: list[dict[str, Any]] = list(survey.responses.values_list("answers", flat=True))
    return results.of(survey.form, answers, figures.value("smallest_cell", day))


# --- guards --------------------------------------------------------------------------------------------------------


def is_over(survey: Survey, _actor: Actor) -> bool:
    return survey.phase is Phase.CLOSED


def is_not_over(survey: Survey, _actor: Actor) -> bool:
    return timekeeping.today() <= survey.closes_on


def texts_are_screened(survey: Survey, _actor: Actor) -> bool:
    return not survey.texts.filter(state=OpenText.State.WAITING).exists()


def texts_wait_for_a_second_look(survey: Survey, _actor: Actor) -> bool:
    return unchecked(survey).exists()


def texts_are_checked(survey: Survey, _actor: Actor) -> bool:
    """Figures and texts that were published already stay; a correction changes the words of the unit alone."""
    return survey.results_on is not None or not unchecked(survey).exists()


def unchecked(survey: Survey) -> QuerySet[OpenText]:
    """Texts that are to be shown and that no second person has read."""
    return survey.texts.filter(state=OpenText.State.SHOWN, checked_on=None)
