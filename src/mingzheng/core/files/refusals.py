"""The refusals that several readers share, each with what to do about it. File names never enter the text."""

from __future__ import annotations

from mingzheng.core.errors import Refused


def corrupt(what: str) -> Refused:
    return Refused(
        f"这个{what}已损坏或不完整，无法读取。",
        remedy="请在原来的软件中打开，确认内容完整后另存一份再上传。",
        code="corrupt",
    )


def encrypted(what: str) -> Refused:
    return Refused(
        f"这个{what}设有密码，无法读取和检查。",
        remedy="请取消密码（另存为不加密的文件）后重新上传。",
        code="encrypted",
    )


def too_large(found: int, limit: int) -> Refused:
    return Refused(
        f"文件有 {found / 1048576:.1f} MB，超过 {limit // 1048576} MB 的上限。",
        remedy="请压缩其中的图片或拆分成几个文件后重新上传。",
        code="too_large",
    )


def bomb() -> Refused:
    return Refused(
        "这个文件解压后异常庞大，可能是恶意文件，未予接收。",
        remedy="请在原来的软件中打开并另存一份；仍不能上传的，请拆分文件。",
        code="bomb",
    )


def outside() -> Refused:
    return Refused(
        "文件里有指向文件以外的路径，可能是恶意文件，未予接收。",
        remedy="请在原来的软件中打开并另存一份后重新上传。",
        code="outside",
    )


def several_kinds() -> Refused:
    return Refused(
        "这个 PDF 的前面夹有别的内容，可能同时是另一种文件，未予接收。",
        remedy="请在原来的软件中打开，另存或打印为 PDF 后重新上传。",
        code="several_kinds",
    )


def archive_behind(what: str) -> Refused:
    return Refused(
        f"这个{what}的后面夹有压缩包，可能同时是另一种文件，未予接收。",
        remedy="请在原来的软件中打开，另存一份后重新上传；压缩包里的文件请解压后逐个上传。",
        code="several_kinds",
    )


def dangerous_xml() -> Refused:
    return Refused(
        "文件中含有外部实体或文档类型声明，可能是恶意文件，未予接收。",
        remedy="请在原来的软件中打开并另存一份后重新上传。",
        code="xml_entities",
    )
