"""The life of one letter: handed out, accepted, dealt with, answered by one and approved by another, and what may come after."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from mingzheng.config.year.stage import Stage
from mingzheng.config.year.telling import Story
from mingzheng.core import timekeeping
from mingzheng.core.actors import Post
from mingzheng.core.units.models import Unit
from mingzheng.participation.letters import answering, intake, selecting, sorting
from mingzheng.participation.letters.models import Letter

if TYPE_CHECKING:
    from mingzheng.config.year.wings.letters import Mail

QUICK = ("consult", "praise")
BESIDE = "您好！本单位一贯重视服务质量，先后组织业务学习八次、技能评比四次，群众满意度逐步提高，欢迎继续监督。"


def life(stage: Stage, mail: Mail) -> Story:
    """All of it; ``mail.way`` says what is special."""
    teller = Teller(stage, mail)
    teller.written()
    yield teller.after(1)
    if mail.way == "declined":
        teller.does("decline", Post.REVIEWER, reason=mail.known["advert"]["reason"])
        return
    yield from teller.handed_out()
    yield teller.after(1)
    teller.does("accept")
    teller.contacted()
    if mail.planted is not None and mail.planted.kind == "letter_unanswered":
        return
    yield from teller.meanwhile()
    yield from teller.replied()
    yield from teller.afterwards()


class Teller:
    """One letter with its dice, and the steps that several ways share."""

    def __init__(self, stage: Stage, mail: Mail) -> None:
        self.stage, self.mail = stage, mail
        self.dice = stage.dice("letters", mail.number)
        self.unit: Unit = mail.unit
        self.found: Letter

    def after(self, workdays: int) -> dt.date:
        """Some working days from today."""
        return self.stage.workday(timekeeping.today(), workdays)

    def does(self, command: str, post: Post = Post.OFFICER, unit: Unit | str | None = None, **typed: Any) -> None:
        """By the post of the unit that has the letter now, or of another."""
        self.found.refresh_from_db()
        self.stage.do(self.found, command, self.stage.officer(unit or self.found.unit, post), **typed)

    # --- in -----------------------------------------------------------------------------------------------------

    def written(self) -> None:
        mail, advert = self.mail, self.mail.known["advert"]
        ad = mail.way == "declined"
        self.found = intake.submit(
            {
                "channel": mail.channel,
                "title": advert["title"] if ad else mail.said("title"),
                "text": advert["text"] if ad else mail.said("text"),
                "consent": True,
                "mailbox": "部门和街镇负责人信箱" if mail.channel == "leader" else "",
                "name": "来信人",
                "reach": f"演示联系方式{mail.number}",
            }
        )
        self.stage.count("letters")
        if mail.planted is not None:
            mail.planted.on(self.found.ref)

    def handed_out(self) -> Story:
        """To whose it is; sometimes to another unit first, which gives it back or hands it on."""
        way = self.mail.way
        other = self.dice.choice([one for one in self.stage.units.values() if one != self.unit])
        if way == "returned":
            self._dispatched(other)
            yield self.after(1)
            self.does("give_back", reason="不属于本单位的职责，建议由主管单位办理。")
            yield self.after(1)
        if way == "forwarded":
            self._dispatched(other)
            yield self.after(1)
            self.found.refresh_from_db()
            officer = self.stage.officer(self.found.unit)
            self.stage.do(self.found, "forward", officer, unit=self.unit, reason="由主管单位直接答复更清楚。")
            return
        self._dispatched(self.unit)

    def _dispatched(self, unit: Unit) -> None:
        mine = [one.code for one in sorting.words().matters if one.unit == self.unit.code]
        matter = mine[0] if mine else sorting.COMMUNITY
        data: dict[str, Any] = {"kind": self.mail.words["kind"], "matter": matter, "unit": unit.pk, "reason": ""}
        self.found.refresh_from_db()
        self.stage.do(self.found, "dispatch", self.stage.officer(self.found.unit), **data)

    def contacted(self) -> None:
        self.does("contact", day=timekeeping.today(), how="phone", note="已联系，核实了情况和地点。")

    # --- in hand -------------------------------------------------------------------------------------------------

    def meanwhile(self) -> Story:
        way = self.mail.way
        if way == "assisted":
            yield from self._assisted()
        elif way == "supervised":
            text = "请承办单位现场核实，把结果告诉来信人。"
            self.does("instruct", Post.OFFICE_CLERK, "qufuban", leader="分管副区长", text=text, day=timekeeping.today())
            yield self.after(1)
            self.does("supervise", Post.OFFICE_CLERK, "qufuban", reason="领导批示件，请按期答复。")
        elif way == "extended":
            yield self.after(4)
            self.does("ask_extension", days=5, reason="需要专业机构检测以后才能确定办法。")
            yield self.after(1)
            self.does("grant_extension", Post.HEAD)
        elif way == "joined":
            yield from self._twin()

    def _assisted(self) -> Story:
        other = self.dice.choice([one for one in self.stage.units.values() if one != self.unit])
        self.does("ask_assist", units=[other.pk], what="请核实现场的权属和养护责任。")
        yield self.after(1)
        assist = self.found.assists.get(unit=other)
        opinion = "现场已核实，养护责任明确，由养护单位处理。"
        self.stage.do(assist, "answer", self.stage.officer(other), opinion=opinion)

    def _twin(self) -> Story:
        """Somebody writes the same: it is answered along with this one."""
        mail, title = self.mail, f"{self.mail.said('title')}（再次反映）"
        twin = intake.submit({"channel": mail.channel, "title": title, "text": mail.said("text"), "consent": False})
        self.stage.count("letters")
        yield self.after(1)
        data: dict[str, Any] = {
            "kind": self.mail.words["kind"],
            "matter": self.found.matter,
            "unit": self.found.unit_id,
            "reason": "",
        }
        self.stage.do(twin, "dispatch", self.stage.officer(twin.unit), **data)
        self.stage.do(twin, "join", self.stage.officer(self.unit), main=self.found.number)

    # --- out -----------------------------------------------------------------------------------------------------

    def replied(self) -> Story:
        planted = self.mail.planted
        late = planted is not None and planted.kind == "letter_late"
        most = 2 if self.mail.words["kind"] in QUICK or self.mail.way == "supervised" else 7
        wait = self.dice.randint(1, most)
        if self.mail.way in ("returned", "forwarded"):
            wait = 1
        yield self.after(22 if late else wait)
        if planted is not None and planted.kind == "letter_beside":
            self.does("draft", reply=BESIDE, note="具体情况已另行电话说明。")
        else:
            self.does("draft", reply=self._filled("reply"), note="")
        if self.mail.way == "sent_back":
            self.does("send_back", Post.REVIEWER, reason="请写明复查的日期。")
            self.does("draft", reply=self._filled("reply"), note="")
        self.does("approve", Post.REVIEWER)

    def _filled(self, name: str) -> str:
        today = timekeeping.today()
        days = {
            "d1": _said(today - dt.timedelta(days=1)),
            "d2": _said(today),
            "d3": _said(today + dt.timedelta(days=40)),
        }
        return self.mail.said(name, **days)

    def afterwards(self) -> Story:
        """Rated by most, asked on by some, taken up anew by the head, shown to everybody."""
        way = self.mail.way
        yield self.after(1)
        if way == "asked_on":
            self.found.refresh_from_db()
            answering.ask_on(self.found, self.mail.known["ask_on"].format(place=self.mail.place))
        if way == "redone":
            self.does("reopen", Post.HEAD, reason="回访时来信人说没有办好，请重新核查。")
        if way in ("asked_on", "redone"):
            yield self.after(2)
            self.does("draft", reply=self._filled("ask_on_reply"), note="")
            self.does("approve", Post.REVIEWER)
            yield self.after(1)
        if self.dice.random() < 0.6:
            self.found.refresh_from_db()
            answering.rate(self.found, self.dice.choices([5, 4, 3], [60, 32, 8])[0], "")
        if way == "selected":
            yield self.after(2)
            self._selected()

    def _selected(self) -> None:
        self.found.refresh_from_db()
        officer, reviewer = self.stage.officer(self.unit), self.stage.officer(self.unit, Post.REVIEWER)
        values = {"title": self.mail.said("title"), "why": "同类问题多，答复讲清了怎样办。"}
        made = selecting.propose(self.found, values, officer)
        self.stage.do(made, "mask", officer, title=made.title, text=made.text, reply=made.reply)
        self.stage.do(made, "approve", reviewer)


def national(stage: Stage, ref: str) -> Story:
    """A message of the national site that the unit named in it answers."""
    found = Letter.objects.select_related("unit").get(source_ref=ref)
    officer = stage.officer(found.unit)
    stage.do(found, "accept", officer)
    yield stage.workday(timekeeping.today(), 2)
    reply = (
        f"您好！{found.unit.short}的服务窗口工作日9时至17时开放，周六9时至12时开放。请带身份证和申请表，"
        f"可以在“随申办”预约。咨询电话{found.unit.phone}。"
    )
    stage.do(found, "draft", officer, reply=reply, note="")
    stage.do(found, "approve", stage.officer(found.unit, Post.REVIEWER))


def _said(day: dt.date) -> str:
    return f"{day.month}月{day.day}日"
