"""The subcommands of ``./run foi``, one module each: ``HELP``, ``arguments(parser)``, ``run(options, out) -> None``."""
