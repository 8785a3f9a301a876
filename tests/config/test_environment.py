"""What the settings refuse, and what lies on the disk for whom."""

from __future__ import annotations

import stat
import threading

import pytest
from django.core.exceptions import ImproperlyConfigured
from tests.config.test_cli import run

from mingzheng.config import environment

SAFE = {
    "MINGZHENG_MODE": "production",
    "SECRET_KEY": "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "ALLOWED_HOSTS": "zw.example.com",
    "DATABASE_URL": "postgres://nobody@127.0.0.1:1/none",
    "EMAIL_URL": "smtp://localhost:25",
}


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"SECRET_KEY": "a" * 60}, "SECRET_KEY"),
        ({"SECRET_KEY": "django-insecure-" + SAFE["SECRET_KEY"]}, "SECRET_KEY"),
        ({"SECRET_KEY_FALLBACKS": "b" * 60}, "SECRET_KEY_FALLBACKS 容易猜到"),
        ({"ALLOWED_HOSTS": "*"}, "ALLOWED_HOSTS"),
        ({"MINGZHENG_DEMO": "1"}, "MINGZHENG_DEMO"),
        ({"MINGZHENG_HTTPS": "0"}, "MINGZHENG_HTTPS"),
        ({"DATABASE_URL": "sqlite:////tmp/x.sqlite3"}, "DATABASE_URL"),
        ({"MINGZHENG_VAR": ""}, "MINGZHENG_VAR"),
        ({"MINGZHENG_MODE": "prod"}, "MINGZHENG_MODE"),
    ],
)
def test_one_unsafe_setting_is_enough(tmp_path, wrong, said):
    done = run("units", "list", **{**SAFE, "MINGZHENG_VAR": str(tmp_path), **wrong})
    assert done.returncode == 1
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_with_all_of_them_safe_it_goes_on_to_the_database(tmp_path):
    done = run("units", "list", **SAFE, MINGZHENG_VAR=str(tmp_path))
    assert "连接不上数据库" in done.stderr
    assert not (tmp_path / "secret_key").exists()


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"DATABASE_URL": "mysql://u:geheim@h/x"}, "DATABASE_URL"),
        ({"DATABASE_URL": "geheim"}, "DATABASE_URL"),
        ({"MINGZHENG_MAX_UPLOAD_MB": "viel"}, "viel"),
    ],
)
def test_a_value_that_cannot_be_read_is_said_plainly(tmp_path, wrong, said):
    done = run("units", "list", **{"MINGZHENG_VAR": str(tmp_path), **wrong})
    assert done.returncode == 1
    assert said in done.stderr
    assert "设置有误" in done.stderr
    assert "geheim" not in done.stderr or wrong["DATABASE_URL"] == "geheim"
    assert "Traceback" not in done.stderr


def test_what_the_trial_keeps_is_for_its_owner_alone(tmp_path, monkeypatch):
    monkeypatch.setenv("MINGZHENG_VAR", str(tmp_path / "new" / "var"))
    monkeypatch.delenv("SECRET_KEY", raising=False)
    keys: list[str] = []
    threads = [threading.Thread(target=lambda: keys.append(environment.secret_key())) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(keys) == 8
    assert len(set(keys)) == 1
    kept = tmp_path / "new" / "var"
    assert stat.S_IMODE(kept.stat().st_mode) == 0o700
    assert [(path.name, stat.S_IMODE(path.stat().st_mode)) for path in kept.iterdir()] == [("secret_key", 0o600)]


def test_a_question_without_anybody_to_answer_it(tmp_path):
    done = run("demo", "remove", MINGZHENG_VAR=str(tmp_path))
    assert done.returncode == 1
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("chosen", "said"),
    [
        ({"OIDC": ("http://id.example.cn", "x"), "IDENTITY_KEYS": ["k" * 40]}, ["MINGZHENG_OIDC_ISSUER 不是 https"]),
        ({"OIDC": ("https://id.example.cn", ""), "IDENTITY_KEYS": ["k" * 40]}, ["MINGZHENG_OIDC_CLIENT_ID"]),
        ({"OIDC": ("https://id.example.cn", "x"), "IDENTITY_KEYS": []}, ["MINGZHENG_IDENTITY_KEYS"]),
        ({"OIDC": ("https://id.example.cn", "x"), "IDENTITY_KEYS": ["k" * 40, "short"]}, ["MINGZHENG_IDENTITY_KEYS"]),
        ({"STAFF_OIDC": ("http://id.example.cn", "x")}, ["MINGZHENG_STAFF_OIDC_ISSUER 不是 https"]),
        ({"OIDC": ("https://id.example.cn", "x"), "IDENTITY_KEYS": ["k" * 40]}, []),
        ({}, []),
    ],
)
def test_a_provider_that_is_not_safe_keeps_production_from_starting(chosen, said):
    safe = {
        "SECRET_KEY": SAFE["SECRET_KEY"],
        "ALLOWED_HOSTS": ["zw.example.com"],
        "ENGINE": "django.db.backends.postgresql",
        "HTTPS": True,
        "DEMO": False,
        "STORAGE_SET": True,
    }
    found = environment.production_faults({**safe, **chosen})
    assert len(found) == len(said)
    assert all(word in fault for word, fault in zip(said, found, strict=True))


def test_claims_are_named_one_by_one_and_the_others_keep_theirs():
    assert environment.claims("number=cert_no, name = real_name")["number"] == "cert_no"
    assert environment.claims("number=cert_no")["name"] == "name"
    for wrong in ("nummer=x", "name", "name="):
        with pytest.raises(ImproperlyConfigured, match="MINGZHENG_OIDC_CLAIMS"):
            environment.claims(wrong)
