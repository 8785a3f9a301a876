"""What the papers of a year are about. Everything is invented; nothing here names a person."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Subject:
    """A matter of every unit: what the title says, its theme (class/second level), tag and readers."""

    words: str
    theme: str
    tag: str
    audience: str = "社会公众"
    genre: str = "notice"


# Of these each unit writes some in a year. No word in them makes a policy of the paper (policies/data/which.yaml).
PLAIN = (
    Subject("国庆、中秋期间服务安排", "综合政务/电子政务", "电子政务"),
    Subject("安全隐患排查整治", "市场监管、安全生产监管/安全生产监管", "安全生产监管", "企业"),
    Subject("防汛防台值守", "综合政务/应急管理", "应急管理"),
    Subject("窗口服务时间调整", "综合政务/电子政务", "电子政务", genre="proclamation"),
    Subject("节约用水宣传周", "国土资源、能源/水资源", "水资源"),
    Subject("文明施工检查", "城乡建设、环境保护/城乡建设（含住房）", "城乡建设（含住房）", "企业"),
    Subject("信访接待日安排", "综合政务/信访", "信访"),
    Subject("冬季消防安全", "市场监管、安全生产监管/安全生产监管", "安全生产监管"),
    Subject("统计调查配合", "国民经济管理、国有资产监管/统计", "统计", "企业"),
    Subject("无障碍环境自查", "城乡建设、环境保护/城乡建设（含住房）", "城乡建设（含住房）"),
    Subject("公文公开属性复核", "综合政务/政务公开", "政务公开", "机关单位"),
    Subject("高温季节户外作业保护", "劳动、人事、监察/劳动就业", "劳动就业", "企业"),
)


@dataclass(frozen=True)
class Measure:
    """A policy in the form of a normative document; who applies and what for."""

    words: str
    theme: str
    tag: str
    audience: str
    person: bool = False

    @property
    def title(self) -> str:
        return f"{self.words}办法"


POLICIES = (
    Measure("中小企业数字化改造资助", "科技、教育/科技", "科技", "企业"),
    Measure("商业街区首店引进奖励", "商贸、海关、旅游/国内贸易（含供销）", "国内贸易（含供销）", "企业"),
    Measure("楼宇节能改造补贴", "城乡建设、环境保护/节能与资源综合利用", "节能与资源综合利用", "企业"),
    Measure("高校毕业生租房补贴", "劳动、人事、监察/劳动就业", "劳动就业", "高校毕业生", person=True),
    Measure("知识产权质押融资贴息", "科技、教育/知识产权", "知识产权", "企业"),
    Measure("老年人居家照护补贴", "民政、扶贫、救灾/社会福利", "社会福利", "老年人", person=True),
    Measure("体育场馆公益开放资助", "卫生、体育/体育", "体育", "企业"),
    Measure("文化创意项目资助", "文化、广电、新闻出版/文化", "文化", "企业"),
    Measure("职业技能培训补贴", "劳动、人事、监察/劳动就业", "劳动就业", "失业人员", person=True),
    Measure("绿色工厂奖励", "城乡建设、环境保护/环境监测、保护与治理", "环境监测、保护与治理", "企业"),
)
ISSUERS = (
    "fagaiwei", "shangwuwei", "kewei", "renshe", "minzheng", "jianguan", "wenlv", "tiyu", "shengtai", "jiaoyuju",
    "weijian", "fangguan", "shichang", "lvhua", "toucu", "linkong",
)  # fmt: skip


def plain_body(unit: str, subject: Subject, number: int) -> str:
    """Three paragraphs that say when, who and where to ask."""
    return (
        f"<p>各有关单位：</p><p>为做好{subject.words}工作，现将有关事项通知如下。</p><h2>一、工作安排</h2>"
        f"<p>{unit}安排{number}个工作组，逐项落实到科室和责任人，每周汇总一次进展。</p><h2>二、服务和监督</h2>"
        "<p>群众和企业有意见建议的，可以在工作日向办公室反映，也可以在区政府门户网站提出。</p>"
    )


def policy_body(measure: Measure, percent: int, most: int, effective: str, expires: str) -> str:
    """Articles with a share, a most, how to apply, and how long it is valid."""
    return (
        f"<h2>第一章　总则</h2><p>第一条　为规范{measure.words}，根据国家和本市有关规定，结合本区实际，制定本办法。</p>"
        f"<p>第二条　本办法适用于在本区依法开展相关活动、信用状况良好的申请人。</p><h2>第二章　支持内容</h2>"
        f"<p>第三条　按照核定费用的{percent}%给予支持，每个申请人每年最高{most}万元。</p>"
        "<p>第四条　申请人在“一网通办”提交申请表和费用凭证，受理后二十个工作日内审核，结果公示五个工作日。</p>"
        f"<h2>第三章　附则</h2><p>第五条　本办法自{effective}起施行，有效期至{expires}。</p>"
    )


def asked_about(title: str, measure: Measure, percent: int, most: int) -> str:
    """The same as questions and answers."""
    return (
        f"问：为什么出台《{title}》（背景和目标）？\n答：原来的做法到期了，为了让{measure.audience}少跑路、早受益。\n"
        "问：哪些人可以申请（对象）？\n答：在本区依法开展相关活动、信用状况良好的都可以申请。\n"
        f"问：主要内容是什么，口径怎么定？\n答：按照核定费用的{percent}%给予支持，每年最高{most}万元；有合同、有发票、已经付款的算核定费用。\n"
        "问：和原来比有什么变化（新旧差异）？\n答：原来交七份材料，现在交两份；审核从三十个工作日缩到二十个。\n"
        "问：怎么申请，找谁问（联系方式）？\n答：在“一网通办”提交；有问题请打电话咨询，联系人是业务科。"
    )


def drafted(title: str, measure: Measure) -> str:
    """What a draft is about, while opinions are sought."""
    return (
        f"## 为什么要定（背景）\n{measure.words}原来的做法快到期了，大家盼着有新的安排。\n\n"
        f"## 目标和对象\n为了让{measure.audience}少跑路、早受益，草拟了《{title}》。\n\n"
        "## 主要内容和口径\n支持比例、最高金额、申请材料和审核时间，草案里都写了，还可以改。\n\n"
        "## 新旧差异\n草案打算少要材料、缩短审核时间。\n\n"
        "## 怎么提意见\n您有意见，请打电话向业务科说，或者写信来，联系方式在草案说明里。"
    )


def explained(title: str, measure: Measure, percent: int, most: int) -> str:
    """An interpretation that says why, for whom, what is new, how and whom to ask."""
    return (
        f"## 为什么出台（背景）\n说的是《{title}》。原来的做法到期了，大家盼着有新的安排。\n\n"
        f"## 目标和对象\n为了让{measure.audience}少跑路、早受益。在本区、信用好的都可以申请。\n\n"
        f"## 主要内容和口径\n按照核定费用的{percent}%给予支持，每年最高{most}万元。什么算核定费用？有合同、有发票、已经付款的都算。\n\n"
        "## 新旧差异\n原来要交七份材料，现在只交两份；审核从三十个工作日缩到二十个。\n\n"
        "## 怎么申请\n在“一网通办”提交，二十个工作日审核。有问题请打电话咨询，联系人是业务科。"
    )
