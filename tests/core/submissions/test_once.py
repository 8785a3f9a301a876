"""A form that is posted twice acts once; what was refused, changed or grew old may be sent again."""

from __future__ import annotations

import datetime as dt

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from mingzheng.core.errors import Refused
from mingzheng.core.submissions import commands
from mingzheng.core.submissions.acting import once
from mingzheng.core.submissions.keys import KeyField
from mingzheng.core.submissions.models import Submission
from mingzheng.core.units.models import Unit

pytestmark = pytest.mark.django_db


class UnitForm(forms.Form):
    form_key = KeyField()
    name = forms.CharField()
    proof = forms.FileField(required=False)


def drawn() -> str:
    return UnitForm()["form_key"].value()


def typed(key, name="新单位", proof=b"", **more):
    data = QueryDict(mutable=True)
    data.update({"form_key": key, "name": name, **more})
    files = MultiValueDict({"proof": [SimpleUploadedFile("证明.txt", proof)]} if proof else {})
    form = UnitForm(data, files)
    assert form.is_valid()
    return form


def add(data):
    name = f"{data['name']}{Unit.objects.count()}"
    return Unit.objects.create(code=name, name=name, short=name).pk


def post(form, purpose="test.unit", holder="甲", act=add):
    return once(form, purpose, act, holder=holder)


def test_posted_twice_it_is_made_once_and_both_hear_of_it():
    key = drawn()
    first, second = post(typed(key)), post(typed(key, csrfmiddlewaretoken="another"))
    assert first.result == second.result == str(Unit.objects.get().pk)
    assert (first.first, second.first) == (True, False)


def test_two_forms_are_two_acts_though_the_same_is_typed():
    assert drawn() != drawn()
    assert post(typed(drawn())).result != post(typed(drawn())).result


def test_the_act_gets_what_was_typed_without_the_key():
    seen = []
    post(typed(drawn()), act=seen.append)
    assert seen == [{"name": "新单位", "proof": None}]


def test_what_was_refused_may_be_sent_again():
    def refuse(data):
        add(data)
        raise Refused("不行。")

    key = drawn()
    with pytest.raises(Refused, match="不行"):
        post(typed(key), act=refuse)
    assert not Unit.objects.exists()
    assert post(typed(key)).first


@pytest.mark.parametrize(
    "other",
    [
        {"form": {"name": "另一单位"}},
        {"form": {"proof": b"other"}},
        {"purpose": "test.other"},
        {"holder": "乙"},
    ],
)
def test_another_posting_under_the_same_key_is_asked_about_first(other):
    key = drawn()
    post(typed(key, proof=b"one"))
    form = typed(key, **{"proof": b"one", **other.pop("form", {})})
    with pytest.raises(Refused, match="再点一次") as refused:
        post(form, **other)
    assert refused.value.code == "changed" and Unit.objects.count() == 1
    assert form["form_key"].value() != key, "the page that is drawn again holds a new key"
    assert form["name"].value() and post(typed(form["form_key"].value(), name=form["name"].value())).first


@pytest.mark.parametrize("key", ["", "short", "x" * 41, "含有汉字的标识含有汉字的标识", "<script>alert(1)</script>"])
def test_a_form_without_a_key_of_ours_goes_on_with_a_new_one(key):
    form = typed(key)
    assert form["form_key"].value() not in ("", key)
    assert post(form).first


def test_nothing_that_was_typed_is_kept():
    post(typed(drawn(), name="张三", proof="身份证".encode()))
    held = Submission.objects.get()
    assert "张三" not in f"{held.key}{held.digest}{held.result}" and len(held.digest) == 64


def test_old_claims_are_dropped(db):
    key = drawn()
    post(typed(key))
    assert commands.drop_old() == 0
    Submission.objects.update(made_at=Submission.objects.get().made_at - commands.KEPT - dt.timedelta(days=1))
    assert commands.drop_old() == 1
