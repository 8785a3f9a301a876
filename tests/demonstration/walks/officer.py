"""A street's information officer: what to do today, a task of the plan, a paper, an application at the counter, a stand-in."""

from __future__ import annotations

from tests.support.guided import Walk

PAPER = """新华路街道办事处关于开展夏季防汛安全检查的通知
新华办〔2023〕18号
各居民区、各科室：
为做好汛期安全工作，现就开展夏季防汛安全检查通知如下。
一、检查范围
地下车库、低洼小区、在建工地和户外招牌。
二、检查时间
2023年6月21日至6月30日。
三、联系方式
街道平安办，电话021-00000000。
上海市长宁区人民政府新华路街道办事处
2023年6月19日"""


def walk(w: Walk) -> None:
    w.enter("xinhua.xxy", "/desk/")
    w.task("看今天要办什么")
    w.see("待我办")
    w.see("逾期")
    w.see("临期")
    w.picture("officer-today")

    w.task("登记要点任务的进展")
    w.follow("第1项 健全完善公开属性认定机制、流程")
    w.follow("登记进展")
    w.fill("做了什么", "6月16日印发街道公文公开属性认定办法，明确拟稿、核对和审查的责任人。")
    w.fill("完成日期", "2023-06-16")
    w.picture("officer-progress")
    w.press("登记进展")
    w.see("提请办结")

    w.task("起草公文并送审")
    w.go("/desk/")
    w.follow("公文公开")
    w.follow("起草")
    w.fill("或者粘贴正文", PAPER)
    w.press("读入")
    w.see("核对读入的内容")
    w.picture("officer-read-in")
    w.press("确认，建立文稿")
    w.see("已建立文稿")
    _fill_the_draft(w)
    w.follow("提交核对")
    w.press("提交核对")
    w.see("公开属性核对")

    w.task("登记当面收到的公开申请")
    w.go("/desk/")
    w.follow("依申请公开")
    w.follow("登记申请")
    w.tick("当面提交书面申请")
    w.fill("提交日期", "2023-06-20")
    w.fill("姓名或者名称", "李四光")
    w.fill("证件号码", "31010519900101123X")
    w.fill("联系电话", "13800001111")
    w.fill("申请公开的信息", "新华路街道2022年老旧小区加装电梯计划")
    w.page.get_by_label("获取方式").select_option(label="自行领取")
    w.press("登记申请")
    w.see("20")
    w.picture("officer-application")

    w.task("离岗前请同事代理")
    w.go("/desk/")
    w.follow("我的岗位")
    w.see("委托代理")


def _fill_the_draft(w: Walk) -> None:
    """What the page says is missing before the draft may be submitted."""
    w.fill("内容概述", "布置夏季防汛安全检查的范围、时间和联系方式。")
    w.choose("公开属性", "主动公开")
    w.page.get_by_role("combobox", name="主题分类").select_option(label="减灾救灾")
    w.page.get_by_role("combobox", name="组配分类").select_option(index=1)
    w.page.locator("[name=carriers][value=site]").check()
    w.page.locator("[name=columns]").first.check()
    w.see("标签")
    for tag in ("减灾救灾", "社会公众"):
        w.page.locator("[data-tag-search]").fill(tag)
        w.page.locator("[data-tag-chooser]").get_by_label(tag, exact=True).check()
    w.page.locator("[data-tag-search]").fill("")
    w.press("保存并回到事项")
