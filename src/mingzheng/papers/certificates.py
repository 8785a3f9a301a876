"""结业证书 as PDF."""

from __future__ import annotations

from django.urls import reverse

from mingzheng.core import mail
from mingzheng.core.dates import chinese_date
from mingzheng.papers import typesetting
from mingzheng.papers.brochure import code_svg
from mingzheng.supervision.training.models import Certificate


def pdf(found: Certificate) -> bytes:
    """The certificate; the same certificate gives the same bytes. The QR code leads to the page that verifies it and
    holds neither name nor number.

    Raises:
        Refused: for characters that no face draws, or where nobody said under what address the portal answers.
    """
    attendee, session = found.attendee, found.attendee.session
    url = f"{mail.site_url()}{reverse('portal:certificate')}"
    said = (
        f"于{chinese_date(session.day)}参加{session.unit.name}举办的“{session.title}”"
        f"（{session.get_field_display()}）培训，完成规定内容，准予结业。"
    )
    data = {
        "title": "结业证书",
        "name": attendee.name,
        "unit": attendee.unit.name,
        "text": said,
        "number": found.number,
        "code": found.code,
        "organ": session.unit.name,
        "date": chinese_date(found.issued_on),
    }
    return typesetting.compose("certificate", data, images={"code.svg": code_svg(url)}, day=found.issued_on)
