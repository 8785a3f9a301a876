"""The allow-list: whatever is thrown at it, only the kept form comes out, and cleaning again changes nothing."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mingzheng.core.errors import Refused
from mingzheng.disclosure.documents.intake.markup import sanitise

ALLOWED = {
    "h2": set(), "h3": set(), "h4": set(), "p": set(), "ol": set(), "ul": set(), "li": set(), "table": set(), "thead": set(),
    "tbody": set(), "tr": set(), "th": {"colspan", "rowspan", "scope"}, "td": {"colspan", "rowspan"}, "figure": set(),
    "figcaption": set(), "img": {"src", "alt"}, "strong": set(), "em": set(), "sub": set(), "sup": set(), "a": {"href"},
    "blockquote": set(), "br": set(), "hr": set(),
}  # fmt: skip
PIECES = [
    "<p>", "</p>", "<div>", "</div>", "<strong>", "</strong>", "<b>", "</b>", "<em>", "<i>", "</i>", "<a href='/d/1/'>", "</a>",
    "<a href='javascript:x'>", "<table>", "<tr>", "<td colspan=2>", "<td rowspan=9999999999>", "<th scope=col>", "</td>", "</tr>",
    "</table>", "<ul>", "<ol>", "<li>", "</li>", "</ul>", "<h1>", "<h2>", "</h2>", "</h1>", "<br>", "<hr>", "<img src='/a.png'>",
    "<img src='http://x/a.png' alt=x>", "<img src='data:image/png;base64,AA=='>", "<figure>", "<figcaption>", "</figcaption>",
    "</figure>", "<blockquote>", "</blockquote>", "<sup>", "<sub>", "</sup>", "<span style='font-weight:bold'>", "</span>", " ",
    "\n", "\u3000", "\u00a0", "\u00ad", "正文", "一、", "a", "&amp;", "&lt;", "&#0;", "<pre>", "</pre>", "<caption>", "<thead>",
    "<svg>", "<math>", "<mtext>", "<mglyph>", "<style>", "</style>", "<!--", "-->", "<template>", "<form>", "<noscript>", "<title>",
    "<del>", "</del>", "<ins>", "<script>", "</script>", "<p style='display:none'>", "<p hidden>", "<plaintext>", "<![CDATA[", "]]>",
]  # fmt: skip
MARKUP = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=6)), max_size=30).map("".join)


class _Seen(HTMLParser):
    def __init__(self):
        super().__init__()
        self.tags = []

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_comment(self, data):
        raise AssertionError(f"comment: {data}")


def assert_clean(html):
    seen = _Seen()
    seen.feed(html)
    seen.close()
    for tag, attributes in seen.tags:
        assert tag in ALLOWED, tag
        assert set(attributes) <= ALLOWED[tag], (tag, attributes)
        for name in ("href", "src"):
            address = attributes.get(name)
            if address is not None:
                assert re.match(r"(?:https?://|mailto:|/(?!/)|intake/)", address), address


@settings(max_examples=250, deadline=None, suppress_health_check=list(HealthCheck))
@given(MARKUP)
def test_cleaning_what_was_cleaned_changes_nothing(html):
    once = sanitise(html)
    assert sanitise(once) == once
    assert_clean(once)


HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<img src='/a.png' onerror='alert(1)' alt='图'>",
    "<svg onload=alert(1)><p>x</p></svg>",
    "<svg><style><img src=x onerror=alert(1)></style></svg>",
    '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">',
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
    "<a href='javascript:alert(1)'>x</a>",
    "<a href='  jAvAsCrIpT:alert(1)'>x</a>",
    "<a href='java\tscript:alert(1)'>x</a>",
    "<a href='java&#10;script:alert(1)'>x</a>",
    "<a href='data:text/html;base64,PHNjcmlwdD4='>x</a>",
    "<a href='vbscript:msgbox(1)'>x</a>",
    "<a href='//evil.example/x'>x</a>",
    "<a href='/\\evil.example'>x</a>",
    "<a href='https://'>x</a>",
    "<img src='//evil.example/x.png'>",
    "<img src='javascript:alert(1)'>",
    "<img src='data:image/svg+xml;base64,PHN2Zz4='>",
    "<p style='background:url(javascript:alert(1))'>x</p>",
    "<p style='position:fixed;top:0;left:0;width:100%'>x</p>",
    "<iframe src='javascript:alert(1)'></iframe>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<object data='x.swf'></object><embed src='x.swf'>",
    "<form action='https://evil.example'><input name=a><button formaction='javascript:alert(1)'>x</button></form>",
    "<meta http-equiv=refresh content='0;url=https://evil.example'>",
    "<base href='https://evil.example/'>",
    "<link rel=stylesheet href='https://evil.example/x.css'>",
    "<p id='main' class='button' name='x' onclick='alert(1)' data-x='1'>x</p>",
    "<textarea><img src=x onerror=alert(1)></textarea>",
    "<title><img src=x onerror=alert(1)></title>",
    "<xmp><img src=x onerror=alert(1)></xmp>",
    "<plaintext><img src=x onerror=alert(1)>",
    "<!--[if gte mso 9]><xml><w:WordDocument/></xml><![endif]--><p>x</p>",
    "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>",
    "<table background='javascript:alert(1)'><td background='x' onmouseover=alert(1)>x</td></table>",
    "<video><source onerror=alert(1)></video><audio src=x onerror=alert(1)>",
    "<details open ontoggle=alert(1)>x</details>",
    "<p>x\u202egnp.exe</p>",
    "<" * 5000 + "p>" * 5000,
    "<div>" * 3000 + "<b>深</b>" + "</div>" * 3000,
    "<b>" * 2000 + "x",
]


@pytest.mark.parametrize("html", HOSTILE)
def test_hostile_markup_loses_its_sting(html):
    once = sanitise(html)
    assert_clean(once)
    assert not re.search(r"<[^>]*(?:onerror|onclick|javascript:|evil\.example)", once)
    assert sanitise(once) == once


@pytest.mark.parametrize(
    ("given_html", "kept"),
    [
        ("<h1>一</h1><h5>二</h5>", "<h2>一</h2><h4>二</h4>"),
        ("<p>　　缩进&nbsp;&nbsp;用空格</p>", "<p>缩进 用空格</p>"),
        ("<p>软\u00ad连\u200b字</p>", "<p>软连字</p>"),
        ("<p>断在\n  行中</p>", "<p>断在行中</p>"),
        ("<p>two\nwords</p>", "<p>two words</p>"),
        ("<p>甲<br><br>乙</p>", "<p>甲</p><p>乙</p>"),
        ("<p><b>粗</b><strong>也粗</strong></p>", "<p><strong>粗也粗</strong></p>"),
        ("<p>留<del>删</del><ins>增</ins></p>", "<p>留增</p>"),
        ("<p></p><p> </p><p>有</p>", "<p>有</p>"),
        ("<p><img src='/files/1/' alt=' 示 意 '></p>", '<figure><img src="/files/1/" alt="示 意"></figure>'),
        ("<table><tr><td>1</td></tr></table>", "<table><tbody><tr><td>1</td></tr></tbody></table>"),
        ("<ul>游离<li><p>甲</p></li></ul>", "<ul><li>游离</li><li>甲</li></ul>"),
        ("<a href='https://www.gov.cn/'>国</a>", '<p><a href="https://www.gov.cn/">国</a></p>'),
        ("<p>m<sup>2</sup></p>", "<p>m<sup>2</sup></p>"),
        ("散文字", "<p>散文字</p>"),
        ("", ""),
    ],
)
def test_the_kept_form(given_html, kept):
    assert sanitise(given_html) == kept


def test_a_body_beyond_all_measure_is_refused():
    with pytest.raises(Refused) as refused:
        sanitise("x" * 4_000_001)
    assert refused.value.code == "too_long" and refused.value.remedy
