"""Names of units in a responsibility cell: where one ends, how it is written, whether it looks like
a unit at all.

Nothing here knows a list of units: shape (区…局, 各…, …街道) decides, and names the caller knows help.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from .words import depth_at_end, split_top, squeeze

_STRONG = (
    "委员会|委办|委|办公室|办公厅|厅|总局|办事处|办|分局|局|服务中心|中心|管委会|指挥部|人民政府|镇政府|区政府|政府|街道|镇|乡|街镇|乡镇"
    "|法院|检察院|人武部|武装部|宣传部|组织部|统战部|工作部|政法委|支队|总队|大队|税务所|监察组|妇联|残联|侨联|文联|科协|工商联"
    "|总工会|团区委|红十字会|消防|武警|党校|编办|集团|公司|档案馆|图书馆|融媒体|管理局|执法局|公安|信访|督查室"
)
_WEAK = (
    "单位|部门|机构|机关|主体|会|社|组|处|科|室|台|站|部|团|馆|平台|院|所|队|校|学校|大学|学院|医院|银行|企业|园区|窗口|专班"
    "|科室|处室|口岸|街|地区|片区|功能区|开发区|度假区|组织|方|村|居|村居|联合会|协会|研究院|公司"
)
_PREFIX = "区|市|县|各|本|全区|全体|相关|有关|其他|其它|省|国家|州|旗"
_ALIAS = r"(?:（[^（）]{1,40}）)*"
_STRONG_SHAPE = re.compile(rf"[^，。；：“”！？、]{{1,24}}?(?:{_STRONG}){_ALIAS}")
_PREFIXED_SHAPE = re.compile(rf"(?:{_PREFIX})[^，。；：“”！？、]{{0,24}}?(?:{_STRONG}|{_WEAK}){_ALIAS}")
_INNER_COLLECTIVE = re.compile(
    rf"[^，。；：“”！？、]{{1,16}}(?:各|相关|有关)[^，。；：、]{{0,8}}(?:{_STRONG}|{_WEAK}){_ALIAS}"
)
_STREET_GROUP = re.compile(r"(?:各|全区|区各)?(?:街道?|镇|乡)(?:、|，|和|及|与)?(?:（[^（）]{1,8}）|镇|乡|道)?")
_NOT_A_NAME = re.compile(
    r"[的了将把并0-9a-zA-Z%]|^(?:推动|推进|做好|加强|完善|提升|整合|打通|建立|健全|开展|落实|组织|优化|强化|加快|深化|规范|制定|形成|通过"
    r"|围绕|依托|按照|提高|确保|探索|持续|不断|充分|进一步|继续|积极|严格|及时|定期|统筹|结合|对|向|在|为|以|由|于|要|应)"
)
_ROLE = "牵头|责任|配合|主办|协办|承办|实施|落实|主责|参与|参加|协同|会办|协助|负责|指导|监督|主管"
ROLE_LABEL = re.compile(
    rf"(?P<role>{_ROLE})(?:单位|部门|主体|科室|处室|机构|处|方)?(?:及分工)?\s*[:：]|责任分工\s*[:：]"
)
_VERB_TAIL = re.compile(
    r"(?:(?:为)?牵头(?:负责|落实|推进|实施|组织|抓总|单位)*|配合(?:做好|落实|推进|实施|单位)*|(?:按照?|根据|依)?(?:各自)?(?:职责|职能)?(?:分工)?"
    r"(?:分别|共同|具体|协同|组织|统筹|各自)*(?:负责|落实|推进|实施|参与|承担|配合)(?:落实|推进|实施|指导|组织|到位|承办)*|协办|主办|承办|协同|协助|指导|会办|等?按职责分工|各负其责)$"
)
_ETC = re.compile(r"等(?:[^、，；（）]{0,20}(?:单位|部门|机构|主体|企业|街镇|委办局|方面|行业))?$")
_DISTRICTS = re.compile("各(?:区|县|市)、(?:区|县|市|自治县|旗)(?:（[^（）]{1,6}）)?(?:区|县|市)?(?:人民)?政府")
_NOBODY = re.compile(r"[-—－–_\s]*|无")
_KEPT = "\ue000"  # a comma inside one collective name: 各区、县（市）政府
_ROUND = str.maketrans("([〔【［)]〕】］", "（（（（（）））））")
_MAX_CELL = 1_500
_BARE_AFTER_GE = {
    "镇",
    "乡",
    "街道",
    "园区",
    "部门",
    "单位",
    "委办局",
    "乡镇",
    "街镇",
    "区",
    "企业",
    "直属单位",
    "委局",
    "功能区",
    "开发区",
    "管委会",
}


@dataclass(frozen=True)
class UnitList:
    """Units of one cell: names in order, whether the list was left open by 等, and pieces that look
    like no unit.
    """

    units: tuple[str, ...]
    open_ended: bool
    strange: tuple[str, ...] = ()


def normalise_unit(name: str) -> str:
    """One way of writing a name: no blanks, full-width round brackets, no stray punctuation at the ends."""
    name = squeeze(name).replace(" ", "")
    name = name.translate(_ROUND)
    return name.strip("、，,；;。.：:·")


def looks_like_unit(name: str, known: Collection[str] = ()) -> bool:
    """Whether a normalised piece has the shape of a unit's or of a group of units' name, or is a known
    one.
    """
    if not name or len(name) > 45:
        return False
    if name in known:
        return True
    if _DISTRICTS.fullmatch(name):
        return True
    if depth_at_end(name) != 0 or _NOT_A_NAME.search(re.sub("（[^（）]*）", "", name)):
        return False
    return (
        any(shape.fullmatch(name) for shape in (_PREFIXED_SHAPE, _STRONG_SHAPE, _STREET_GROUP, _INNER_COLLECTIVE))
        and len(name) > 1
    )


def surely_unit(name: str, known: Collection[str] = ()) -> bool:
    """A stricter test for bare brackets and line breaks: known, or begins as names of units do."""
    if name in known:
        return True
    return looks_like_unit(name) and bool(
        re.match(rf"(?:{_PREFIX})", name)
        or re.search(r"(?:街道|镇|委|局|办|办公室|中心|政府|部门|单位)(?:（[^（）]*）)?$", name)
    )


def split_units(text: str, known: Collection[str] = ()) -> UnitList:
    """Take a responsibility cell apart.

    Args:
        text: the cell as written; may hold line breaks, role labels (牵头单位：), verbs (…牵头，…配合), 等.
        known: names that are units whatever their shape.

    Returns:
        The names in order without repeats; `strange` holds pieces that do not look like a unit
        (they are kept in
        `units` too: a person decides).
    """
    text = mend_breaks(text, known) if len(text) <= _MAX_CELL else squeeze(text)
    units: list[str] = []
    strange: list[str] = []
    open_ended = False
    for piece in _pieces(text):
        name, more = _strip_tail(piece)
        open_ended = open_ended or more
        for one in _at_conjunctions(name, known):
            one = _distribute(one, units)
            if not one or one in units:
                continue
            units.append(one)
            if not looks_like_unit(one, known):
                strange.append(one)
    return UnitList(tuple(units), open_ended, tuple(strange))


def has_verb(text: str) -> bool:
    """Whether a bare bracket says who does what: （区府办牵头，各街镇配合）."""
    return any(_VERB_TAIL.search(normalise_unit(p)) for p in split_top(text, "，,；;。"))


def mend_breaks(text: str, known: Collection[str] = ()) -> str:
    """Decide at each blank or line break whether it parts two names or only breaks one."""
    tokens = [t for t in re.split(r"[ \t\u3000\r\n]+", text.strip()) if t]
    out = ""
    for token in tokens:
        out += "、" + token if out and _break_parts(out, token, known) else token
    return out


def _break_parts(before: str, after: str, known: Collection[str]) -> bool:
    if depth_at_end(before) > 0 or after[0] in "（(、，,；;）)":
        return False
    left = normalise_unit(re.split("[、，,；;：:]", before)[-1])
    right = normalise_unit(re.split("[、，,；;：:]", after)[0])
    right = re.sub("等.*$", "", right)
    if ROLE_LABEL.match(after):
        return bool(left)
    begins = right in known or re.match(rf"(?:{_PREFIX})", right) or re.search("(?:街道|镇)$", right)
    return looks_like_unit(left, known) and looks_like_unit(right, known) and bool(begins)


def _pieces(text: str) -> list[str]:
    text = ROLE_LABEL.sub("；", text)
    text = re.sub("委[、，,]办[、，,]局", "委办局", text)
    text = _DISTRICTS.sub(lambda m: m[0].replace("、", _KEPT), text.translate(_ROUND))
    names = [normalise_unit(p).replace(_KEPT, "、") for p in split_top(text, "、，,；;。/／|")]
    return [n for n in names if not _NOBODY.fullmatch(n)]


def _strip_tail(piece: str) -> tuple[str, bool]:
    """Take off 由…, …牵头, …等: what is left is the name."""
    name = re.sub("^(?:由|其中|以及|会同)", "", piece)
    bare = _VERB_TAIL.sub("", name)
    if bare and (looks_like_unit(bare) or _ETC.search(bare)):
        name = bare
    match = _ETC.search(name)
    if match and depth_at_end(name[: match.start()]) == 0:
        return name[: match.start()], True
    return name, False


def _at_conjunctions(name: str, known: Collection[str]) -> list[str]:
    """Split 甲和乙 only where both sides are names by themselves: 区文化和旅游局 stays whole."""
    if name in known:
        return [name]
    for match in re.finditer("以及|会同|和|及|与", name):
        left, right = name[: match.start()], name[match.end() :]
        left = _VERB_TAIL.sub("", left)
        if (
            depth_at_end(left) == 0
            and surely_unit(left, known)
            and (right in _BARE_AFTER_GE or surely_unit(right, known))
        ):
            return [left, *_at_conjunctions(right, known)]
    return [name]


def _distribute(name: str, before: list[str]) -> str:
    """各街道、镇 means 各街道、各镇."""
    if name in _BARE_AFTER_GE and before and before[-1].startswith("各"):
        return "各" + name
    return name
