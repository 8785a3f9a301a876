"""Hidden content that Word and Excel packages share: properties, embedded objects, outside links, pictures. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from mingzheng.core.files import hidden_image
from mingzheng.core.files.hidden_findings import HiddenFinding, shorten
from mingzheng.core.files.packages import Package, local

_INSPECT = "在“文件—信息—检查文档”中删除文档属性和个人信息后另存。"
_PROPERTIES = {
    "creator": "作者",
    "lastModifiedBy": "最后修改人",
    "Company": "单位",
    "Manager": "主管",
    "HyperlinkBase": "超链接基础",
    "description": "备注",
    "keywords": "标记",
    "subject": "主题",
    "category": "类别",
    "contentStatus": "状态",
}
_MACHINES = frozenset({"python-docx", "openpyxl", "Administrator", "admin", "user", "Microsoft Office User"})


def scan(package: Package) -> Iterator[HiddenFinding]:
    """Everything that does not depend on the kind of document."""
    yield from _properties(package)
    yield from _custom(package)
    yield from _embedded(package)
    yield from _outside(package)
    yield from _pictures(package)


def _properties(package: Package) -> Iterator[HiddenFinding]:
    for part in ("docProps/core.xml", "docProps/app.xml"):
        for item in package.xml(part) if part in package else ():
            name, text = local(item), (item.text or "").strip()
            if name == "Template" and ("/" in text or "\\" in text):
                yield HiddenFinding("template", "模板路径", "文档属性", shorten(text), _INSPECT, serious=False)
            elif name in _PROPERTIES and text and text not in _MACHINES:
                label = f"文档属性：{_PROPERTIES[name]}"
                yield HiddenFinding("property", label, "文档属性", shorten(text), _INSPECT, serious=False)


def _custom(package: Package) -> Iterator[HiddenFinding]:
    if "docProps/custom.xml" in package:
        for item in package.xml("docProps/custom.xml"):
            text = f"{item.get('name', '')}：{''.join(item.itertext())}"
            yield HiddenFinding(
                "custom_property", "自定义属性", "文档属性", shorten(text), _INSPECT, serious=False, content=text
            )
    for part in package.matching(r"customXml/item\d+\.xml"):
        root = package.xml(part)
        text = " ".join("".join(root.itertext()).split())
        if text:
            yield HiddenFinding("custom_xml", "自定义 XML 数据", part, shorten(text), _INSPECT, content=text)


def _embedded(package: Package) -> Iterator[HiddenFinding]:
    remedy = "删除嵌入的对象，改为粘贴成图片或文字后另存。"
    for part in package.matching(r"(?:word|xl|ppt)/(?:embeddings|activeX)/.+"):
        if not part.endswith(".rels"):
            yield HiddenFinding("embedded", "嵌入的文件或对象", part, f"{len(package.read(part))} 字节", remedy)
    for part in package.matching(r".*vbaProject\.bin"):
        yield HiddenFinding("macro", "宏程序", part, "", "另存为不含宏的格式。")


def _outside(package: Package) -> Iterator[HiddenFinding]:
    remedy = "断开与外部文件的链接（“数据—编辑链接”或“文件—信息—编辑指向文件的链接”）后另存。"
    for part in package.matching(r"(?:.*/)?_rels/.*\.rels"):
        for item in package.xml(part):
            kind = item.get("Type", "").rpartition("/")[2]
            if item.get("TargetMode") == "External" and kind != "hyperlink":
                label = "模板路径" if kind == "attachedTemplate" else "外部链接"
                code = "template" if kind == "attachedTemplate" else "external_link"
                yield HiddenFinding(code, label, part, shorten(item.get("Target", "")), remedy)


def _pictures(package: Package) -> Iterator[HiddenFinding]:
    for part in package.matching(r"(?:word|xl|ppt)/media/.+\.(?:jpe?g|png|webp)"):
        for finding in hidden_image.scan(package.read(part), package.limits):
            where = f"图片 {part.rpartition('/')[2]}"
            yield HiddenFinding(finding.type, finding.label, where, finding.text, finding.remedy, finding.serious)
