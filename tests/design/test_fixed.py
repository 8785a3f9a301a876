"""Parts that are put together once: never one reader's for another, never one page's for another."""

import pytest
from django.template import Context, Template, TemplateSyntaxError
from django.utils.safestring import mark_safe

from mingzheng.design.parts import NavItem
from mingzheng.design.templatetags.design_fixed import MOST_KEPT


def template(source: str) -> Template:
    return Template("{% load design %}" + source)


def test_it_sees_what_it_was_given_and_nothing_else():
    page = template("{% fixed name=site.name %}{{ name }}/{{ reader }}/{{ request.path }}{% endfixed %}")
    assert page.render(Context({"site": {"name": "长宁"}, "reader": "王"})) == "长宁//"


def test_each_value_has_its_own():
    page = template("{% fixed items=items here=here %}{% for one in items %}{{ one.label }}{% if one.url == here %}*{% endif %}{% endfor %}{% endfixed %}")  # fmt: skip
    items = (NavItem("甲", "/a/"), NavItem("乙", "/b/"))
    shown = [page.render(Context({"items": items, "here": here})) for here in ("/a/", "/b/", "/a/", "")]
    assert shown == ["甲*乙", "甲乙*", "甲*乙", "甲乙"]


def test_what_is_marked_safe_does_not_stand_in_for_what_is_not():
    page = template("{% fixed text=text %}{{ text }}{% endfixed %}")
    assert page.render(Context({"text": mark_safe("<b>")})) == "<b>"
    assert page.render(Context({"text": "<b>"})) == "&lt;b&gt;"
    assert page.render(Context({"text": "<b>"}, autoescape=False)) == "<b>"


def test_what_may_change_is_drawn_each_time():
    page, items = template("{% fixed items=items %}{{ items|length }}{% endfixed %}"), [1]
    assert page.render(Context({"items": items})) == "1"
    items.append(2)
    assert page.render(Context({"items": items})) == "2"


def test_it_does_not_grow_without_end():
    page = template("{% fixed n=n %}{{ n }}{% endfixed %}")
    for n in range(3 * MOST_KEPT):
        assert page.render(Context({"n": n})) == str(n)
    [node] = [one for one in page.nodelist if type(one).__name__ == "FixedNode"]
    assert len(node._drawn) <= MOST_KEPT


@pytest.mark.parametrize("wrong", ["{% fixed %}{% block a %}{% endblock %}{% endfixed %}", "{% fixed name %}{% endfixed %}"])  # fmt: skip
def test_what_would_show_another_page_s_content_is_refused(wrong):
    with pytest.raises(TemplateSyntaxError):
        template(wrong)
