"""The check of replies: what each kind catches, what it lets pass, and the command."""

from __future__ import annotations

import io
import json

import pytest
from django.core.management import CommandError, call_command
from hypothesis import given
from hypothesis import strategies as st

from mingzheng.participation.letters.replies import check, rules

LAMP = "小区门口的路灯坏了一周，晚上很黑，老人出门不方便，请尽快修复。"
GOOD = "经4月19日现场核实，路灯损坏属实，系线路老化。我委已安排养护单位更换，4月28日前修复。有问题请拨打021-12345678。"
NOISE = "楼上装修噪声很大，周末也敲墙，请管一管。"
CASES = [
    (
        "我交的申请多久能有结果？",
        "您好！本单位重视申请的办理，今年已组织业务学习八次，申请的结果群众普遍满意，欢迎继续监督。",
        "not_answering",
    ),
    (LAMP, "您的来信已收悉，感谢您对我们工作的关心和支持！", "only_received"),
    (LAMP, "您反映的问题我局高度重视，已转相关部门处理，将尽快给您答复。", "only_received"),
    (LAMP, "收到。", "only_received"),
    (LAMP, "路灯已经修好，谢谢。", "too_short"),
    (
        LAMP,
        "经核实，路灯损坏属实，系线路老化所致。我委将尽快安排养护单位更换线路，请您耐心等待。给您带来不便，敬请谅解。",
        "no_date",
    ),
    (
        "请问生育津贴什么时候到账？我三月份交的材料。",
        "生育津贴由生育保险基金支付，申请人可以在随申办上提出申请，经办机构审核后发放到本人的银行账户，感谢关注。",
        "not_answering",
    ),
    (
        "请问公租房怎样申请，需要什么材料？",
        "感谢您关心我区公园建设。中山公园的改造工程正在有序推进，绿化品种丰富，四季有景，欢迎市民前来游览并提出宝贵意见。",
        "not_answering",
    ),
    (NOISE, f"{GOOD}投诉人张建国反映的装修已停工。", "leaks_personal"),
    (
        NOISE,
        "经核查，业主住在延安西路100弄5号302室，手机13812345678，装修已于4月20日停工，后续会安排巡查，请放心。",
        "leaks_personal",
    ),
    (
        NOISE,
        "您好，您反映的事项不属于我局职责范围，建议您向区城管执法局反映，由其依法处理，感谢您的理解和支持。",
        "wrong_department",
    ),
    (NOISE, "请您直接咨询区城管执法局。", "wrong_department"),
    (
        NOISE,
        "根据《中华人民共和国噪声污染防治法》第六十六条规定，对已竣工交付使用的住宅楼进行室内装修活动，应当按照规定限定作业时间，采取有效措施，防止、减轻噪声污染。",
        "law_only",
    ),
    (
        NOISE,
        "说过多少遍了，装修是人家的自由，你自己想办法，不要再来问了。已经登记过三次，没必要回答你的同一个问题。",
        "rude",
    ),
]
PASS = [
    (LAMP, GOOD),
    (
        "请问生育津贴多久到账？",
        "您好，根据《上海市城镇生育保险办法》第十三条，经办机构审核通过后20个工作日内到账。您3月12日提交的材料已审核通过，预计4月14日前到账，可在随申办查询进度。",
    ),
    (
        "建议在天山路增设公交站，老年人到地铁站要走二十分钟。",
        "感谢您的建议。经现场踏勘，天山路该段人行道宽度不足3米，暂不具备设站条件。我委已将该路段列入2024年慢行系统改造计划，届时同步研究设站；进展将于2024年3月底前在区政府网站公布。",
    ),
    (
        NOISE,
        "经4月18日现场检查，该户在周末违规敲墙，我局已责令停止，并要求只在工作日8时至18时施工。再有违规，请拨打12345，我局2小时内到场。具体法规可咨询区生态环境局，电话021-12345678。",
    ),
]


@pytest.mark.parametrize(("letter", "reply", "kind"), CASES)
def test_each_kind_is_caught_with_its_words(letter, reply, kind):
    found = {one.kind: one for one in check(letter, reply, "区建管委")}
    assert kind in found, found
    assert "「" in found[kind].text or kind in ("law_only",)


@pytest.mark.parametrize(("letter", "reply"), PASS)
def test_a_reply_that_answers_passes(letter, reply):
    assert check(letter, reply, "区建管委") == []


def test_in_the_name_of_another_department():
    reply = f"{GOOD}\n上海市长宁区教育局\n2023年4月20日"
    assert [one.kind for one in check(LAMP, reply, "区建管委")] == ["wrong_department"]
    own = f"{GOOD}\n上海市长宁区建设和管理委员会\n2023年4月20日"
    assert check(LAMP, own, "区建管委") == []


def test_an_offices_own_number_and_innocent_words_pass():
    assert check(LAMP, f"{GOOD}我们将持续提升人员素质。", "区建管委") == []


def test_personal_data_is_never_repeated_in_the_finding():
    (found,) = [one for one in check(NOISE, f"{GOOD}业主手机13812345678。") if one.kind == "leaks_personal"]
    assert "13812345678" not in found.text


@pytest.mark.parametrize(
    "reply",
    [
        f"{GOOD}我们将尽快与张建国先生（手机13812345678）联系，上门核实处理。",  # a promise without a day
        "收到，手机 13812345678 的来信已收悉。",  # only received
        "已电话告知张建国先生，手机13812345678。",  # too short
        "我们知道这件事情，具体的请您联系区城管执法局，来电人手机是不是13812345678。",  # the number stands where the quotation is cut
    ],
)
def test_no_other_finding_repeats_personal_data_either(reply):
    found = check(NOISE, reply, "区建管委")
    assert {one.kind for one in found} > {"leaks_personal"}
    for one in found:
        said = one.text + "".join(one.words)
        assert not any(part in said.replace(" ", "") for part in ("13812345678", "1381234", "张建国"))


@pytest.mark.parametrize(
    ("letter", "reply"),
    [
        (
            "社区食堂每天几点开门？周末开不开？",
            "您好！社区食堂由街道委托餐饮企业经营，供应午餐和晚餐，老年人有优惠，欢迎您前来就餐。",
        ),
        (
            "请问这个补贴如何申请？",
            "您好！本区对符合条件的企业给予补贴，政策对行业和规模有要求，由主管部门确定，谢谢您的关注。",
        ),
        (
            "楼道堆物到底归谁管？",
            "您好！楼道堆物影响通行，存在消防安全隐患，大家都应当爱护公共环境，共同维护良好的秩序。",
        ),
    ],
)
def test_what_was_asked_is_looked_for_in_the_reply(letter, reply):
    assert "not_answering" in {one.kind for one in check(letter, reply)}


@pytest.mark.parametrize(
    "letter",
    [
        "我提几点建议：花坛多种些花，步道铺平整些。",
        "12号楼和3号线出口旁路灯不亮。",
        "问题出在哪，你们清楚，花坛和步道都没人养护。",
    ],
)
def test_words_that_only_look_like_a_question_ask_for_nothing(letter):
    reply = (
        "您好！经现场核实，花坛、步道和出口旁的路灯由养护公司负责，养护计划已经调整，增加了巡查和补种，感谢您的建议。"
    )
    assert "not_answering" not in {one.kind for one in check(letter, reply)}


BINS = "武夷路二百弄门口的垃圾厢房夜里没有人管，臭味很大，影响休息，希望增加清运次数。"
LONG_TITLE = "《上海市长宁区人民政府办公室关于做好全区生活垃圾分类投放分类收集分类运输分类处置工作的若干意见》"


@pytest.mark.parametrize(
    ("letter", "reply", "quoted"),
    [
        (
            BINS,
            "您的来信已收悉，感谢您对我们工作的关心和支持，您反映的问题我们已经转交相关部门研究处理，请您耐心等待。",
            "「您的来信已收悉，感谢您对我们工作的关心和支持…」",
        ),
        (
            BINS,
            f"经4月19日现场核实，厢房臭味属实。我委将按照{LONG_TITLE}安排增加清运，请您耐心等待。",
            f"「我委将按照{LONG_TITLE}安排增加清运…」",
        ),
        (
            BINS,
            "感谢您关心我区公园建设。中山公园改造正在推进，品种丰富，四季景色宜人，欢迎前来游览并多提宝贵想法。",
            "「武夷路二百弄门口的垃圾厢房夜里没有人管」、「臭味很大」",
        ),
        (
            "您好，我三月交的材料，生育津贴到底什么时候到账啊？",
            "生育津贴由生育保险基金支付，申请人可以在随申办上提出申请，经办机构审核后发放到本人的银行账户，感谢关注。",
            "「生育津贴到底什么时候到账啊」",
        ),
        (
            BINS,
            "根据沪府规〔2022〕10号规定，生活垃圾应当日产日清，分类投放，分类收集，分类运输，分类处置。",
            "沪府规〔2022〕10号",
        ),
    ],
)
def test_a_finding_quotes_whole_clauses(letter, reply, quoted):
    assert any(quoted in one.text for one in check(letter, reply, "区建管委"))


@given(st.text(max_size=200), st.text(max_size=300), st.text(max_size=20))
def test_it_never_breaks_and_names_only_known_kinds(letter, reply, department):
    for one in check(letter, reply, department):
        assert one.kind in rules().kinds
        assert one.text


def test_the_command_says_it_line_by_line(tmp_path):
    path = tmp_path / "replies.jsonl"
    rows = [
        {"id": "1", "department": "区建管委", "letter": LAMP, "reply": "您的来信已收悉。"},
        {"id": "2", "department": "区建管委", "letter": LAMP, "reply": GOOD},
    ]
    path.write_text("\n".join(json.dumps(one, ensure_ascii=False) for one in rows), encoding="utf-8")
    out = io.StringIO()
    call_command("letters", "check", str(path), "--json", stdout=out)
    first, second = map(json.loads, out.getvalue().splitlines())
    assert first["id"] == "1"
    assert [set(one) for one in first["findings"]] == [{"kind", "text"}]
    assert second == {"id": "2", "findings": []}


def test_a_line_that_is_none_is_said_and_the_others_are_checked(tmp_path, capsys):
    path = tmp_path / "replies.jsonl"
    path.write_text('{"id": 1, "letter": "路灯", "reply": "收到。"}\n[]\n{"id": 2, "reply": 5}\n', encoding="utf-8")
    out = io.StringIO()
    with pytest.raises(CommandError, match="2 行没有检查"):
        call_command("letters", "check", str(path), "--json", stdout=out)
    assert json.loads(out.getvalue())["findings"][0]["kind"] == "only_received"
    assert "第 2 行" in capsys.readouterr().err
