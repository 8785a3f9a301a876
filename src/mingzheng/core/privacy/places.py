"""Where a person lives and what they drive. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mingzheng.core.privacy import masks
from mingzheng.core.privacy.candidates import Candidate
from mingzheng.core.privacy.findings import Severity
from mingzheng.core.privacy.numbers import Page

# GA 36-2018: province character, issuing letter, five characters (new energy: six, with a class letter), no I or O.
_PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
_PLATE = re.compile(
    rf"[{_PROVINCES}] ?[A-HJ-NP-Z][ .·•・-]?(?:[A-HJ-NP-Z][0-9A-HJ-NP-Z][0-9]{{4}}|[0-9]{{5}}[A-HJ-NP-Z]"
    r"|[0-9A-HJ-NP-Z]{5}|[0-9A-HJ-NP-Z]{4}(?=[警学挂港澳领试超]))[警学挂港澳领试超]?(?![0-9A-Z])"
)
_ROAD = r"[\u4e00-\u9fff]{1,10}?(?:公路|大道|路|街|巷|新村|小区|花园|苑|里)"
_ADDRESS = re.compile(
    rf"(?P<road>{_ROAD})[ ]?(?P<lane>[0-9]{{1,5}}[ ]?弄)?(?P<rest>[ ]?(?:[0-9]{{1,4}}[ ]?支弄)?[ ]?"
    r"[0-9]{1,5}(?:-[0-9]{1,4})?[ ]?号(?![线口文令])"
    r"(?P<house>(?:[ ]?(?:[0-9]{1,3}|[A-Z])[ ]?(?:号楼|幢|栋|座|楼|单元|层))*)"
    r"(?P<room>[ ]?[A-Z]?[0-9]{1,5}[A-Z]?[ ]?室)?)"
)
_LEAD = re.compile(r".*(?:省|市|区|县|镇|街道|址|住在|位于|家住|租住|住|在|于|至|到)")
_HOME = re.compile(r"住址|家庭|家住|居住|户籍|户口|现住|暂住|租住|住在|住所")


def plates(page: Page) -> Iterator[Candidate]:
    """Plates of the mainland incl. 警、学、挂、港、澳; at least two digits, so that 沪ABCDEF is not one."""
    for match in _PLATE.finditer(page.upper):
        if sum(char.isdigit() for char in match.group()) >= 2:
            yield Candidate("plate", *match.span(), masks.mask_plate(match.group()))


def addresses(page: Page) -> Iterator[Candidate]:
    """A dwelling: 弄…号, …号…室, or a road and number after a word such as 家住. A bare 路…号 is public."""
    for match in _ADDRESS.finditer(page.plain):
        home = bool(_HOME.search(page.before(match.end("road"), 24)))
        if not (match["lane"] or match["room"] or home):
            continue
        lead = _LEAD.match(match["road"][:-1])
        start = match.start() + (lead.end() if lead else 0)
        shown = page.text[start : match.start("rest")] + "**号" + ("**室" if match["room"] else "")
        private = home or bool(match["lane"] and match["room"])
        note = "" if private else "机关、企业的办公地址可以公开；个人住址应当隐去"
        yield Candidate("address", start, match.end(), shown, note, Severity.PRIVATE if private else Severity.CHECK)
