"""Where the web processes of one server count together. Imported before Django, and before ``prometheus_client`` chooses.

One scrape reaches one of several processes, so each counts in a file of its own and whoever is asked adds them up
(the library's own way for several processes). The folder belongs to the server, not to its processes: the counts of a process that
died and was replaced stay, and no sum ever falls while the server runs.
"""

from __future__ import annotations

import logging
import os
import shutil
import socket
from pathlib import Path

from mingzheng.config import environment

VARIABLE = "PROMETHEUS_MULTIPROC_DIR"  # the library's name for it; set from outside, it is taken as it is
ROOM = 4 << 20  # bytes of each file, taken at once: a file that grows on a full disk would kill its process (SIGBUS)
KINDS = ("counter", "histogram")


def begin() -> None:
    """Choose this server's folder and take the room; without room each process counts for itself alone."""
    if VARIABLE in os.environ:
        return
    above = environment.var_dir() / "metrics"
    mine = above / f"{socket.gethostname()}-{os.getppid()}"
    try:
        mine.mkdir(parents=True, exist_ok=True)
        _remove_dead(above)
        for kind in KINDS:
            with (mine / f"{kind}_{os.getpid()}.db").open("ab") as file:
                os.posix_fallocate(file.fileno(), 0, ROOM)
    except OSError as error:
        logging.getLogger(__name__).warning("no room for shared metrics: %s", error.strerror)
        return
    os.environ[VARIABLE] = str(mine)


def folder() -> str:
    """The folder of shared counts; "" where this process counts for itself alone."""
    return os.environ.get(VARIABLE, "")


def _remove_dead(above: Path) -> None:
    """The folders of servers of this host that run no more."""
    for other in above.glob(f"{socket.gethostname()}-*"):
        number = other.name.rpartition("-")[2]
        if number.isdigit() and not _runs(int(number)):
            shutil.rmtree(other, ignore_errors=True)


def _runs(number: int) -> bool:
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
