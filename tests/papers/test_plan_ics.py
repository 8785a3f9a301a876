"""Due dates as a calendar: one all-day event each, the same identity at every reading, lines folded as the rule says."""

import datetime as dt

from icalendar import Calendar

from mingzheng.papers.plan_ics import plan_calendar


def events(data):
    return Calendar.from_ical(data).walk("VEVENT")


def test_every_due_date_is_an_all_day_event(work):
    found = {str(event["SUMMARY"]): event for event in events(plan_calendar(work.plan, name="要点"))}
    half_year = found["第1项 健全完善公开属性认定机制、流程"]
    assert half_year["DTSTART"].dt == dt.date(2023, 6, 30) and half_year["DTEND"].dt == dt.date(2023, 7, 1)
    assert half_year["DTSTART"].params["VALUE"] == "DATE" and "TZID" not in half_year["DTSTART"].params
    assert "第2项 每月向市政务公开平台全量备案公文至少一次（12月）" in found
    assert [str(item) for item in half_year["CATEGORIES"].cats] == ["政务公开", "工作要点"]
    (alarm,) = half_year.walk("VALARM")
    assert alarm["TRIGGER"].dt == dt.timedelta(days=-7) and str(alarm["ACTION"]) == "DISPLAY"


def test_the_calendar_says_its_name_and_kind(work):
    calendar = Calendar.from_ical(plan_calendar(work.plan, name="区司法局的任务"))
    assert str(calendar["X-WR-CALNAME"]) == "区司法局的任务"
    assert (str(calendar["VERSION"]), str(calendar["METHOD"])) == ("2.0", "PUBLISH")


def test_it_is_the_same_at_every_reading(work, on_day):
    first = plan_calendar(work.plan, name="要点")
    on_day("2023-09-28")
    assert plan_calendar(work.plan, name="要点") == first
    uids = [str(event["UID"]) for event in events(first)]
    assert len(uids) == len(set(uids)) and all(uid.endswith("@mingzheng") and uid.isascii() for uid in uids)


def test_an_extension_moves_the_event_and_keeps_its_identity(work):
    unit = work.district.units["xinhua"].pk
    before = {
        str(event["UID"]): event["DTSTART"].dt
        for event in events(plan_calendar(work.plan, unit_id=unit, name="本单位"))
    }
    work.does("xinhua", 1, "accept")
    work.does("xinhua", 1, "ask_extension", until="2023-08-31", reason="改造。")
    work.does("xinhua", 1, "grant_extension", by=work.district.head)
    after = {
        str(event["UID"]): event["DTSTART"].dt
        for event in events(plan_calendar(work.plan, unit_id=unit, name="本单位"))
    }
    assert before.keys() == after.keys()
    moved = [(before[uid], after[uid]) for uid in before if before[uid] != after[uid]]
    assert moved == [(dt.date(2023, 6, 30), dt.date(2023, 8, 31))]


def test_long_lines_are_folded_at_75_octets_without_breaking_a_character(work):
    task = work.task(1)
    task.content = "围绕“一网通办”“一网统管”；营商环境,民生保障" * 6
    task.save()
    data = plan_calendar(work.plan, name="要点")
    lines = data.split(b"\r\n")
    assert all(len(line) <= 75 for line in lines) and lines[-1] == b""
    for line in lines:
        line.decode()
    assert any(str(event["SUMMARY"]) == f"第1项 {task.content}" for event in events(data))
