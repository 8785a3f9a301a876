"""What a leaf demands before its letter can be made. Asked when the reply is proposed and again when it is signed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping

from mingzheng.core.files.models import StoredFile
from mingzheng.core.files.queries import files_of
from mingzheng.requests.foi.law import outcomes
from mingzheng.requests.foi.letters.composing import compose_answer
from mingzheng.requests.foi.models import Application, Consultation, Correction, Explanation, Outcome
from mingzheng.requests.redaction import queries as redactions

SUPPLIED = "随答复提供"


def lacking(application: Application, day: dt.date, outcome: Outcome | None = None) -> list[str]:
    """Everything that keeps the drafted answer from being made, one sentence each.

    Args:
        outcome: one that is being typed; the drafted one when None.
    """
    outcome = outcome or Outcome.objects.filter(application=application).first()
    if outcome is None:
        return ["还没有选定办理结果"]
    leaf = outcomes.leaf(outcome.leaf, day)
    found = [said for need in leaf.needs if (said := _NEEDS[need](application, outcome))]
    found += _third_parties(application, leaf, outcome) + _originals(application, outcome)
    if found:
        return found
    composed = compose_answer(application, day, outcome)
    if leaf.remedy != "none" and not composed.remedy:
        return ["答复书没有救济途径"]
    return []


def _search(application: Application, _outcome: Outcome) -> str:
    missed = application.searches.filter(found=False).exists()
    return "" if missed else "答复信息不存在的，先登记检索记录（在哪里、谁、用什么词、结果没有）"


def _grounds(_application: Application, outcome: Outcome) -> str:
    return "" if outcome.reason.strip() else "请写明事实和理由"


def _pointer(_application: Application, outcome: Outcome) -> str:
    return "" if outcome.pointer.strip() else "请写明获取的方式、途径或者可以反映的渠道"


def _right_agency(_application: Application, outcome: Outcome) -> str:
    if outcome.agency.strip() or outcome.reason.strip():
        return ""
    return "请写明负责公开的机关和联系方式；不能确定由谁负责的，在“事实和理由”中说明"


def _corrected(application: Application, _outcome: Outcome) -> str:
    done = Correction.objects.filter(application=application, received_on__isnull=False).exists()
    return "" if done else "要先要求补正并收到补正，才能答复“补正后申请内容仍不明确”"


def _correction_lapsed(application: Application, _outcome: Outcome) -> str:
    lapsed = Correction.objects.filter(application=application, lapsed_on__isnull=False).exists()
    return "" if lapsed else "没有逾期不补正的记录"


def _fee_lapsed(application: Application, _outcome: Outcome) -> str:
    fee = getattr(application, "fee", None)
    return "" if fee is not None and fee.lapsed_on else "没有逾期未缴费的记录"


def _explained(application: Application, _outcome: Outcome) -> str:
    found = Explanation.objects.filter(application=application, answered_on__isnull=False).first()
    if found is None:
        return "要先要求申请人说明理由并登记其说明（条例第三十五条）"
    return "申请人说明的理由已认定为合理，不能以此不予处理" if found.reasonable else ""


def _withheld(_application: Application, outcome: Outcome) -> str:
    return "" if outcome.withheld else "请选择不予公开的部分属于哪种情形"


def _form(application: Application, outcome: Outcome) -> str:
    if outcome.supplied.strip() or supplied_files(application, outcome):
        return ""
    return "请写明提供的信息，或者上传随答复提供的文件"


def supplied_files(application: Application, outcome: Outcome) -> list[StoredFile]:
    """What goes out with the answer: files uploaded for it, and the redacted copies that were chosen and still hold."""
    own = files_of(application.ref).filter(label=SUPPLIED)
    chosen = [one for one in redactions.copies(application.ref) if str(one.pk) in outcome.given]
    return [*own, *chosen]


def _originals(application: Application, outcome: Outcome) -> list[str]:
    """What was redacted must not go out beside its copy, under whatever name it was uploaded again."""
    covered = redactions.covered(application.ref)
    stray = [one for one in supplied_files(application, outcome) if one.sha256 in covered]
    return [f"「{one.name}」作过遮盖，不能提供原件；请改为提供遮盖后的副本，或者先作废遮盖" for one in stray]


_NEEDS: Mapping[str, Callable[[Application, Outcome], str]] = {
    "search": _search,
    "grounds": _grounds,
    "pointer": _pointer,
    "right_agency": _right_agency,
    "correction_received": _corrected,
    "correction_lapsed": _correction_lapsed,
    "fee_lapsed": _fee_lapsed,
    "explained": _explained,
    "withheld": _withheld,
    "form": _form,
}


def _third_parties(application: Application, leaf: outcomes.Leaf, outcome: Outcome) -> list[str]:
    """Art. 32: not against a third party's objection without saying why; not before its period is over."""
    if not leaf.discloses or leaf.code == "A1":
        return []
    found = []
    for one in application.consultations.all():
        if one.ended_on is None:
            found.append(f"{one}的意见还没有收到，也没有登记逾期未答复，不能决定公开")
        elif _silently_overruled(one, leaf, outcome):
            found.append(f"{one}不同意公开；决定公开的，请写明不采纳其意见的理由（条例第三十二条）")
    return found


def _silently_overruled(one: Consultation, leaf: outcomes.Leaf, outcome: Outcome) -> bool:
    """A partial disclosure may respect the objection, by withholding what concerns the party (C4)."""
    against = one.kind == Consultation.Kind.THIRD_PARTY and one.objects_to and not one.overruled
    return against and (leaf.code != "B" or "C4" not in outcome.withheld)
