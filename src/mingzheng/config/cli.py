"""The command line: our own commands first, Django's behind them."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import django
from django.core.exceptions import ImproperlyConfigured
from django.core.management import BaseCommand, ManagementUtility, get_commands, load_command_class
from django.core.management.base import CommandError
from django.db.utils import OperationalError, ProgrammingError

from mingzheng import __version__
from mingzheng.config.cli_words import speak_chinese

SETS_UP_ITSELF = ("setup", "serve", "demo", "procedures", "restore")


class _Utility(ManagementUtility):
    """Our own commands start without Django's system checks, which load every page: ``./test`` runs the checks."""

    def fetch_command(self, subcommand: str) -> BaseCommand:
        command = super().fetch_command(subcommand)
        if type(command).__module__.startswith("mingzheng."):
            command.requires_system_checks = []
        return command


def main() -> None:
    """Run the command named on the command line; errors are said in Chinese and end with exit code 1 or 2."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mingzheng.config.settings")
    argv = ["./run", *sys.argv[1:]]
    speak_chinese()
    try:
        _set_up()
        if argv[1:] == ["--version"]:
            print(f"明政 {__version__}")
        elif len(argv) < 2 or argv[1] in ("-h", "--help", "help"):
            _list_commands()
        elif not argv[1].startswith("-") and argv[1] not in get_commands():
            print(f"没有「{argv[1]}」这个命令。./run --help 列出全部命令。", file=sys.stderr)
            sys.exit(2)
        else:
            _prepare(argv)
            _run(argv)
    except KeyboardInterrupt:
        sys.exit(130)
    except EOFError:
        sys.exit("这个命令要有人在终端上回答。没有终端时请加 --yes（见 --help）。")
    except BrokenPipeError:  # ./run … | head
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except ImproperlyConfigured as error:
        sys.exit(f"设置有误：{error}")
    except (OperationalError, ProgrammingError) as error:
        if "no such table" in str(error) or "does not exist" in str(error):
            sys.exit("数据库还没有建好。请先运行 ./run setup。")
        sys.exit(f"连接不上数据库：{str(error).splitlines()[0]}\n请检查 DATABASE_URL 和数据库服务。")


def _prepare(argv: list[str]) -> None:
    """On a trial machine without a database yet, set it up first, saying so on stderr.

    ``plan import`` needs people who import: in a trial the demonstration's units and people are made, without a plan.
    """
    from django.conf import settings
    from django.core.management import call_command

    from mingzheng.config.one_setup import one_setup

    command, database = argv[1], settings.DATABASES["default"]
    trial = not settings.PRODUCTION and database["ENGINE"].endswith("sqlite3")
    ours = str(get_commands().get(command, "")).startswith("mingzheng.")
    if not (trial and ours) or command in SETS_UP_ITSELF or {"-h", "--help"} & set(argv):
        return
    with one_setup():
        if _has_tables(Path(database["NAME"])):
            return
        print("第一次使用：正在建好数据库和基础数据……", file=sys.stderr)
        call_command("setup", "--no-demo", stdout=sys.stderr)
        if settings.MINGZHENG_DEMO and argv[1:3] == ["plan", "import"]:
            call_command("demo", "build", "--before-plan", stdout=sys.stderr)


def _has_tables(file: Path) -> bool:
    """A file without tables is no database yet: whoever looked first (``makemigrations --check``) left it."""
    from django.db import connection

    return file.exists() and bool(connection.introspection.table_names())


def _set_up() -> None:
    """First of all: before it Django knows only its own commands."""
    try:
        django.setup()
    except ValueError as error:  # a number or a yes-or-no that is none
        raise ImproperlyConfigured(f"环境变量的值不对（{error}）。各变量的写法见 docs/configuration.md。") from error


def _run(argv: list[str]) -> None:
    """One command; what it refuses is printed as it stands, without the name of the exception that carried it."""
    shown = "--traceback" in argv or argv[1].startswith("-")
    try:
        _Utility(argv if shown else [*argv[:2], "--traceback", *argv[2:]]).execute()
    except CommandError as error:
        if shown:
            raise
        print(error, file=sys.stderr)
        sys.exit(error.returncode)


def _list_commands() -> None:
    print("用法：./run [命令] [参数]      不带命令：建好环境并启动门户和工作台\n\n命令：")
    ours = {name: app for name, app in get_commands().items() if str(app).startswith("mingzheng.")}
    for name in sorted(ours):
        print(f"  {name:12} {load_command_class(ours[name], name).help}")
    print("\n每个命令加 --help 查看参数。其余为 Django 自带的管理命令（如 migrate）。")
