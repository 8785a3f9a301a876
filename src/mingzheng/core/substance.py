"""What a reply says besides politeness, receipts and promises to look into it. Pure."""

from __future__ import annotations

import re

_WE = r"(我们|我单位|我委|我局|我街道|我镇|我办|本单位|工作人员)?"
_DEEDS = r"(研究|转交|转办|转|反馈|处理|答复|回复|考虑|办理|跟进|核实|落实)"
_MATTER = r"(来信|来电|信件|邮件|留言|问题|情况|事项|咨询|诉求|建议|意见|工单)"
# A clause that says nothing about the matter.
_EMPTY = re.compile(
    rf"(您好|你好|尊敬的.*|.*(感谢|谢谢).*|祝您?.*|特此.*|此复|欢迎.*|如有(疑问|问题).*|请您?(耐心)?(等待|谅解|理解|继续关注).*|"
    rf"(您|你|市民|网友|群众)?(的|反映的|提出的|提的|所反映的)?{_MATTER}?{_WE}(已经|已|均已)?"
    rf"(收悉|收到|知悉|阅悉|了解|记录|登记|阅)(了|您(的|反映的|提出的){_MATTER})?|"
    rf"(对)?(您|你)?(的|反映的|提出的)?{_MATTER}?{_WE}(对此)?(高度重视|十分重视|非常重视)(您(的|反映的|提出的){_MATTER})?|"
    rf"(对)?(您|你)?(的|反映的|提出的)?{_MATTER}?{_WE}(将|会|正在|正|已经|已)?(第一时间)?(尽快|认真|及时|积极|进一步|给予?|向|对|您|你)*{_DEEDS}"
    rf"(并|和|及|与|您|给|向|至|由|到|尽快|认真|及时|相关|有关|负责|职能|责任|主管|承办|部门|单位|科室|人员|后|再|请|{_MATTER}|{_DEEDS})*)"
)
_CLAUSES = re.compile(r"[，。！？；：,.!?;:~…\s（）()]+")


def substance(answer: str) -> str:
    """What is left of an answer without polite words and receipts; "" when it says nothing else."""
    return "".join(clause for clause in _CLAUSES.split(answer) if clause and not _EMPTY.fullmatch(clause))
