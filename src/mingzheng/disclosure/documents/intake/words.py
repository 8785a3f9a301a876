"""The vocabulary of official papers: kinds, endings of agencies, marks. Pure."""

from __future__ import annotations

import re

# 条例 of 2012 on the handling of official papers names fifteen kinds; the others are what titles of regulations end in.
GENRES = (
    "命令", "决定", "决议", "公告", "通告", "通知", "通报", "议案", "报告", "请示", "批复", "意见", "函", "纪要", "公报",
    "令", "办法", "规定", "细则", "实施细则", "方案", "规划", "计划", "要点", "规则", "制度", "指南", "目录", "清单", "预案", "章程",
    "措施", "标准", "规程", "名单", "答复", "说明", "总结", "解读", "工作安排",
)  # fmt: skip
_GENRE_WORDS = "|".join(sorted(GENRES, key=len, reverse=True))
_ADDED = r"(?:[（(][^（）()]{1,12}[）)])*"
TITLE_END = re.compile(rf"(?:{_GENRE_WORDS}){_ADDED}$")
GENRE_OF_TITLE = re.compile(rf"({_GENRE_WORDS}){_ADDED}$")

AGENCY_END = (
    r"(?:人民政府|办公室|办公厅|委员会|管理局|监督局|街道办事处|办事处|公安分局|分局|局|委|办|厅|院|中心|法院|检察院|"
    r"总队|支队|大队|指挥部|领导小组|联席会议|联合会|总工会|工会|公司|集团|协会|学校|医院|委办|国务院|部|署|处|所|站|馆|校)"
)
AGENCY_LINE = re.compile(rf"[\u4e00-\u9fff（）()·]{{2,40}}{AGENCY_END}(?:[（(](?:盖章|印章|代章|公章)[）)])?")
HEAD_LINE = re.compile(r"[\u4e00-\u9fff（）()·\s、]{3,80}(?:文[ \u3000]*件|[ \u3000]*令|公[ \u3000]*告|会议纪要)")
PLATE = re.compile(rf"[\u4e00-\u9fff（）()·]{{2,40}}{AGENCY_END}(?:公告|通告|令|(?:常务|专题|办公)?会议纪要)")
LABELLED = re.compile(
    r"(?:索[ \u3000]*引[ \u3000]*号|索取号|发文字号|文[ \u3000]*号|发布日期|公开日期|发布时间|成文日期|生成日期|发布机构|公开主体|发文机关|公开属性|公开方式|"
    r"主题分类|体裁分类|体裁|有效性|信息来源|来源|名称|浏览次数|字体|字号)[ \u3000]*[：:]"
)  # lines above a paper on a web page
SERIAL_LINE = re.compile(r"(?:№|No\.?|份号[:：]?)?\s*\d{6}")
SECRET_LINE = re.compile(r"(?:绝\s*密|机\s*密|秘\s*密|内部|普通)(?:\s*★.*)?")
URGENT_LINE = re.compile(r"(?:紧急程度[:：])?\s*(?:特\s*急|加\s*急|平\s*急|特\s*提|急\s*件)")
SIGNER_LINE = re.compile(r"签[ \u3000]*发[ \u3000]*人[：:].*")
MARK = re.compile(
    r"(此件|本件|信息公开属性|信息公开选项|公开属性|公开方式|公开类别|公开类型)[：:为]?\s*"
    r"(公开发布|可公开发布|主动公开|依申请公开|不予公开|不公开|删减后公开|予以公开|免予公开)"
)
MARK_LINE = re.compile(rf"[（(【\[]?\s*{MARK.pattern}[^。]{{0,20}}[）)】\]]?")
ATTRIBUTE = {
    "公开发布": "主动公开",
    "可公开发布": "主动公开",
    "主动公开": "主动公开",
    "予以公开": "主动公开",
    "删减后公开": "主动公开",
    "依申请公开": "依申请公开",
    "不予公开": "不予公开",
    "不公开": "不予公开",
    "免予公开": "不予公开",
}
COPIED = re.compile(r"抄[ \u3000]*[送报发][：:]")
PRINTED = re.compile(r"印[ \u3000]*发|印[ \u3000]*制")
ATTACHMENT_LIST = re.compile(r"附[ \u3000]*件[ \u3000]*[：:]")
ATTACHMENT_HEAD = re.compile(r"附[ \u3000]*件[ \u3000]*[\d一二三四五六七八九十]{0,3}[：:]?")
ADDRESSEE_WORDS = re.compile(r"[各区市县局委办部街镇司所院校]|政府|单位|公司|同志|企业|机关|中心|办公")
