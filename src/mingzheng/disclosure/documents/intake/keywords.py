"""Key words of a document: the words of its title and the frequent ones of its body. Pure."""

from __future__ import annotations

import re
from collections import Counter

from mingzheng.disclosure.documents.intake import words

_STOP = frozenset({
    "关于", "印发", "通知", "上海市", "上海", "长宁区", "人民政府", "办公室", "工作", "要求", "进行", "加强", "做好", "实施", "单位", "部门", "有关",
    "相关", "各单位", "以及", "或者", "应当", "可以", "按照", "根据", "我区", "本区", "全区", "区政府", "街道", "办事处", "方案", "办法", "意见",
    "规定", "决定", "公告", "通告", "报告", "转发", "批复", "落实", "开展", "推进", "提高", "完善", "建立", "组织", "情况", "内容", "包括",
    "以下", "负责", "管理", "附件", "年度", "年", "月", "日", "主要", "进一步", "若干", "试行", "暂行", "予以", "本办法", "本规定", "其他",
    "不得", "需要", "以上", "上述", "同意", "经区",
})  # fmt: skip
_TITLE_WEIGHT, _MOST = 8, 5


def of(title: str, body: str) -> list[str]:
    """Up to five words, the weightiest first."""
    # Imported here: its dictionary costs a moment that most commands do not need.
    import rjieba

    subject = re.sub(r"《|》|关于|印发|转发|批转", " ", title)
    counts: Counter[str] = Counter()
    for text, weight in ((subject, _TITLE_WEIGHT), (body, 1)):
        for word in rjieba.cut(text):
            if _usable(word):
                counts[word] += weight
    ranked = sorted(counts.items(), key=lambda item: (-item[1], -len(item[0]), item[0]))
    return [word for word, count in ranked if count > 1][:_MOST]


def _usable(word: str) -> bool:
    return (
        2 <= len(word) <= 8
        and word not in _STOP
        and word not in words.GENRES
        and re.fullmatch(r"[\u4e00-\u9fffA-Za-z]+", word) is not None
    )
