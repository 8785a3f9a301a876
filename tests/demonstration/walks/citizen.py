"""A citizen, on a phone: is it in force, an application, a letter, an opinion, an error on a page."""

from __future__ import annotations

from tests.support.guided import Walk


def walk(w: Walk) -> None:
    w.enter("", "/")
    _in_force(w)
    code = _apply(w)
    _follow_up(w, code)
    _write(w)
    _opinion(w)
    _error(w)


def _in_force(w: Walk) -> None:
    w.task("查一份文件现在有没有效")
    w.follow("政策")
    w.follow("有效性查询")
    w.fill("文号、索引号或标题", "总部经济")
    w.press("查询")
    w.see("关于支持总部经济高质量发展的若干政策意见")
    w.picture("citizen-in-force", at="关于支持总部经济高质量发展的若干政策意见")


def _apply(w: Walk) -> str:
    w.task("申请公开政府信息")
    w.go("/")
    w.follow("政府信息公开")
    w.follow("依申请公开")
    w.follow("在线申请")
    w.follow("开始填写")
    w.fill("信息的名称", "天山路2022年道路绿化养护合同")
    w.picture("citizen-apply")
    w.press("下一步")
    w.choose("单位", "上海市长宁区绿化和市容管理局")
    w.press("下一步")
    w.tick("个人（自然人）")
    w.press("下一步")
    w.fill("姓名", "张三丰")
    w.page.get_by_label("证件种类").select_option("resident")
    w.fill("证件号码", "31010519900101123X")
    w.tick("以后再补")
    w.press("下一步")
    w.tick("电子文档")
    w.tick("在本网站下载")
    w.fill("联系电话", "13800001111")
    w.press("下一步")
    w.press("提交申请")
    w.see("查询码")
    w.picture("citizen-receipt")
    return str(w.page.locator(".foi-code__text").inner_text())


def _follow_up(w: Walk, code: str) -> None:
    w.task("看申请办到哪里了")
    w.enter("", "/zfxxgk/yishenqing/")
    w.follow("在线申请")
    w.follow("查询")
    w.fill("查询码", code)
    w.press("查询")
    w.see("已经提交，等待确认收到")
    w.picture("citizen-progress")


def _write(w: Walk) -> None:
    w.task("写信咨询、求助、提建议")
    w.go("/")
    w.follow("互动交流")
    w.follow("来信和回应")
    w.follow("写信")
    w.tick("在线咨询")
    w.fill("标题", "天山路某小区门口路灯不亮")
    w.fill("内容", "六月十五日起，小区东门外第二盏路灯晚上不亮，老人出行不便，希望修好。")
    w.tick("同意：隐去个人信息后")
    w.press("提交")
    w.see("编号")
    w.see("查询码")
    w.picture("citizen-letter")


def _opinion(w: Walk) -> None:
    w.task("对征求意见稿提意见")
    w.go("/hudong/")
    w.follow("意见征集")
    w.follow("我要提意见")
    w.fill("您的意见", "建议写明补贴的申请时间和办理窗口。")
    w.tick("个人")
    w.tick("可以：隐去姓名后公布")
    w.picture("citizen-opinion")
    w.press("提交意见")
    w.see("查询码")


def _error(w: Walk) -> None:
    w.task("告诉我们网页上有错")
    w.go("/youxiaoxing/")
    w.follow("本页有错？告诉我们")
    w.see("网站纠错")
