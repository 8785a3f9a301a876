"""``python -m mingzheng COMMAND``: every command of the project."""

from mingzheng.config.cli import main

main()
