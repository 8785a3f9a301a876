"""Faces: those that come along, or the office's own; a missing folder is said."""

from __future__ import annotations

from pathlib import Path

import pylopdf_fonts_zh_cn
import pytest
from pytest_django import Settings

from mingzheng.core.errors import Refused
from mingzheng.papers import coverage, fonts, title_lines

SHIPPED = Path(pylopdf_fonts_zh_cn.__file__).parent


def test_the_map_of_a_font_file_is_read() -> None:
    drawn = coverage.of_file(SHIPPED / "NotoSerifSC-Regular.otf")
    assert len(drawn) > 20_000
    assert {ord(c) for c in "政务公开〔〕○—"} <= drawn
    assert 0x20BB7 not in drawn


def test_a_file_that_is_no_font_draws_nothing(tmp_path: Path) -> None:
    for content in (b"", b"ttcf\x00", b"\x00" * 64, b"OTTO\xff\xff" + b"cmap" * 40):
        (tmp_path / "x.ttf").write_bytes(content)
        assert coverage.of_file(tmp_path / "x.ttf") == frozenset()


def test_a_folder_that_is_not_there_is_said(settings: Settings, tmp_path: Path) -> None:
    settings.MINGZHENG_FONTS = str(tmp_path / "nowhere")
    with pytest.raises(Refused, match="字体文件夹不存在"):
        fonts.faces()


def test_the_office_s_own_faces_come_first(settings: Settings, tmp_path: Path) -> None:
    names = ["FangSong_GB2312", "FZXiaoBiaoSong-B05S", "KaiTi_GB2312", "SimHei"]
    known = [fonts._pick(names, fonts.NAMES[role]) for role in ("fangsong", "title", "kai", "hei")]
    assert known == names
    settings.MINGZHENG_FONTS = str(tmp_path)  # an empty folder: the shipped faces stand in
    assert fonts.faces().families["fangsong"][0] == fonts.SONG
    assert not fonts.faces().own


def test_what_lacks_a_shape_is_listed_and_what_has_an_equal_is_written_with_it() -> None:
    assert fonts.lacking("长宁𠮷区") == ["𠮷"]
    assert fonts.drawn("面积") == "面积"
    assert fonts.cleaned("甲\u200b\ufeff\u202e乙\x00丙\u00a0丁") == "甲乙丙 丁"


@pytest.mark.parametrize(
    "title",
    [
        "上海市长宁区人民政府办公室关于印发《2023年长宁区政务公开工作要点》的通知",
        "上海市长宁区人民政府关于废止《长宁区支持经济发展若干意见》等十二件行政规范性文件的决定",
        "长" * 90,
        "Regulation on Open Government Information of the People's Republic of China 中文",
    ],
)
def test_a_long_title_breaks_into_even_lines(title: str) -> None:
    lines = title_lines.broken(title)
    assert "".join(lines).replace(" ", "") == title.replace(" ", "")
    assert all(title_lines._width(line) <= 19 for line in lines)
    assert not any(line[0] in "的了和与、，。》）" for line in lines)


def test_a_short_title_stays_whole_and_typed_breaks_are_kept() -> None:
    assert title_lines.broken("关于开展检查的通知") == ["关于开展检查的通知"]
    assert title_lines.broken("上海市长宁区人民政府\n公告") == ["上海市长宁区人民政府", "公告"]
