"""The life of one application, from its arrival to the archive: one story for each way through the procedure."""

from __future__ import annotations

import datetime as dt
import random
from typing import TYPE_CHECKING, Any

from mingzheng.config.year.stage import Stage
from mingzheng.config.year.telling import Story
from mingzheng.config.year.wings import foi_covering, remedies
from mingzheng.core import timekeeping
from mingzheng.core.actors import Actor, Post
from mingzheng.core.units.models import Unit
from mingzheng.requests.foi import commands, filing
from mingzheng.requests.foi.models import Application, Rating
from mingzheng.requests.redaction import queries

if TYPE_CHECKING:
    from mingzheng.config.year.wings.foi import Ask

ANSWERED_BY = {"internet": "online", "fax": "fax", "in_person": "hand"}  # else by post
RATED = 0.4  # of applicants; how many stars they give
STARS = {5: 55, 4: 32, 3: 9, 2: 4}
POINTERS = {
    "A1": "区政府网站“政府信息公开”专栏，或者区政务服务中心政务公开专区",
    "C8": "不动产登记事务中心、市场主体登记档案等专门的查询窗口",
    "E1": "12345市民服务热线，或者信访接待窗口",
    "E3": "区图书馆地方文献室",
}


def life(stage: Stage, ask: Ask) -> Story:
    """All of it; what a unit does on a day follows from how the application shall end."""
    teller = Teller(stage, ask)
    teller.arrives()
    yield from teller.registered()
    if ask.end == "returned":
        teller.does(
            "not_application",
            kind="consult",
            reason="您咨询的是办事流程，没有申请公开政府信息。",
            pointer=POINTERS["E1"],
        )
        return
    teller.talked()
    if ask.end in ("F1", "D3"):
        yield from teller.corrected(lapses=ask.end == "F1")
    else:
        yield teller.after(1)
        teller.does("accept")
    if ask.end == "withdraw":
        yield teller.after(3)
        teller.does("withdraw", how="当面书面撤回")
    elif ask.end == "F2":
        yield from teller.charged(pays=False)
    elif ask.end != "F1":
        if ask.end == "merge":
            yield from teller.asked_twice()
        yield from teller.looked_into()
        yield from teller.answered()
        yield from remedies.told(teller)
        return
    yield teller.after(1)
    teller.does("archive")


class Teller:
    """One application with its dice, and the steps that several ways share."""

    def __init__(self, stage: Stage, ask: Ask) -> None:
        self.stage, self.ask = stage, ask
        self.dice: random.Random = stage.dice("foi", ask.number)
        self.unit: Unit = ask.unit
        self.leaf = "A2" if ask.end in ("merge", "transfer") else ask.end
        self.found: Application

    def after(self, workdays: int) -> dt.date:
        """Some working days from today."""
        return self.stage.workday(timekeeping.today(), workdays)

    def actor(self, post: Post = Post.OFFICER) -> Actor:
        return self.stage.officer(self.unit, post)

    def does(self, command: str, post: Post = Post.OFFICER, *, by: Unit | None = None, **typed: Any) -> None:
        self.stage.do(self.found, command, self.stage.officer(by or self.unit, post), **typed)

    # --- coming in -----------------------------------------------------------------------------------------------

    def arrives(self) -> None:
        online = self.ask.channel == "internet"
        origin = Application.Origin.PORTAL if online else Application.Origin.DESK
        actor = Actor.system("门户") if online else self.actor()
        self.found = commands.take_in(self.unit, actor, self._facts(), origin=origin).application
        self.stage.count("foi")
        if self.ask.planted is not None:
            self.ask.planted.on(self.found.ref)

    def _facts(self) -> dict[str, Any]:
        ask, today, online = self.ask, timekeeping.today(), self.ask.channel == "internet"
        return {
            "applicant_kind": ask.kind,
            "name": ask.name,
            "id_kind": "resident" if ask.kind == "natural" else "uscc",
            "id_number": f"演示-{ask.number}",  # no real document
            "phone": "（演示）",
            "representative": "" if ask.kind == "natural" else "演示",
            "channel": ask.channel,
            "wanted": ask.thing,
            "form": "electronic" if online else "paper",
            "way": "online" if online else "post",
            "submitted_on": today,
            "received_on": today,
        }

    def registered(self) -> Story:
        """With what is handed in the day is sure; of anything else both sides confirm it (Art. 31)."""
        if self.ask.end == "transfer":
            self.unit = self.dice.choice([unit for unit in self.stage.units.values() if unit != self.unit])
            self.does("transfer", by=self.ask.unit, unit=self.unit, reason="该信息由该单位制作、保存。")
            self.found.refresh_from_db()
        if self.found.received_on is None:
            if self.ask.channel != "ordinary_mail":  # that is confirmed on the day on which it comes in
                yield self.after(1)
            self.does("confirm", received_on=timekeeping.today(), how="电话确认")
        if self.ask.end != "returned":
            self.does("register")

    def talked(self) -> None:
        if self.dice.random() < 0.3:
            return
        result = self.dice.choice(("explained", "explained", "cleared", "pointed"))
        self.does(
            "talk",
            talked_on=timekeeping.today(),
            way=self.dice.choice(("phone", "phone", "in_person", "mail")),
            summary="核对申请的内容和需要的形式，说明办理的步骤和时间。",
            suggested="政务公开专区（查阅、咨询）" if result == "pointed" else "",
            result=result,
        )

    def corrected(self, *, lapses: bool) -> Story:
        yield self.after(self.dice.randint(1, 3))
        self.does("ask_correction", items="请写明是哪一年、哪一份材料，或者材料的名称、文号。", period_days=10)
        yield self.after(1)
        self.does("correction_delivered", delivered_on=timekeeping.today())
        if lapses:
            yield self.after(11)
            self.does("correction_lapsed", reason="期满没有补正，也没有说明理由。")
            return
        yield self.after(self.dice.randint(3, 8))
        self.does("correct", received_on=timekeeping.today(), answer="补充说明：需要的是与该事项有关的全部材料。")

    # --- in hand -------------------------------------------------------------------------------------------------

    def looked_into(self) -> Story:
        """What the outcome needs before it can be drafted, and now and then a consultation, a fee, more time."""
        end, chance = self.ask.end, self.dice.random()
        if end in ("D1a", "D2"):
            yield self.after(self.dice.randint(2, 4))
            self.searched()
        elif end in ("B", "C4"):
            yield from self.consulted()
            if end == "B":
                foi_covering.covered(self)
        elif end == "E4":
            yield from self.asked_why()
        elif end == "A2" and chance < 0.08:
            yield from self.charged(pays=True)
        elif end == "A2" and chance < 0.2:
            yield from self.extended()

    def searched(self) -> None:
        self.does(
            "search",
            searched_on=timekeeping.today(),
            place="档案室和业务数据库，2018年至2023年",
            person="档案员",
            words=f"以“{self.ask.thing[:12]}”的事项名称和地点检索",
            found="no",
            result="没有检索到。相应的事项没有单独形成这样的材料。",
        )

    def consulted(self) -> Story:
        yield self.after(self.dice.randint(2, 4))
        self.does(
            "consult",
            kind="third_party",
            party=f"演示第三方（{self.ask.number}）",
            content="申请公开的材料中的报价和测算。",
            sent_on=timekeeping.today(),
        )
        yield self.after(1)
        ref = self.found.consultations.get(ended_on=None).ref
        self.does("consult_delivered", ref=ref, delivered_on=timekeeping.today())
        if self.dice.random() < 0.2:
            yield self.after(16)
            self.does("consult_lapsed", ref=ref, reason="期满没有答复。")
            return
        yield self.after(self.dice.randint(4, 12))
        position = "partly" if self.ask.end == "B" else "object"
        self.does(
            "consult_answered",
            ref=ref,
            answered_on=timekeeping.today(),
            position=position,
            reasons="报价和测算属于商业秘密。",
        )

    def asked_why(self) -> Story:
        yield self.after(2)
        self.does("ask_reasons", why="本季度已提出同类申请三十余件，涉及材料一千余份。")
        yield self.after(5)
        self.does("reasons_given", answered_on=timekeeping.today(), answer="只说需要，没有说明用途。", reasonable="no")

    def charged(self, *, pays: bool) -> Story:
        yield self.after(3)
        self.does("charge", tariff="pages", n=120, how="网上公共支付平台")
        yield self.after(1)
        self.does("fee_delivered", delivered_on=timekeeping.today())
        if not pays:
            yield self.after(21)
            self.does("fee_lapsed", reason="期满没有缴费。")
            return
        yield self.after(6)
        self.does("pay", paid_on=timekeeping.today(), receipt=f"演示{self.ask.number:04}")

    def extended(self) -> Story:
        yield self.after(12)
        self.does("ask_extension", days=self.dice.choice((15, 20)), reason="材料涉及几个科室，需要逐件核对。")
        yield self.after(1)
        self.does("approve_extension", Post.HEAD, decision="同意")
        yield self.after(8)

    def asked_twice(self) -> Story:
        """The same person hands in the same again: one answer for both."""
        yield self.after(1)
        twin = commands.take_in(self.unit, self.actor(), self._facts() | {"channel": "in_person"}).application
        self.stage.do(twin, "register", self.actor())
        self.stage.do(twin, "merge", self.actor(), into=self.found)
        self.stage.do(twin, "archive", self.actor())
        self.stage.count("foi")

    # --- the answer ----------------------------------------------------------------------------------------------

    def answered(self) -> Story:
        planted = self.ask.planted
        if planted is not None and planted.kind == "foi_unanswered":
            return
        late = planted is not None
        yield self.after(27 if late else self.dice.randint(2, 10))
        yield from self.answer_given(sent_back=self.dice.random() < 0.08 and not late)

    def answer_given(self, *, sent_back: bool = False) -> Story:
        """Drafted, perhaps sent back once, checked by three, sent and served."""
        self.does("propose", **self._proposed())
        if sent_back:
            self.does("send_back", Post.REVIEWER, reason="理由没有写到条款，请补充。")
            yield self.after(1)
            self.does("propose", **self._proposed())
        self.does("pass_check", Post.REVIEWER)
        self.does("pass_legal", Post.LEGAL)
        self.does("sign", Post.HEAD)
        yield from self.served()

    def served(self) -> Story:
        way = ANSWERED_BY.get(self.ask.channel, "post")
        tracking = f"YS{self.ask.number:08}" if way == "post" else ""
        self.does("send", way=way, sent_on=timekeeping.today(), tracking=tracking)
        if way == "post":
            yield self.after(2)
            if self.dice.random() < 0.05:
                self.does("failed", failed_on=timekeeping.today(), reason="投递时无人，退回。")
                self.does("send", way=way, sent_on=timekeeping.today(), tracking=f"{tracking}-2")
                yield self.after(2)
        self.does("delivered", delivered_on=timekeeping.today(), receiver="本人")
        self.does("archive")
        self.rated()

    def rated(self) -> None:
        """Some days after the answer some applicants say what they think of it: once, whatever follows."""
        said = self.stage.dice("foi.rating", self.ask.number)
        if said.random() < RATED:
            stars = said.choices(list(STARS), list(STARS.values()))[0]
            self.stage.at(self.after(said.randint(1, 6)), lambda: self._rate(stars))

    def _rate(self, stars: int) -> None:
        self.found.refresh_from_db()
        if self.found.leaf and not Rating.objects.filter(application=self.found.pk).exists():  # answered anew: once
            filing.rate(self.found, stars, "")
            self.stage.count("ratings")

    def _proposed(self) -> dict[str, Any]:
        leaf, about = self.leaf, self.ask.thing
        typed: dict[str, Any] = {"leaf": leaf}
        reason = self.ask.reasons.get(leaf)
        if reason:
            typed["reason"] = reason.format(about=about)
        if leaf in ("A2", "B"):
            typed["supplied"] = about
        if leaf == "B":
            typed |= {"withheld": ["C4"], "given": [copy.pk for copy in queries.copies(self.found.ref)]}
        if leaf in POINTERS:
            typed["pointer"] = POINTERS[leaf]
        if leaf == "D1b":
            typed |= {"agency": "上海市有关主管部门（演示）", "agency_contact": "021-00000000（演示）"}
        return typed
