"""Uploads in a bucket that speaks S3: kept, sent, purged and swept like those in a folder. The bucket is moto's."""
# ruff: noqa: F811 - fixtures of other rooms are arguments here

from __future__ import annotations

import datetime as dt

import boto3
import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from moto import mock_aws
from tests.support.workplan import district, reference  # noqa: F401 - fixtures

from mingzheng.config import environment
from mingzheng.config.keeping import commands as keeping
from mingzheng.core.actors import Post
from mingzheng.core.files import commands, views
from mingzheng.core.records import RecordRef
from mingzheng.supervision.inspections import outside

pytestmark = pytest.mark.django_db
TEXT = "关于道路养护的说明。".encode()


@pytest.fixture
def bucket(settings, monkeypatch):
    """What the environment of production names, answered in memory."""
    for name, value in {"BUCKET": "mingzheng", "KEY": "x", "SECRET": "y"}.items():
        monkeypatch.setenv(f"MINGZHENG_S3_{name}", value)
    with mock_aws():
        made = boto3.resource("s3", region_name="us-east-1").create_bucket(Bucket="mingzheng")
        settings.STORAGES = settings.STORAGES | {"default": environment.storage(environment.environ.Env())}
        yield made


def names(bucket):
    return sorted(one.key for one in bucket.objects.all())


def test_a_file_is_kept_sent_and_removed(bucket, district, django_capture_on_commit_callbacks):
    owner, clerk = RecordRef("units.unit", str(district.units["fagai"].pk)), district.actor("fagai", Post.OFFICER)
    file = commands.store(TEXT, "说明.txt", owner=owner, actor=clerk)
    assert names(bucket) == [file.key]
    assert b"".join(views.send(file, inline=False).streaming_content) == TEXT
    with django_capture_on_commit_callbacks(execute=True):
        commands.remove(file, actor=clerk)
    assert names(bucket) == []
    with pytest.raises(views.Http404):
        views.send(file, inline=False)


def test_what_no_record_knows_is_swept_and_what_one_knows_stays(bucket, district):
    owner, clerk = RecordRef("units.unit", str(district.units["fagai"].pk)), district.actor("fagai", Post.OFFICER)
    file = commands.store(TEXT, "说明.txt", owner=owner, actor=clerk)
    stray = file.key[:-4] + "0000"
    storages["default"].save(stray, ContentFile(TEXT))
    assert commands.sweep(dt.timedelta(days=1)) == 0
    assert commands.sweep(dt.timedelta(seconds=-1)) == 1
    assert names(bucket) == [file.key]


def test_other_rooms_and_the_backup_know_that_there_is_no_folder(bucket):
    assert outside._names(storages["default"]) == []
    assert not keeping.in_folder()
