"""A QR code drawn into a page holds every module where its library put it, and nothing else."""

from __future__ import annotations

import re

import segno

from mingzheng.design import qr

ADDRESS = "https://example.org/zhengce/xuanjiang/12/qiandao/ABCD2345/?a=<b>&c"


def test_the_path_is_the_matrix():
    drawn = qr._drawn(ADDRESS)
    matrix = segno.make(ADDRESS, error="m").matrix
    dark = {
        (int(x) + step, int(y))
        for x, y, run in re.findall(r"M(\d+) (\d+)h(\d+)v1h-\3z", drawn)
        for step in range(int(run))
    }
    wanted = {(x + qr.BORDER, y + qr.BORDER) for y, row in enumerate(matrix) for x, bit in enumerate(row) if bit}
    assert dark == wanted and "example.org" not in drawn and f'viewBox="0 0 {len(matrix) + 4} ' in drawn
