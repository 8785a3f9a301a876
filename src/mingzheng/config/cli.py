"""The command line: our own commands first, Django's behind them."""

from __future__ import annotations

import os
import sys

from django.core.exceptions import ImproperlyConfigured
from django.core.management import ManagementUtility, get_commands, load_command_class
from django.db.utils import OperationalError, ProgrammingError

from mingzheng.config.cli_words import speak_chinese


def main() -> None:
    """Run the command named on the command line; errors are said in Chinese and end with exit code 1 or 2."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mingzheng.config.settings")
    argv = ["./run", *sys.argv[1:]]
    speak_chinese()
    try:
        if len(argv) < 2 or argv[1] in ("-h", "--help", "help"):
            _list_commands()
        else:
            ManagementUtility(argv).execute()
    except BrokenPipeError:  # ./run … | head
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except ImproperlyConfigured as error:
        sys.exit(f"设置有误：{error}")
    except (OperationalError, ProgrammingError) as error:
        if "no such table" in str(error) or "does not exist" in str(error):
            sys.exit("数据库还没有建好。请先运行 ./run setup。")
        sys.exit(f"连接不上数据库：{str(error).splitlines()[0]}\n请检查 DATABASE_URL 和数据库服务。")


def _list_commands() -> None:
    import django

    django.setup()
    print("用法：./run [命令] [参数]      不带命令：建好环境并启动门户和工作台\n\n命令：")
    ours = {name: app for name, app in get_commands().items() if str(app).startswith("mingzheng.")}
    for name in sorted(ours):
        print(f"  {name:12} {load_command_class(ours[name], name).help}")
    print("\n每个命令加 --help 查看参数。其余为 Django 自带的管理命令（如 migrate）。")
