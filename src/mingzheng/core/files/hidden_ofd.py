"""Hidden content of OFD files (GB/T 33190-2016): properties, annotations, attachments. Pure.

Text under a box is not judged: the drawing order of OFD is not read.
"""

from __future__ import annotations

from collections.abc import Iterator

from mingzheng.core.files.hidden_findings import HiddenFinding, not_judged, shorten
from mingzheng.core.files.limits import Limits
from mingzheng.core.files.packages import Package, local

_PROPERTIES = {
    "Author": "作者",
    "Creator": "制作软件",
    "Subject": "主题",
    "Abstract": "摘要",
    "CustomData": "自定义数据",
}


def scan(data: bytes, limits: Limits) -> Iterator[HiddenFinding]:
    """Everything that can be told of an OFD package, and what cannot."""
    package = Package(data, "OFD 文件", limits)
    for item in package.xml("OFD.xml").iter():
        name, text = local(item), (item.text or "").strip()
        if name in _PROPERTIES and text:
            remedy = "在生成 OFD 的软件中清除文档属性后重新导出。"
            yield HiddenFinding("property", f"文档属性：{_PROPERTIES[name]}", "文档属性", shorten(text), remedy, False)
    for part in package.matching(r".*\.xml"):
        root = package.xml(part)
        if local(root) == "PageAnnot":
            text = "".join(
                item.text or "" for item in root.iter() if local(item) in ("TextCode", "Remark", "Parameter")
            )
            remedy = "在 OFD 软件中删除批注后另存。"
            yield HiddenFinding("annotation", "批注", part, shorten(text), remedy, content=text)
        elif local(root) == "Attachments":
            for item in root:
                remedy = "在 OFD 软件中删除附件后另存。"
                yield HiddenFinding("attachment", "内嵌附件", part, shorten(item.get("Name", "")), remedy)
    yield not_judged("OFD 中是否有被色块遮盖的文字", "请人工检查有无遮盖；需要机器检查的，请同时提供 PDF。")
