"""A zip of saved pages. Nothing is unpacked to disk: names within it are labels and lead nowhere."""

from __future__ import annotations

from dataclasses import replace

from mingzheng.core.errors import Refused
from mingzheng.core.files.limits import DEFAULT, MEGABYTE
from mingzheng.core.files.packages import Package

ENDINGS = (".html", ".htm", ".shtml", ".xhtml")
# A page is read and forgotten before the next one: what counts is the part, not the sum.
LIMITS = replace(DEFAULT, unpacked=1000 * MEGABYTE, entries=40_000)
SHOWN = 1000


class SavedPages:
    """The pages of a zip by the names that their maker gave them, in the order of the names.

    Args:
        data: the whole zip.
        most: pages that are taken; what lies beyond is said in ``notes``.

    Raises:
        Refused: no zip, damaged, locked, unpacks into something monstrous, or no page in it.
    """

    def __init__(self, data: bytes, most: int) -> None:
        self._package = Package(data, "压缩包", LIMITS, only_labels=True)
        found = {self._package.readable(name): name for name in self._package.names}
        pages = {shown: name for shown, name in sorted(found.items()) if _is_page(shown)}
        strange = [shown for shown in pages if _strange(shown)]
        good = [shown for shown in pages if not _strange(shown)]
        if not good:
            raise Refused(
                "压缩包里没有网页文件。",
                remedy="请把浏览器“另存为”的网页（.html、.htm、.shtml）放进一个文件夹，压缩成 zip 后上传。",
                code="no_pages",
            )
        self.names: dict[str, str] = {shown: pages[shown] for shown in good[:most]}
        self.notes: list[str] = []
        if len(good) > most:
            self.notes.append(f"压缩包里有 {len(good)} 个网页，只检查前 {most} 个。")
        if strange:
            self.notes.append(f"压缩包里有 {len(strange)} 个网页的文件名不正常（指向别处或者过长），没有检查。")

    def size(self, name: str) -> int:
        return self._package.size(self.names[name])

    def read(self, name: str) -> bytes | str:
        """The bytes of a page, or the words for why there are none: one damaged page does not end the inspection."""
        try:
            return self._package.read(self.names[name])
        except Refused:
            return "文件在压缩包里已损坏"


def _is_page(name: str) -> bool:
    """Not what a Mac puts beside every file."""
    parts = name.replace("\\", "/").split("/")
    return name.lower().endswith(ENDINGS) and "__MACOSX" not in parts and not parts[-1].startswith("._")


def _strange(name: str) -> bool:
    """It would lie elsewhere if somebody unpacked it, or no page can show it."""
    parts = name.replace("\\", "/").split("/")
    return ".." in parts or parts[0] == "" or parts[0].endswith(":") or not name.isprintable() or len(name) > SHOWN
