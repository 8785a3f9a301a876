"""The field of a body cleans on the server, whatever a browser sends."""

from django import forms

from mingzheng.disclosure.documents.fields import BodyField, BodyWidget


class Form(forms.Form):
    body = BodyField(required=False, widget=BodyWidget(upload="/desk/upload/"))


def cleaned(given):
    form = Form({"body": given})
    assert form.is_valid(), form.errors
    return form.cleaned_data["body"]


def test_markup_is_cleaned_and_text_becomes_paragraphs():
    assert cleaned("<h1>题</h1><p onclick=x>一<script>x</script></p>") == "<h2>题</h2><p>一</p>"
    assert cleaned("第一段\n\n第二段 1<2") == "<p>第一段</p><p>第二段 1&lt;2</p>"
    assert cleaned("") == ""


def test_a_body_beyond_all_measure_is_an_error_in_its_place():
    form = Form({"body": "<p>" + "x" * 4_000_001})
    assert not form.is_valid() and "过长" in form.errors["body"][0]


def test_a_body_that_only_looks_different_has_not_changed():
    form = Form({"body": "<p>甲</p>\n<p>乙</p>"}, initial={"body": "<p>甲</p><p>乙</p>"})
    assert not form.has_changed()


def test_the_text_area_shows_one_block_a_line_and_names_where_pictures_go():
    html = str(Form(initial={"body": "<p>甲</p><p>乙</p>"})["body"])
    assert "&lt;/p&gt;\n&lt;p&gt;" in html and 'data-upload="/desk/upload/"' in html
