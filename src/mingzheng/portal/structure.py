"""The portal's columns: names, addresses, what they hold. Navigation, map, search."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cache
from itertools import groupby

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from mingzheng.design.parts import Crumb, NavItem


@cache
def _address(key: str) -> str:
    """Every page asks for every column's address; they do not change while a process runs."""
    return reverse(f"portal:{key}")


@dataclass(frozen=True)
class Column:
    """``key`` is the URL name; ``type`` the ColumnType of the national guideline; ``text`` its YAML.

    ``part``: under which heading it stands among its sisters, "" where they need none.
    """

    key: str
    title: str | Promise
    summary: str | Promise
    type: str | Promise = "政务公开"
    text: str = ""
    children: tuple[Column, ...] = field(default_factory=tuple)
    part: str | Promise = ""

    @property
    def label(self) -> str:
        return str(self.title)

    @property
    def about(self) -> str:
        return str(self.summary)

    @property
    def kind(self) -> str:
        return str(self.type)

    @property
    def url(self) -> str:
        return _address(self.key)

    @property
    def parts(self) -> list[tuple[str, list[Column]]]:
        """The children under their headings, in the order in which they are written."""
        return [(heading, list(columns)) for heading, columns in groupby(self.children, lambda one: str(one.part))]


FIND, GRASP, MINE = _("查文件"), _("看懂、问清"), _("找适合我的")

DISCLOSURE = Column(
    "disclosure",
    _("政府信息公开"),
    _("法律要求公开的政府信息：指南、制度、法定主动公开内容、年报，以及怎样申请公开。"),
    children=(
        Column(
            "guide",
            _("政府信息公开指南"),
            _("政府信息怎样分类和编排，怎样查到，向谁联系。"),
            _("信息公开指南"),
            "guide",
        ),
        Column(
            "systems",
            _("政府信息公开制度"),
            _("公开工作依据的法律法规和本区制度。"),
            _("信息公开制度"),
            "systems",
        ),
        Column(
            "statutory",
            _("法定主动公开内容"),
            _("条例要求主动公开的各类信息，逐项列出。"),
            _("法定主动公开内容"),
            "disclosure",
        ),
        Column(
            "catalogue", _("政务公开标准目录"), _("应当公开的事项：内容、依据、时限、主体、渠道、对象、方式和层级。")
        ),
        Column("columns", _("全部栏目"), _("本站的栏目、责任单位、更新要求和最近更新的日期。")),
        Column("reports", _("政府信息公开年报"), _("各年度政府信息公开工作报告。"), _("信息公开年报"), "reports"),
        Column("gazette", _("政府公报"), _("历年政府公报的目录和全文。"), _("政府公报")),
        Column(
            "apply",
            _("依申请公开"),
            _("没有主动公开的信息，怎样提出申请、多久答复。"),
            _("依申请公开"),
            "apply",
        ),
        Column(
            "corners",
            _("政务公开专区"),
            _("线下查阅政府信息、咨询政策、听现场解读的场所，按街镇列出，标明现在是否开放。"),
            _("信息公开查阅场所"),
        ),
    ),
)
PLAN = Column(
    "plan",
    _("工作要点"),
    _("年度政务公开工作要点的任务和进展，逐项公布。"),
    _("工作动态"),
    children=(
        Column("bulletins", _("季度通报"), _("批准向社会公开的政务公开工作季度通报。"), _("通知公告")),
        Column("good-cases", _("优秀案例"), _("各单位政务公开工作的好做法，经评审选定后公布。")),
        Column("certificate", _("培训证书查验"), _("凭编号和验证码查政务公开培训证书的真伪。"), _("网站服务")),
        Column(
            "assessments",
            _("考核评估"),
            _("每年考核什么、各占多少分、怎样评分，以及公布的结果和它的误差。"),
        ),
        Column(
            "freezes",
            _("冻结的数字"),
            _("工作要点各项数字每年冻结一次，公布文件、哈希和核对的办法：年初公布的数字，年末仍能证明没有改过。"),
        ),
    ),
)
COLUMNS: tuple[Column, ...] = (
    DISCLOSURE,
    Column(
        "areas", _("重点领域"), _("年度要点确定的重点领域：应当公开什么、已经公开什么、多久更新一次。"), _("重点领域")
    ),
    Column(
        "policy",
        _("政策"),
        _("政策文件、解读和办理入口。"),
        _("政策文件"),
        children=(
            Column(
                "documents",
                _("文件库"),
                _("本区公开的全部文件，可以按机关、主题、体裁、年份和有效性查。"),
                _("政策文件"),
                part=FIND,
            ),
            Column(
                "normative",
                _("行政规范性文件"),
                _("正式文本、施行日期、有效期和现行效力，集中公布，及时更新。"),
                _("政策文件"),
                part=FIND,
            ),
            Column(
                "validity",
                _("有效性查询"),
                _("查一份文件在某一天是否有效，或者某一天有效的全部文件。"),
                _("政策文件"),
                part=FIND,
            ),
            Column(
                "cleanups",
                _("清理结果"),
                _("文件清理后继续有效、拟修改、废止和宣布失效的目录。没有列入继续有效目录的，不得作为行政管理的依据。"),
                _("政策文件"),
                part=FIND,
            ),
            Column(
                "policies",
                _("政策全流程"),
                _("一项政策从酝酿、制订、发布到解读、推送、回应、兑现、评价的记录，集中在一页。"),
                part=FIND,
            ),
            Column(
                "tags",
                _("政策标签"),
                _("按主题、面向对象、行业、企业规模、人生事和企业事、区域举措找政策；标签目录可以下载。"),
                part=FIND,
            ),
            Column(
                "interpretations",
                _("政策解读"),
                _("用看得懂的话讲政策：文字、图解、问答、视频、专家解读，与文件同时发布、互相链接。"),
                _("政策解读"),
                part=GRASP,
            ),
            Column(
                "answers",
                _("政策问答"),
                _("大家问得多的政策问题和经过审核的答案，写明依据的文件和条款，可以按政策、主题和单位查。"),
                _("政策问答"),
                part=GRASP,
            ),
            Column(
                "messages",
                _("政策留言板"),
                _("没有查到答案的政策问题，可以在这里提问，由政策制定单位按期答复。"),
                _("互动交流"),
                part=GRASP,
            ),
            Column(
                "coursewares",
                _("办理课件"),
                _("怎样申请、适用什么标准、按什么步骤办，一步一步写清楚。"),
                _("政策解读"),
                part=GRASP,
            ),
            Column(
                "outreach",
                _("政策宣讲"),
                _("大讲堂、云课堂，政策进社区、进园区、进楼宇、进高校：什么时候、在哪里、怎样报名。"),
                _("工作动态"),
                part=GRASP,
            ),
            Column(
                "mine",
                _("我的政策"),
                _("按您的情况列出符合的政策，差一项的告诉您差什么；凭邮箱里的链接进入，不用注册。"),
                _("网站服务"),
                part=MINE,
            ),
            Column(
                "industries",
                _("一业一档"),
                _("按国民经济行业列出可能适用的政策，写明面向谁、享受什么。"),
                _("政策文件"),
                part=MINE,
            ),
            Column(
                "life-events",
                _("人生事"),
                _("毕业、创业、租房、退休：遇到一件事，哪些政策可能适用。"),
                _("政策文件"),
                part=MINE,
            ),
            Column(
                "subscribe",
                _("订阅政策"),
                _("按标签、主题、单位或者环节订阅，有了新政策发信告诉您。"),
                _("网站服务"),
                part=MINE,
            ),
        ),
    ),
    Column(
        "interaction",
        _("互动交流"),
        _("现在可以参与什么、怎样参与，参与之后有了什么结果。"),
        _("互动交流"),
        children=(
            Column(
                "letters",
                _("来信和回应"),
                _("在线咨询、领导信箱、人民建议征集信箱：在这里写信，凭查询码看办理经过和答复；选登的答复大家都能看。"),
                _("互动交流"),
            ),
            Column(
                "surveys",
                _("问卷调查"),
                _("民意调查、政策需求和满意度问卷：怎样答、结果怎样、落实了什么。"),
                _("互动交流"),
            ),
            Column(
                "calls",
                _("建议征集"),
                _("人民建议、实事项目、政策需求和政府开放活动主题的征集：提建议、投票、看反馈。"),
                _("互动交流"),
            ),
            Column(
                "decisions",
                _("重大行政决策"),
                _("区政府和各单位每年的重大行政决策事项目录；每件事从草案、审查、讨论到结果和评估，集中在一页。"),
                _("重大决策"),
            ),
            Column(
                "delegates",
                _("公众代表列席"),
                _("报名列席区政府和各单位的会议：代表公开抽签产生，说了什么、采纳没有、为什么，都在这里公布。"),
                _("互动交流"),
            ),
            Column(
                "open-days",
                _("政府开放"),
                _("走进政府机关和公共服务场所：主题由大家投票，名额按公开的规则，来看、来问、来提意见。"),
                _("互动交流"),
            ),
            Column(
                "draws",
                _("抽签核对"),
                _("名额少于报名人数时抽签：名单事先冻结，种子事先写明来源，结果谁都可以自己算一遍。"),
                _("互动交流"),
            ),
            Column(
                "consultations",
                _("意见征集"),
                _(
                    "决定以前听您的意见：草案逐条列出，写明起草说明和截止日期；决定以后公布收到什么意见、采纳没有、为什么。"
                ),
                _("互动交流"),
            ),
        ),
    ),
    PLAN,
    Column("topics", _("专题"), _("围绕一件事集中公开的信息。"), _("专题")),
)
FOOT: tuple[Column, ...] = (
    Column(
        "datasets",
        _("开放数据"),
        _("公开的记录按表下载，谁都可以拿去用：csv、json、xlsx，附目录和各列的含义。"),
        _("网站服务"),
    ),
    Column(
        "interfaces",
        _("接口说明"),
        _("给开发者：怎样用程序读取本站公开的文件、解读、征求意见和统计，不用登记，不要密钥。"),
        _("网站服务"),
    ),
    Column("search", _("站内搜索"), _("搜索本站公开的全部内容。"), _("网站服务")),
    Column("correction", _("网站纠错"), _("页面有错？告诉我们，核实后答复您。"), _("网站服务")),
    Column("help", _("帮助"), _("市民和企业怎样查信息、提申请、参与和得到答复，一步一步写明，配有图。"), _("网站服务")),
    Column("sitemap", _("网站地图"), _("本站全部栏目。"), _("网站服务")),
    Column("access", _("无障碍"), _("长者模式、高对比度、朗读、键盘操作和打印。"), _("网站服务"), "access"),
)


def every() -> list[Column]:
    """All columns, parents before children."""
    found: list[Column] = []
    for column in (*COLUMNS, *FOOT):
        found += [column, *column.children]
    return found


@cache
def _by_key() -> dict[str, Column]:
    return {column.key: column for column in every()}


def find(key: str) -> Column:
    """The column of this key.

    Raises:
        KeyError: when there is none.
    """
    return _by_key()[key]


def parent_of(column: Column) -> Column | None:
    return next((one for one in COLUMNS if column in one.children), None)


def navigation(path: str) -> tuple[NavItem, ...]:
    """The main columns, the one that holds ``path`` marked as current. Put together once for each place among them."""
    places = (path == "/", *(path.startswith(addresses) for addresses in _addresses()))
    return _navigation(get_language(), places)


@cache
def _navigation(language: str, places: tuple[bool, ...]) -> tuple[NavItem, ...]:
    items = (NavItem(str(_("首页")), "/"), *(NavItem(one.label, one.url) for one in COLUMNS))
    return tuple(replace(item, current=current) for item, current in zip(items, places, strict=True))


@cache
def _addresses() -> tuple[tuple[str, ...], ...]:
    return tuple((column.url, *(child.url for child in column.children)) for column in COLUMNS)


def foot_links() -> tuple[NavItem, ...]:
    """Every page's foot: the columns and the site's own pages; the correction names the page and stands apart."""
    return _foot_links(get_language())


@cache
def _foot_links(language: str) -> tuple[NavItem, ...]:
    return tuple(NavItem(one.label, one.url) for one in (*COLUMNS, *FOOT) if one.key != "correction")


def crumbs(column: Column, *below: Crumb | str) -> list[Crumb]:
    """From the home page down to ``column`` and on to what stands in it; the last one leads nowhere."""
    parent = parent_of(column)
    steps = [Crumb(str(_("首页")), "/")]
    if parent:
        steps.append(Crumb(parent.label, parent.url))
    steps.append(Crumb(column.label, column.url if below else ""))
    return [*steps, *(one if isinstance(one, Crumb) else Crumb(one) for one in below)]
