"""What argparse says, in Chinese, and help pages without the options that only Django's developers need."""

from __future__ import annotations

import argparse
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

WORDS = {
    "usage: ": "用法：",
    "positional arguments": "参数",
    "options": "选项",
    "show this help message and exit": "显示本页",
    "the following arguments are required: %s": "缺少参数：%s",
    "unrecognized arguments: %s": "不认识的参数：%s",
    "argument %(argument_name)s: %(message)s": "参数 %(argument_name)s：%(message)s",
    "invalid choice: %(value)r (choose from %(choices)s)": "没有「%(value)s」，可用的有：%(choices)s",
    "unknown parser %(parser_name)r (choices: %(choices)s)": "没有「%(parser_name)s」，可用的有：%(choices)s",
    "invalid %(type)s value: %(value)r": "「%(value)s」不是正确的值（%(type)s）",
    "expected one argument": "后面要写一个值",
    "%(prog)s: error: %(message)s\n": "%(prog)s：%(message)s\n",
}
HIDDEN = {"version", "verbosity", "settings", "pythonpath", "traceback", "no_color", "force_color", "skip_checks"}


def speak_chinese() -> None:
    """Replace argparse's words, and take Django's common options off the help pages; the options go on working."""
    words, make = argparse._, BaseCommand.create_parser  # type: ignore[attr-defined]

    def create_parser(self: BaseCommand, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        parser = make(self, prog_name, subcommand, **kwargs)
        for action in parser._actions:
            if action.dest in HIDDEN:
                action.help = argparse.SUPPRESS
        return parser

    argparse._ = lambda text: WORDS.get(text) or words(text)  # type: ignore[attr-defined]
    BaseCommand.create_parser = create_parser  # type: ignore[method-assign]
