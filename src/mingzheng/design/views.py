"""The switches of the look, and the living style page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mingzheng.design import preferences, sample


def safe_next(request: HttpRequest, wanted: str, fallback: str = "/") -> str:
    """``wanted`` if it stays on this site, else ``fallback``."""
    allowed = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if allowed and not wanted.startswith("//") else fallback


# No token: this changes only how one's own pages look; a token would put a cookie on every public page.
@csrf_exempt
@require_POST
def preferences_view(request: HttpRequest) -> HttpResponse:
    """Turn one switch over, remember it and go back to the page the reader came from."""
    look = preferences.read(request).turned(request.POST.get("switch", ""))
    response = HttpResponseRedirect(safe_next(request, request.POST.get("next", "/")))
    preferences.remember(response, look)
    return response


@require_GET
def style_page(request: HttpRequest) -> HttpResponse:
    """Every component in every state."""
    return render(request, "design/style/index.html", sample.everything())


@require_GET
def style_desk(request: HttpRequest) -> HttpResponse:
    """The desk's frame with sample content, for looking at and for tests."""
    return render(request, "design/style/desk.html", sample.desk())


@require_GET
def style_case(request: HttpRequest) -> HttpResponse:
    """A sample case page on the desk."""
    return render(request, "design/style/case.html", sample.case())


@require_http_methods(["GET", "POST"])
def style_editor(request: HttpRequest) -> HttpResponse:
    """The body editor; what is sent comes back as the server keeps it. Nothing is stored."""
    form = sample.BodyForm(request.POST or None, initial={"body": sample.BODY})
    kept = form.cleaned_data["body"] if form.is_bound and form.is_valid() else ""
    return render(request, "design/style/editor.html", {"form": form, "kept": kept})
