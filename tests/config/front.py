"""``deploy/nginx.conf`` run in earnest: its own text, with ports, certificate and folders of this machine."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from django.conf import settings

DEPLOY = settings.BASE_DIR / "deploy"


def nginx_program() -> str:
    """Where nginx is; the test is skipped where it or openssl is not (CI installs both)."""
    nginx = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    if nginx is None or shutil.which("openssl") is None:
        pytest.skip("nginx or openssl is not installed")
    return nginx


def written(folder: Path, ports: tuple[int, int, int, int]) -> Path:
    """The file for ``nginx -c``.

    Args:
        ports: of HTTP, of HTTPS, of the two nodes.
    """
    key, certificate = folder / "key.pem", folder / "certificate.pem"
    named = ["-subj", "/CN=x", "-keyout", key, "-out", certificate]
    made = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", *named]
    subprocess.run(made, check=True, capture_output=True)
    text = (DEPLOY / "nginx.conf").read_text(encoding="utf-8")
    plain, secure, first, second = ports
    for usual, ours in (
        ("/etc/ssl/mingzheng/zwgk.key", str(key)),
        ("/etc/ssl/mingzheng/zwgk.pem", str(certificate)),
        ("/var/log/nginx", str(folder)),
        ("/var/cache/nginx", str(folder)),
        ("listen 80;", f"listen 127.0.0.1:{plain};"),
        ("listen 443 ssl;", f"listen 127.0.0.1:{secure} ssl;"),
        ("10.0.0.11:8000", f"127.0.0.1:{first}"),
        ("10.0.0.12:8000", f"127.0.0.1:{second}"),
    ):
        assert text.count(usual), usual
        text = text.replace(usual, ours)
    (folder / "mingzheng.conf").write_text(text, encoding="utf-8")

    whole = f"user root; daemon off; pid {folder}/pid; error_log {folder}/errors; events {{}} http {{ include {folder}/mingzheng.conf; }}"
    path = folder / "nginx.conf"
    path.write_text(whole, encoding="utf-8")
    return path
