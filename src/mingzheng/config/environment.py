"""Where settings come from: the environment, then safe defaults for a trial; production refuses what is unsafe."""

from __future__ import annotations

import contextlib
import os
import secrets
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Any

import environ
from django.core.exceptions import ImproperlyConfigured

ROOT = Path(__file__).resolve().parents[3]
MODES = ("trial", "production")


def mode() -> str:
    """``trial`` (default) or ``production``, from ``MINGZHENG_MODE``.

    Raises:
        ImproperlyConfigured: for any other word.
    """
    return one_of("MINGZHENG_MODE", MODES, "trial")


def var_dir() -> Path:
    """The folder for everything made at run time (database, uploads, key, built assets)."""
    return Path(os.environ.get("MINGZHENG_VAR") or ROOT / "var").resolve()


def secret_key() -> str:
    """``SECRET_KEY`` from the environment; in a trial one is made on the first run and kept in the var folder."""
    given = os.environ.get("SECRET_KEY", "")
    if given or mode() == "production":
        return given
    kept = var_dir() / "secret_key"
    if not kept.exists():
        _keep(kept, secrets.token_urlsafe(64))
    return kept.read_text().strip()


def _keep(path: Path, text: str) -> None:
    """Write a file for the owner alone, whole or not at all; of two that write at once the first one stays."""
    if not path.parent.exists():
        path.parent.mkdir(parents=True, mode=0o700, exist_ok=True)  # the trial's database and uploads lie here too
    fresh = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
    handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w") as out:
        out.write(text)
    try:
        with contextlib.suppress(FileExistsError):
            path.hardlink_to(fresh)
    finally:
        fresh.unlink()


def database(usual: Path) -> dict[str, Any]:
    """Django's settings of the database at ``DATABASE_URL``; not set or empty, the SQLite file ``usual``.

    Raises:
        ImproperlyConfigured: for an address that is neither SQLite nor PostgreSQL.
    """
    address = os.environ.get("DATABASE_URL") or f"sqlite:///{usual}"
    if not address.startswith(("sqlite:", "postgres:", "postgresql:")):
        kind = address.partition(":")[0][:20]  # never the whole address: it may hold a password
        raise ImproperlyConfigured(
            f"DATABASE_URL 以「{kind}」开头，不认识。请写成 postgres://用户:密码@主机:5432/库名，或不设（用 SQLite）。"
        )
    found: dict[str, Any] = environ.Env.db_url_config(address)
    return found


def networks(texts: list[str]) -> list[IPv4Network | IPv6Network]:
    """Addresses (``10.1.2.3``) and networks (``10.1.0.0/16``) from a setting.

    Raises:
        ImproperlyConfigured: for anything else.
    """
    try:
        return [ip_network(text.strip()) for text in texts if text.strip()]
    except ValueError as error:
        raise ImproperlyConfigured(
            f"MINGZHENG_METRICS_ALLOW 里有不认识的地址：{error}。请写 10.1.2.3 或 10.1.0.0/16，用逗号分隔。"
        ) from error


def storage(env: environ.Env) -> dict[str, Any]:
    """Django's settings of where uploads lie: a folder of this machine, or a bucket that speaks S3 (``MINGZHENG_S3_BUCKET``)."""
    bucket = env.str("MINGZHENG_S3_BUCKET", default="")
    if not bucket:
        return {"BACKEND": "django.core.files.storage.FileSystemStorage"}
    options = {
        "bucket_name": bucket,
        "endpoint_url": env.str("MINGZHENG_S3_ENDPOINT", default="") or None,
        "region_name": env.str("MINGZHENG_S3_REGION", default="us-east-1"),
        "access_key": env.str("MINGZHENG_S3_KEY", default="") or None,
        "secret_key": env.str("MINGZHENG_S3_SECRET", default="") or None,
        "addressing_style": "path",  # what servers of one's own understand
        "signature_version": "s3v4",
        "default_acl": None,  # nobody reads a file but through the platform
        "file_overwrite": False,
    }
    return {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": options}


def one_of(variable: str, words: tuple[str, ...], usual: str) -> str:
    """The word that an environment variable holds; ``usual`` when it is not set.

    Raises:
        ImproperlyConfigured: for any other word.
    """
    text = os.environ.get(variable, usual)
    if text not in words:
        raise ImproperlyConfigured(f"{variable} 只能是 {' 或 '.join(words)}，现为「{text[:20]}」。")
    return text


CLAIMS = {"name": "name", "kind": "kind", "number": "id_number", "mobile": "phone_number"}


def claims(text: str) -> dict[str, str]:
    """``name=real_name,number=cert_no``: our word = the provider's claim; words that are left out keep their usual claim.

    Raises:
        ImproperlyConfigured: for a word that is not ours, or none after it.
    """
    found = dict(CLAIMS)
    for pair in filter(None, (part.strip() for part in text.split(","))):
        word, _equals, claim = (part.strip() for part in pair.partition("="))
        if word not in CLAIMS or not claim:
            raise ImproperlyConfigured(
                f"MINGZHENG_OIDC_CLAIMS 写作 name=…,kind=…,number=…,mobile=…，看不懂「{pair[:30]}」。"
            )
        found[word] = claim
    return found


def _oidc_faults(name: str, issuer: str, client: str) -> list[str]:
    if not issuer:
        return []
    faults = []
    if not issuer.startswith("https://"):
        faults.append(f"{name}_ISSUER 不是 https：登录经过的地址必须加密，请换成 https:// 开头的地址。")
    if not client:
        faults.append(f"{name}_CLIENT_ID 未设置：请填写在认证机构登记得到的编号。")
    return faults


def _key_faults(settings: dict[str, Any]) -> list[str]:
    """A former key still opens sessions and links: it must be as hard to guess as the present one."""
    former: list[str] = settings.get("SECRET_KEY_FALLBACKS") or []
    faults = []
    for name, key in [("SECRET_KEY", str(settings["SECRET_KEY"])), *(("SECRET_KEY_FALLBACKS", one) for one in former)]:
        if len(key) < 50:
            faults.append(f"{name} 未设置或不足 50 个字符：请在环境变量中设置一个随机长字符串。")
        elif len(set(key)) < 16 or key.startswith("django-insecure-"):
            faults.append(f"{name} 容易猜到：请换成随机生成的长字符串。")
    return faults


def production_faults(settings: dict[str, Any]) -> list[str]:
    """What makes these settings unsafe for real use, one plain Chinese sentence each; empty when all is well."""
    faults = _key_faults(settings)
    hosts = settings["ALLOWED_HOSTS"]
    if not hosts or "*" in hosts:
        faults.append("ALLOWED_HOSTS 未设置或含 *：请写明对外服务的域名，用逗号分隔。")
    if settings["ENGINE"] != "django.db.backends.postgresql":
        faults.append("DATABASE_URL 不是 PostgreSQL：正式使用请设为 postgres://用户:密码@主机/库名。")
    if not settings["HTTPS"]:
        faults.append("MINGZHENG_HTTPS 已关闭：密码和会话会以明文传送，正式使用必须经 HTTPS。")
    if settings["DEMO"]:
        faults.append("MINGZHENG_DEMO 已打开：演示模式会公布演示账号，正式使用必须关闭。")
    if not settings["STORAGE_SET"]:
        faults.append("MINGZHENG_VAR 未设置：请指定存放上传材料的目录，并纳入备份。")
    return faults + _sign_in_faults(settings)


def _sign_in_faults(settings: dict[str, Any]) -> list[str]:
    """``OIDC`` and ``STAFF_OIDC``: issuer and client id; both may be left out."""
    faults = []
    named = {"OIDC": "MINGZHENG_OIDC", "STAFF_OIDC": "MINGZHENG_STAFF_OIDC"}
    chosen: dict[str, tuple[str, str]] = {key: settings.get(key) or ("", "") for key in named}
    for key, (issuer, client) in chosen.items():
        faults += _oidc_faults(named[key], issuer, client)
    keys: list[str] = list(settings.get("IDENTITY_KEYS") or [])
    if chosen["OIDC"][0] and (not keys or min(map(len, keys)) < 32):
        faults.append("MINGZHENG_IDENTITY_KEYS 未设置或不足 32 个字符：它用来生成实名用户的代号，请设置随机长字符串。")
    return faults


def refuse_unsafe(settings: dict[str, Any]) -> None:
    """Stop the start in production mode when something is unsafe, naming every fault at once."""
    faults = production_faults(settings)
    if faults:
        lines = "\n".join(f"  {i}. {fault}" for i, fault in enumerate(faults, 1))
        raise ImproperlyConfigured(f"正式模式（MINGZHENG_MODE=production）不能启动：\n{lines}")
