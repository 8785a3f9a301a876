"""Which addresses may be fetched. A page chooses its links; it must not choose what our network shows to us."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from urllib.parse import SplitResult, quote, urljoin, urlsplit, urlunsplit

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Resolver = Callable[[str, int], list[str]]

LONGEST = 2000
KEPT = "/%:@!$&'()*+,;=~[]"  # what an address may hold as it is; anything else is spelled %XX, so that one page has one address
PORTS = {"http": 80, "https": 443}
NAT64 = ipaddress.ip_network("64:ff9b::/96")
# Clouds answer here with the secrets of the machine; no setting opens them.
METADATA = frozenset(ipaddress.ip_address(one) for one in ("169.254.169.254", "100.100.100.200", "fd00:ec2::254"))


class Forbidden(Exception):
    """The address is not one that may be fetched. ``reason``: why, in Chinese; ``kind``: private, address, port."""

    def __init__(self, reason: str, kind: str = "private") -> None:
        super().__init__(reason)
        self.reason = reason
        self.kind = kind


def resolve(host: str, port: int) -> list[str]:
    """Every address that the system knows for a host; decimal and octal spellings of numbers included.

    Raises:
        OSError: the name is not known.
    """
    rows = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(row[4][0]) for row in rows))


@dataclass(frozen=True)
class Guard:
    """Who may be visited.

    Args:
        allow: "host" or "host:port" of own sites in the inner network; private and loopback addresses are then allowed,
            metadata and link-local ones never.
        resolver: name → addresses.
    """

    allow: frozenset[str] = frozenset()
    resolver: Resolver = field(default=resolve)

    @classmethod
    def of(cls, allow: Iterable[str]) -> Guard:
        return cls(frozenset(one.strip().lower() for one in allow if one.strip()))

    def open(self, host: str, port: int) -> str:
        """The address to connect to. Asked at every connection, so that a name that changed its mind is caught.

        Raises:
            Forbidden: one of the host's addresses is not public (one bad answer among good ones is enough).
            OSError: the name is not known.
        """
        allowed = bool({host.lower(), f"{host.lower()}:{port}"} & self.allow)
        found = [ipaddress.ip_address(one.split("%")[0]) for one in self.resolver(host, port)]
        if not found:
            raise OSError(f"{host}: no address")
        for address in found:
            _check(address, allowed)
        return str(min(found, key=lambda address: address.version))


def _check(address: Address, allowed: bool) -> None:
    inner = _inner(address)
    if inner in METADATA or inner.is_link_local or inner.is_multicast or inner.is_unspecified:
        raise Forbidden("指向本机链路或云平台元数据地址")
    if not allowed and not inner.is_global:
        raise Forbidden("指向内部网络地址，公众无法打开")


def _inner(address: Address) -> Address:
    """The IPv4 address that an IPv6 one wraps (mapped, 6to4, NAT64, Teredo); else the address itself."""
    if isinstance(address, ipaddress.IPv4Address):
        return address
    if address in NAT64:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour or (address.teredo or (None, None))[1] or address


def parsed(url: str) -> SplitResult:
    """An address split up, lower case where case has no meaning, without its fragment.

    Raises:
        Forbidden: not http or https, with a name and password in it, or no address at all.
    """
    if len(url) > LONGEST or any(char in url for char in "\x00\r\n\t"):
        raise Forbidden("地址过长或含有控制字符", "address")
    try:
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError as error:
        raise Forbidden("地址写法不对", "address") from error
    if parts.scheme.lower() not in PORTS:
        raise Forbidden("不是网页地址（http 或 https）", "address")
    if not parts.hostname or port == 0:
        raise Forbidden("地址里没有主机名", "address")
    if parts.username is not None or parts.password is not None:
        raise Forbidden("地址里带有用户名或密码", "secret")
    host = _ascii(parts.hostname)
    shown = f"[{host}]" if ":" in host else host
    if port and port != PORTS[parts.scheme.lower()]:
        shown = f"{shown}:{port}"
    path, query = quote(parts.path or "/", safe=KEPT), quote(parts.query, safe=KEPT + "?")
    if len(path) + len(query) > LONGEST - 300:
        raise Forbidden("地址过长", "address")
    return SplitResult(parts.scheme.lower(), shown, path, query, "")


def _ascii(host: str) -> str:
    """政务.cn as the network spells it."""
    host = host.rstrip(".").lower()
    if host.isascii():
        return host
    try:
        return host.encode("idna").decode("ascii")
    except UnicodeError as error:
        raise Forbidden("主机名写法不对", "address") from error


def normal(url: str, base: str = "") -> str:
    """The one spelling of an address under which results are kept.

    Raises:
        Forbidden: as ``parsed``.
    """
    if base and url.startswith("/") and not url.startswith("//"):
        base = _origin(base)  # nothing else of the base matters, so that a menu is worked out once for a site
    return _spelled(url, base) if len(url) <= LONGEST else _spelled.__wrapped__(url, base)


def _origin(base: str) -> str:
    end = base.find("/", base.find("//") + 2)
    return base[: end + 1] if end > 0 else base


@lru_cache(maxsize=20_000)
def _spelled(url: str, base: str) -> str:
    try:
        whole = urljoin(base, url.strip()) if base else url
    except ValueError as error:
        raise Forbidden("地址写法不对", "address") from error
    return urlunsplit(parsed(whole))


def host_of(url: str) -> str:
    """``host:port`` of a normal address: what is limited and paused together."""
    parts = urlsplit(url)
    return f"{parts.hostname}:{parts.port or PORTS.get(parts.scheme, 0)}"
