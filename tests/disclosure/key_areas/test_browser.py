"""The public pages of columns, catalogue and key areas in a real browser: nothing for axe, nothing too wide on a phone."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.support.browser import PHONE, assert_accessible, assert_fits

from mingzheng.core.procedures.commands import act
from mingzheng.disclosure.catalogue import demo as catalogue_demo
from mingzheng.disclosure.catalogue import importing
from mingzheng.disclosure.key_areas import demo

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
ROW = "某单位|资产未入账|补办登记|已完成整改|2023-05-30"


@pytest.fixture
def pages(areas, project, report, reviewer, table, fill, district):
    """A project with a photo, a table, a catalogue in force; the addresses of their pages."""
    photo = {"photo": SimpleUploadedFile("现场.png", demo.picture(40))}
    act(report(project, "2023-06-01", 40, files=photo, caption="现场", alt="一栋在建的楼").case, "confirm", reviewer)
    act(fill(table, ROW).case, "confirm", reviewer)
    made = importing.import_workbook(
        catalogue_demo.workbook(), year=2023, title="目录", name="a.xlsx", actor=district.clerk
    )
    importing.publish(made.catalogue, actor=district.clerk)
    matter = project.matter.get_absolute_url()
    return ["/lanmu/", "/lanmu/zdly-1/", "/mulu/", "/mulu/ditu/", "/lingyu/", "/lingyu/1/", "/lingyu/rili/", matter, project.get_absolute_url(), table.get_absolute_url()]  # fmt: skip


def test_public_pages_are_accessible_and_fit(pages, open_page):
    page = open_page("/lingyu/")
    phone = open_page("/lingyu/", size=PHONE)
    for path in pages:
        page.goto(path)
        assert_accessible(page)
        phone.goto(path)
        assert_fits(phone)


def test_the_photo_is_shown(pages, project, open_page):
    page = open_page(project.get_absolute_url())
    wide = page.evaluate("document.querySelector('.progress-entry__photo img').naturalWidth")
    assert wide == 960
