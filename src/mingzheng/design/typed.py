"""What somebody typed into a form that was refused as a whole: shown back, so that nothing is lost.

A browser keeps the fields of a page that must not be stored only as long as it pleases; the answer itself gives them back.
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

# Words that a person wrote: Chinese, or several words in a row. Keys, choices and marks of the page are neither.
WRITTEN = re.compile(r"[\u3400-\u9fff]|\S\s+\S")
SECRET = re.compile("password|secret|token", re.IGNORECASE)


def typed_words(request: HttpRequest) -> list[str]:
    """What the person wrote into the form that was sent, in its order, each text once; nothing for a look at a page.

    Passwords and the page's own keys are never among them; files are not shown.
    """
    if request.method != "POST":
        return []
    fields = [(name, value) for name, values in request.POST.lists() for value in values if isinstance(value, str)]
    words = [value.strip() for name, value in fields if not SECRET.search(name) and WRITTEN.search(value.strip())]
    return list(dict.fromkeys(words))


def came_from(request: HttpRequest) -> str:
    """The page of this site that the form stood on, path and query; empty where the browser does not tell or it was another's."""
    told = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(told, {request.get_host()}):
        return ""
    parts = urlsplit(told)
    return parts.path + (f"?{parts.query}" if parts.query else "")
