"""An enterprise, on a phone: which policies may apply, how one runs, a subscription, a question."""

from __future__ import annotations

from tests.support.guided import Walk


def walk(w: Walk) -> None:
    w.enter("", "/")
    w.task("找本行业适用的政策")
    w.follow("政策")
    w.follow("一业一档")
    w.first("/zhengce/hangye/")
    w.see("面向")
    w.picture("enterprise-industry")

    w.task("看一项政策走到哪一步")
    w.go("/zhengce/")
    w.follow("政策全流程")
    w.first("/zhengce/quancheng/")
    w.see("发布")
    w.see("解读")
    w.see("兑现")
    w.picture("enterprise-life")

    w.task("让符合条件的政策自己来")
    w.go("/zhengce/")
    w.follow("我的政策")
    w.tick("我单位的")
    w.fill("邮箱", "caiwu@example.com")
    w.picture("enterprise-mine")
    w.press("发送进入链接")
    w.see("邮箱")

    w.task("只订一个主题")
    w.go("/wode/")
    w.follow("订阅政策")
    w.choose("订阅什么", "全部政策")
    w.tick("每周汇总一次")
    w.fill("邮箱", "caiwu@example.com")
    w.press("订阅")
    w.see("确认")

    w.task("问一项政策")
    w.go("/zhengce/")
    w.follow("政策留言板")
    w.follow("我要提问")
    w.fill("标题", "租房资助的租赁合同要不要备案")
    w.fill("您的问题", "公司今年租了新办公室，申请总部企业租房资助，合同没有备案可不可以。")
    w.tick("同意：隐去个人信息后")
    w.picture("enterprise-question")
    w.press("提交问题")
    w.see("编号")
    w.see("查询码")
