"""From what the wire gave to one of four levels, with words that say what to do. Pure."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from mingzheng.supervision.inspections.crawler.limits import Limits
from mingzheng.supervision.inspections.crawler.outcome import Fetched, Level, Outcome
from mingzheng.supervision.inspections.crawler.text import first_heading, head_text

ATTACHMENTS = {
    "pdf": (b"%PDF",),
    "doc": (b"\xd0\xcf\x11\xe0", b"PK\x03\x04", b"{\\rtf"),
    "docx": (b"PK\x03\x04",),
    "xls": (b"\xd0\xcf\x11\xe0", b"PK\x03\x04", b"<?xml"),
    "xlsx": (b"PK\x03\x04",),
    "ppt": (b"\xd0\xcf\x11\xe0", b"PK\x03\x04"),
    "pptx": (b"PK\x03\x04",),
    "wps": (b"\xd0\xcf\x11\xe0", b"PK\x03\x04"),
    "et": (b"\xd0\xcf\x11\xe0", b"PK\x03\x04"),
    "ofd": (b"PK\x03\x04",),
    "zip": (b"PK\x03\x04", b"PK\x05\x06"),
    "rar": (b"Rar!",),
}
GONE = re.compile(
    r"404|(页面|网页|文件|内容|信息|文章|资源|您访问的|您要查看的).{0,12}(不存在|未找到|找不到|已被?删除|已失效|已下线)"
    r"|(not found)|没有找到您",
    re.IGNORECASE,
)
LOGIN = re.compile(r"<input[^>]+type\s*=\s*[\"']?password", re.IGNORECASE)
LOGIN_TITLE = re.compile(r"登录|登陆|统一身份认证|sign ?in|log ?in", re.IGNORECASE)
HARMFUL = re.compile(
    r"博彩|赌场|彩票投注|真人娱乐|百家乐|老虎机|六合彩|时时彩|棋牌游戏平台|成人视频|色情|裸聊|私服发布"
)

OPEN_IT = "请点开链接核对；"
REPAIR = "请改为正确的地址；目标已不存在的，去掉链接或改链到现行页面。"

# fault → (level, what was seen, what to do)
FAULTS = {
    "timeout": (Level.BROKEN, "{limit} 秒内没有打开", "请确认目标网站是否正常；长期打不开的，更换或去掉链接。"),
    "unknown_host": (Level.BROKEN, "找不到这个网站（域名没有解析）", REPAIR),
    "refused": (Level.BROKEN, "连接不上目标网站", "请确认目标网站是否正常；长期打不开的，更换或去掉链接。"),
    "cut": (Level.BROKEN, "连接中途断开", "请确认目标网站是否正常；本站页面请查服务器和代理的日志。"),
    "redirects": (Level.BROKEN, "转来转去，{redirects} 次仍没有到达", "请把链接直接改为最终地址。"),
    "handshake": (Level.BROKEN, "建立不了加密连接", "请确认目标网站支持 https；不支持的改用 http 地址。"),
    "tls": (Level.CAUTION, "安全证书有问题，浏览器会警告", "请目标网站更新证书；或改用证书正常的地址。"),
    "private": (Level.DANGER, "{detail}", "请改为公众能打开的地址，并检查页面是否还泄露了内部地址。"),
    "secret": (Level.DANGER, "{detail}", "请立即去掉地址里的用户名和密码，并更换该密码。"),
    "address": (Level.BROKEN, "{detail}", "请把链接改为完整、正确的网址。"),
}


def judge(found: Fetched, limits: Limits) -> Outcome:
    """The level of one answer."""
    if found.fault:
        return _of_fault(found, limits)
    if found.status >= 400:
        return _of_status(found)
    for ask in (_harmful, _empty, _wrong_file, _soft_gone, _login, _to_home, _cut, _downgraded, _many, _slow):
        outcome = ask(found, limits)
        if outcome is not None:
            return outcome
    return _outcome(found, Level.OK, "ok", "", "")


def _outcome(found: Fetched, level: Level, code: str, seen: str, mend: str) -> Outcome:
    return Outcome(found.url, level, code, seen, mend, found.status, round(found.seconds, 2), found.final)


def _of_fault(found: Fetched, limits: Limits) -> Outcome:
    level, seen, mend = FAULTS[found.fault]
    said = seen.format(limit=f"{limits.timeout:g}", redirects=found.redirects, detail=found.detail)
    return _outcome(found, level, found.fault, said, mend)


def _of_status(found: Fetched) -> Outcome:
    status = found.status
    if status in (401, 403):
        return _outcome(
            found,
            Level.CAUTION,
            "closed",
            f"需要登录或拒绝访问（{status}）",
            f"{OPEN_IT}公众打不开的，不应放在公开页面上。",
        )
    if status == 429:
        return _outcome(found, Level.CAUTION, "busy", "对方限制访问频率（429）", f"{OPEN_IT}能打开的不必处理。")
    if status in (404, 410):
        return _outcome(found, Level.BROKEN, "gone", f"页面不存在（{status}）", REPAIR)
    if status >= 500:
        return _outcome(
            found, Level.BROKEN, "server", f"目标网站出错（{status}）", "请联系目标网站；长期出错的，更换或去掉链接。"
        )
    return _outcome(found, Level.BROKEN, "status", f"目标网站拒绝（{status}）", REPAIR)


def extension(url: str) -> str:
    name = url.split("#")[0].split("?")[0].rsplit("/", 1)[-1]
    return name.rsplit(".", 1)[-1].lower() if "." in name else ""


def is_attachment(url: str) -> bool:
    return extension(url) in ATTACHMENTS


def is_html(found: Fetched) -> bool:
    return "html" in found.content_type.lower() or found.body[:200].lstrip().lower().startswith(
        (b"<!doctype html", b"<html")
    )


def _harmful(found: Fetched, _limits: Limits) -> Outcome | None:
    hit = HARMFUL.search(head_text(found)) if is_html(found) else None
    if hit is None:
        return None
    return _outcome(
        found,
        Level.DANGER,
        "harmful",
        f"目标页面标题出现「{hit[0]}」，域名可能已被他人占用",
        "请立即去掉链接，并排查同一域名的其他链接。",
    )


def _empty(found: Fetched, _limits: Limits) -> Outcome | None:
    if found.body or found.cut:
        return None
    return _outcome(found, Level.BROKEN, "empty", "打开后没有任何内容", REPAIR)


def _wrong_file(found: Fetched, _limits: Limits) -> Outcome | None:
    """An attachment that opens as something else is no attachment."""
    marks = ATTACHMENTS.get(extension(found.url))
    if marks is None or found.cut or found.body.lstrip()[:8].startswith(marks):
        return None
    if is_html(found):
        return _outcome(found, Level.BROKEN, "not_a_file", "附件打开后是网页，不是文件", "请重新上传附件，并改正链接。")
    return _outcome(found, Level.CAUTION, "odd_file", "附件内容与扩展名不符", "请下载后打开核对；损坏的重新上传。")


def _soft_gone(found: Fetched, _limits: Limits) -> Outcome | None:
    if not is_html(found):
        return None
    hit = GONE.search(head_text(found)) or GONE.search(first_heading(found))
    if hit is None:
        return None
    return _outcome(
        found,
        Level.CAUTION,
        "soft_gone",
        f"页面能打开，但写着「{hit[0]}」",
        f"{OPEN_IT}内容确已不在的，更换或去掉链接。",
    )


def _login(found: Fetched, _limits: Limits) -> Outcome | None:
    if not is_html(found):
        return None
    page = found.body[:200_000].decode("latin-1")
    if not (LOGIN.search(page) and LOGIN_TITLE.search(head_text(found) + urlsplit(found.final).path)):
        return None
    return _outcome(
        found, Level.CAUTION, "login", "打开后是登录页", f"{OPEN_IT}要登录才能看的，请在链接旁说明或改链到公开页面。"
    )


def _to_home(found: Fetched, _limits: Limits) -> Outcome | None:
    asked, came = urlsplit(found.url).path, urlsplit(found.final)
    if not found.redirects or asked in ("", "/") or came.path not in ("", "/") or came.query:
        return None
    return _outcome(
        found, Level.CAUTION, "to_home", "被转到网站首页，原内容可能已不在", f"{OPEN_IT}请改为内容所在的地址。"
    )


def _cut(found: Fetched, _limits: Limits) -> Outcome | None:
    if not found.cut:
        return None
    return _outcome(
        found, Level.BROKEN, "cut", "内容没有传完，连接就断了", "请重新下载核对；文件损坏的重新上传，本站请查服务器。"
    )


def _downgraded(found: Fetched, _limits: Limits) -> Outcome | None:
    if not found.downgraded:
        return None
    return _outcome(
        found, Level.CAUTION, "downgraded", "从加密地址（https）转到了不加密地址（http）", "请改用加密的最终地址。"
    )


def _many(found: Fetched, limits: Limits) -> Outcome | None:
    if found.redirects <= limits.redirects // 2:
        return None
    return _outcome(
        found, Level.CAUTION, "many_redirects", f"转了 {found.redirects} 次才到达", "请把链接直接改为最终地址。"
    )


def _slow(found: Fetched, limits: Limits) -> Outcome | None:
    if found.seconds <= limits.warn:
        return None
    return _outcome(
        found,
        Level.CAUTION,
        "slow",
        f"打开用了 {found.seconds:.1f} 秒",
        f"{OPEN_IT}经常慢的，请目标网站查明原因；本站附件过大的请压缩或拆分。",
    )
