"""Those who look before publication: attribute, secrecy, privacy, signature; and sending back."""

from __future__ import annotations

from tests.support.guided import Walk

CHECKED = "长宁区空气重污染专项应急预案（2023年修订）"
REVIEWED = "2023年第二季度食品安全监督抽检信息通告"
SIGNED = "关于2023年公共租赁住房常态化受理的通知"


def walk(w: Walk) -> None:
    w.task("审核人：核对公开属性")
    w.enter("shengtai.shr", "/desk/")
    w.follow(CHECKED)
    w.see("公开属性")
    w.follow("看公开后的样子")
    w.page.go_back()
    w.picture("reviewer-attribute")
    w.follow("核对通过")
    w.press("核对通过")
    w.see("保密和隐私审查")

    w.task("保密审查员：保密审查")
    w.enter("shichang.bm", "/desk/")
    w.follow(REVIEWED)
    w.see("公开前的检查")
    w.follow("保密审查通过")
    w.picture("reviewer-secrecy")
    w.press("保密审查通过")
    w.see("办理经过")

    w.task("审核人：个人信息和商业秘密")
    w.enter("renshe.shr", "/desk/documents/?tab=mine")
    w.follow("2023年长宁区事业单位公开招聘拟聘人员公示")
    w.see("机器检查发现的问题")
    w.picture("reviewer-findings")
    w.follow("处理这一项")
    w.see("处理问题")

    w.task("退回修改")
    w.enter("renshe.shr", "/desk/documents/?tab=mine")
    w.follow("2023年长宁区事业单位公开招聘拟聘人员公示")
    w.follow("退回修改")
    w.see("退回修改")

    w.task("单位负责人：签发")
    w.enter("fangguan.fzr", "/desk/documents/?tab=mine")
    w.follow(SIGNED)
    w.follow("签发并公开")
    w.picture("reviewer-sign")
    w.press("签发并公开")
    w.see("已公开")
