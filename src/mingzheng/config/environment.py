"""Where settings come from: the environment, then safe defaults for a trial; production refuses what is unsafe."""

from __future__ import annotations

import contextlib
import os
import secrets
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
    chosen = os.environ.get("MINGZHENG_MODE", "trial")
    if chosen not in MODES:
        raise ImproperlyConfigured(f"MINGZHENG_MODE 只能是 {' 或 '.join(MODES)}，现为「{chosen}」。")
    return chosen


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


def library_format(text: str) -> str:
    """The body form in which records are sent to the library: ``json`` (neutral) or ``xml`` (field profile).

    Raises:
        ImproperlyConfigured: for any other word.
    """
    if text not in ("json", "xml"):
        raise ImproperlyConfigured(f"MINGZHENG_LIBRARY_FORMAT 只能是 json 或 xml，现为「{text[:20]}」。")
    return text


def production_faults(settings: dict[str, object]) -> list[str]:
    """What makes these settings unsafe for real use, one plain Chinese sentence each; empty when all is well."""
    faults = []
    if len(str(settings["SECRET_KEY"])) < 50:
        faults.append("SECRET_KEY 未设置或不足 50 个字符：请在环境变量中设置一个随机长字符串。")
    elif len(set(str(settings["SECRET_KEY"]))) < 16 or str(settings["SECRET_KEY"]).startswith("django-insecure-"):
        faults.append("SECRET_KEY 容易猜到：请换成随机生成的长字符串。")
    hosts = settings["ALLOWED_HOSTS"]
    if not hosts or "*" in hosts:  # type: ignore[operator]
        faults.append("ALLOWED_HOSTS 未设置或含 *：请写明对外服务的域名，用逗号分隔。")
    if settings["ENGINE"] != "django.db.backends.postgresql":
        faults.append("DATABASE_URL 不是 PostgreSQL：正式使用请设为 postgres://用户:密码@主机/库名。")
    if not settings["HTTPS"]:
        faults.append("MINGZHENG_HTTPS 已关闭：密码和会话会以明文传送，正式使用必须经 HTTPS。")
    if settings["DEMO"]:
        faults.append("MINGZHENG_DEMO 已打开：演示模式会公布演示账号，正式使用必须关闭。")
    if not settings["STORAGE_SET"]:
        faults.append("MINGZHENG_VAR 未设置：请指定存放上传材料的目录，并纳入备份。")
    return faults


def refuse_unsafe(settings: dict[str, object]) -> None:
    """Stop the start in production mode when something is unsafe, naming every fault at once."""
    faults = production_faults(settings)
    if faults:
        lines = "\n".join(f"  {i}. {fault}" for i, fault in enumerate(faults, 1))
        raise ImproperlyConfigured(f"正式模式（MINGZHENG_MODE=production）不能启动：\n{lines}")
