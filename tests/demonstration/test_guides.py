"""The guides: each walked, each post with one, short, with the pictures that the walks take."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PIL import Image
from tests.demonstration.walks import WALKS
from tests.support.guided import PICTURE

from mingzheng.core.actors import Post
from mingzheng.design import guides

MOST_WORDS = 1_600  # two printed pages with their pictures
LARGEST, WHOLE_SET = 80 * 1024, 3 * 1024 * 1024


def test_every_guide_is_walked():
    assert set(WALKS) == {guide.key for guide in guides.GUIDES}


def test_every_post_has_its_guide():
    staff = set(Post) - {Post.SYSTEM}
    assert {post for guide in guides.GUIDES for post in guide.posts} == staff


@pytest.mark.parametrize("key", WALKS)
def test_a_guide_is_short_and_every_picture_stands(key):
    text = (Path(guides.FOLDER) / f"{key}.md").read_text(encoding="utf-8")
    assert len(re.findall(r"[一-鿿]", text)) <= MOST_WORDS
    for name in PICTURE.findall(text):
        path = Path(guides.FOLDER) / "pictures" / f"{name}.webp"
        assert path.stat().st_size <= LARGEST, name
        with Image.open(path) as picture:
            assert picture.width <= 1000


def test_the_pictures_are_those_of_the_guides_and_weigh_little():
    shown = {name for key in WALKS for name in PICTURE.findall((Path(guides.FOLDER) / f"{key}.md").read_text("utf-8"))}
    kept = list((Path(guides.FOLDER) / "pictures").iterdir())
    assert {path.stem for path in kept} == shown
    assert sum(path.stat().st_size for path in kept) < WHOLE_SET
