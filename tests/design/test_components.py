"""Components as a page gets them."""

import re

from django import forms
from django.template import Context, Template

from mingzheng.design.parts import Column, DataTable, HeatCell, Heatmap, HeatRow, Pair, pairs_of


def render(source: str, **context: object) -> str:
    return Template("{% load design %}" + source).render(Context(context))


class Question(forms.Form):
    title = forms.CharField(label="标题", help_text="不超过 5 字", max_length=5)
    way = forms.ChoiceField(label="方式", choices=[("a", "邮寄"), ("b", "自取")], widget=forms.RadioSelect)
    note = forms.CharField(label="备注", required=False)


def test_a_light_has_a_shape_and_a_word():
    shown = render('{% light "red" %}{% light "amber" word=word %}', word="还有 <3> 天")
    assert "<svg" in shown and "逾期" in shown
    assert "还有 &lt;3&gt; 天" in shown


def test_a_breadcrumb_of_one_step_would_repeat_the_heading():
    assert "来信" not in render("{% breadcrumb crumbs %}", crumbs=[("来信办理", "")])
    assert "来信" in render("{% breadcrumb crumbs %}", crumbs=[("来信办理", "/"), ("登记", "")])


def test_an_unknown_light_is_neutral():
    assert "light--none" in render('{% light "purple" %}')


def test_a_clock_pill_opens_into_its_reasons_without_a_script():
    shown = render('{% clock_pill "还有 3 个工作日" "amber" lines due=due %}', lines=["一", "二"], due="2023-11-02")
    assert shown.startswith("<details") and "<summary>" in shown
    assert "2023年11月2日" in shown and shown.count("<li>") == 2


def test_a_field_keeps_what_was_typed_and_ties_its_error_to_the_control():
    shown = render("{% field form.title %}", form=Question({"title": "超过五个字的标题"}))
    assert 'value="超过五个字的标题"' in shown
    described = re.search(r'aria-describedby="([^"]+)"', shown)
    assert described and described.group(1) == "id_title-help id_title-error"
    assert 'id="id_title-help"' in shown and 'id="id_title-error"' in shown
    assert 'aria-invalid="true"' in shown


def test_a_header_table_leaves_out_what_has_no_value_and_shows_nought():
    pairs = pairs_of([("文号", ""), Pair("公布日期", None), ("列入名单", 0), Pair("单位", "发改委")])
    shown = render("{% definition_list pairs %}", pairs=pairs)
    assert re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", shown) == [("列入名单", "0"), ("单位", "发改委")]


def test_choices_are_a_fieldset_with_a_legend():
    shown = render("{% field form.way %}", form=Question())
    assert shown.strip().startswith("<fieldset") and "<legend" in shown


def test_what_is_optional_says_so():
    assert "选填" in render("{% field form.note %}", form=Question())
    assert "选填" not in render("{% field form.title %}", form=Question())


def test_the_summary_lists_every_error_with_a_link_and_is_silent_when_all_is_well():
    wrong = render("{% form_errors form %}", form=Question({}))
    assert 'href="#id_title"' in wrong and "还有 2 处" in wrong
    assert render("{% form_errors form %}", form=Question()).strip() == ""


def test_block_tags_escape_their_words_and_keep_their_markup():
    shown = render("{% page_header title %}<b>{{ raw }}</b>{% endpage_header %}", title="<i>", raw="<u>")
    assert "<h1>&lt;i&gt;</h1>" in shown and "<b>&lt;u&gt;</b>" in shown
    noted = render('{% callout "warning" title %}<p>{{ raw }}</p>{% endcallout %}', title="<i>", raw="<u>")
    assert "&lt;i&gt;" in noted and "<p>&lt;u&gt;</p>" in noted


def test_a_heat_cell_says_its_words_and_leads_to_its_records():
    table = Heatmap("图", ["4月"], [HeatRow("区府办", [HeatCell("red", "3", "逾期 3 项", "/x/")])], corner="单位")
    shown = render("{% heatmap table %}", table=table)
    assert 'href="/x/"' in shown and "逾期 3 项" in shown and "■" in shown
    assert 'scope="row"' in shown and 'scope="col"' in shown


def test_a_table_row_carries_its_labels_for_the_phone():
    table = DataTable("表", [Column("a", "任务", title=True), Column("n", "数", numeric=True)], [{"a": "甲", "n": 3}])
    shown = render("{% data_table table %}", table=table)
    assert 'data-label="数"' in shown and "is-number" in shown


def test_no_figure_is_said_plainly():
    assert "暂无记录来源" in render('{% progress_figure None label="平台防护" %}')


def test_pagination_is_silent_on_a_single_page():
    assert render('{% pagination "" "" %}').strip() == ""


def test_a_clock_says_its_light_once():
    draw = Template("{% load design %}{% clock_pill text light %}")
    late = draw.render(Context({"text": "逾期 3 个工作日", "light": "red"}))
    assert late.count("逾期") == 1
    assert "正常，</span>" in draw.render(Context({"text": "还有 3 个工作日", "light": "green"}))
