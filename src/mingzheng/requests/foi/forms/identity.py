"""Check digits of an applicant's document, said kindly; the same words on the net and at the window."""

from __future__ import annotations

from django.utils.translation import gettext as _

from mingzheng.core.privacy.check_digits import resident_id15_valid, resident_id_valid, uscc_valid
from mingzheng.requests.foi.models import Applicant


def id_fault(kind: str, number: str) -> str:
    """What is unusual about a number, kindly; "" when nothing is or the kind has no rule."""
    if not number:
        return ""
    if kind == Applicant.IdKind.RESIDENT and not (resident_id_valid(number) or resident_id15_valid(number)):
        if len(number) != 18:
            return _("身份证号码有 18 位，现在是 %(n)d 位。请对照证件再看一遍。") % {"n": len(number)}
        return _(
            "这个号码的各位数字对不上（身份证最后一位是由前面 17 位算出来的），多半是抄错了一位。请对照证件再看一遍。"
        )
    if kind == Applicant.IdKind.USCC and not uscc_valid(number):
        if len(number) != 18:
            return _("统一社会信用代码有 18 位，现在是 %(n)d 位。请对照营业执照或者登记证书再看一遍。") % {
                "n": len(number)
            }
        return _(
            "这个代码的各位对不上（最后一位是由前面 17 位算出来的；里面没有字母 I、O、S、V、Z）。请对照证照再看一遍。"
        )
    return ""
