"""The sealed case file: whole, in order, proving itself; and its index known to the journal."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import subprocess
import sys
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.datastructures import MultiValueDict
from tests.support.requests import Foi, foi  # noqa: F401 - fixture

from mingzheng.core import timekeeping
from mingzheng.core.actors import Post
from mingzheng.core.errors import Refused
from mingzheng.core.files.commands import store
from mingzheng.core.files.models import StoredFile
from mingzheng.core.journal.models import Entry, Seal
from mingzheng.core.outbox.commands import run_due
from mingzheng.core.procedures.commands import act
from mingzheng.papers import foi_sealed
from mingzheng.requests.remedies import commands as remedies

pytestmark = pytest.mark.django_db
MONDAY = dt.date(2023, 4, 17)


@pytest.fixture
def answered(foi: Foi):  # noqa: F811
    found = foi.handled()
    store("身份证明".encode(), "证明.txt", owner=found.ref, actor=foi.actor(), label="身份证明")
    foi.answers(found, "E2", MONDAY)
    run_due()
    return found


def seal(foi: Foi, found, tmp_path, post: Post = Post.OFFICER, purpose: str = "litigation"):  # noqa: F811
    with timekeeping.standing_at(MONDAY):
        made = foi_sealed.seal(found, foi.actor(post), purpose)
    folder = tmp_path / f"{post}-{purpose}"
    with made.file, zipfile.ZipFile(made.file) as archive:
        archive.extractall(folder)
    return made, folder


def verified(folder, *given: str) -> tuple[int, str]:
    """What the checker says, run as a stranger would: with no more than what was handed over."""
    said = subprocess.run(
        [sys.executable, "-I", str(folder / "verify.py"), *given], capture_output=True, encoding="utf-8", check=False
    )
    return said.returncode, said.stdout + said.stderr


def test_everything_of_the_case_in_order_and_true(foi: Foi, answered, tmp_path):  # noqa: F811
    made, folder = seal(foi, answered, tmp_path)
    index = json.loads((folder / "目录.json").read_text(encoding="utf-8"))
    assert (index["申请号"], index["用途"]) == (answered.number, "行政诉讼")
    paths = [row["路径"] for row in index["文件"]]
    stems = [path.split(" ", 1)[-1] for path in paths]
    assert stems[0] == "政府信息公开申请登记回执.pdf"
    assert "政府信息公开申请不予重复处理告知书（区发改委公复〔2023〕1号）.pdf" in stems
    assert "政府信息公开申请不予重复处理告知书（区发改委公复〔2023〕1号）.docx" in stems
    assert "身份证明（证明.txt）.txt" in stems
    assert "政府信息公开文书送达回证.pdf" in stems
    assert paths.index("4-经过/日志.json") > paths.index(next(path for path in paths if path.startswith("3-")))
    kept = {row["sha256"] for row in index["文件"]}
    assert set(StoredFile.objects.values_list("sha256", flat=True)) <= kept
    for row in index["文件"]:
        assert hashlib.sha256((folder / row["路径"]).read_bytes()).hexdigest() == row["sha256"]
    code, said = verified(folder, made.digest)
    assert (code, "全部相符" in said) == (0, True), said
    entry = Entry.objects.get(action="foi.sealed")
    assert entry.data["index_sha256"] == made.digest
    assert "张三丰" not in f"{entry.summary}{entry.data_text}{made.name}"


def test_the_journal_of_the_case_carries_its_links_and_the_clocks_their_reasons(foi: Foi, answered, tmp_path):  # noqa: F811
    _made, folder = seal(foi, answered, tmp_path)
    history = json.loads((folder / "4-经过" / "日志.json").read_text(encoding="utf-8"))
    ours = Entry.objects.filter(case_id=answered.case_id).exclude(action="foi.sealed")
    assert ours.count() <= len(history["记录"])
    hashes = dict(Seal.objects.values_list("position", "hash"))
    assert all(hashes[row["位置"]] == row["哈希"] for row in history["记录"])
    assert hashes[history["链头"]["位置"]] == history["链头"]["哈希"]
    clocks = json.loads((folder / "4-经过" / "期限.json").read_text(encoding="utf-8"))
    reply = next(clock for clock in clocks if clock["期限"] == "2023-05-16")
    assert reply["停止"] == MONDAY.isoformat()
    assert any("20" in line for line in reply["理由"])
    page = (folder / "目录.html").read_text(encoding="utf-8")
    assert "2023-05-16" in page
    assert "登记" in page


def test_the_search_and_the_service_are_in_it_word_by_word(foi: Foi, tmp_path):  # noqa: F811
    found = foi.handled()
    searched = {"searched_on": MONDAY.isoformat(), "place": "档案室", "person": "李四", "words": "营商 评估"}
    foi.does(found, "search", searched | {"found": "no", "result": "没有检索到<b>"}, on=MONDAY)
    foi.answers(found, "D1a", MONDAY)
    run_due()
    _made, folder = seal(foi, found, tmp_path)
    facts = json.loads((folder / "4-经过" / "办理事实.json").read_text(encoding="utf-8"))
    search = next(one for one in facts if one["种类"] == "检索记录")
    assert (search["检索词和方法"], search["检索范围"], search["有无"]) == ("营商 评估", "档案室", "否")
    assert next(one for one in facts if one["种类"] == "送达")["送达方式"] == "邮寄送达"
    page = (folder / "目录.html").read_text(encoding="utf-8")
    assert "没有检索到&lt;b&gt;" in page


def test_tampering_is_found(foi: Foi, answered, tmp_path):  # noqa: F811
    made, folder = seal(foi, answered, tmp_path)
    paper = next((folder / "2-材料").glob("*身份证明*"))
    before = paper.read_bytes()
    paper.write_bytes(b"another")
    assert verified(folder)[0] == 1
    assert "文件被改动" in verified(folder)[1]
    paper.unlink()
    assert "缺少文件" in verified(folder)[1]
    paper.write_bytes(before)
    (folder / "2-材料" / "新增.txt").write_text("x")
    assert "目录里没有这个文件" in verified(folder)[1]
    (folder / "2-材料" / "新增.txt").unlink()
    assert verified(folder)[0] == 0
    # Whoever changes the journal makes a new index for it; the chain and the fingerprint in the house's journal remain.
    index, log = folder / "目录.json", folder / "4-经过" / "日志.json"
    history = json.loads(log.read_text(encoding="utf-8"))
    history["记录"][0]["记录"][13] = "另一句话"
    log.write_text(json.dumps(history, ensure_ascii=False), encoding="utf-8")
    rows = json.loads(index.read_text(encoding="utf-8"))
    for row in rows["文件"]:
        if row["路径"] == "4-经过/日志.json":
            row |= {"字节": log.stat().st_size, "sha256": hashlib.sha256(log.read_bytes()).hexdigest()}
    index.write_text(json.dumps(rows, ensure_ascii=False), encoding="utf-8")
    code, said = verified(folder, made.digest)
    assert code == 1
    assert "与链上的哈希不符" in said
    assert "指纹与给出的不符" in said


def test_only_the_unit_that_handles_the_case_and_only_what_is_whole(foi: Foi, answered, district, tmp_path):  # noqa: F811
    from django.core.files.storage import storages

    seal(foi, answered, tmp_path, Post.HEAD)
    for stranger in (district.clerk, district.actor("sifa", Post.OFFICER), foi.actor(Post.WINDOW)):
        with timekeeping.standing_at(MONDAY), pytest.raises(Refused, match="办理单位"):
            foi_sealed.seal(answered, stranger, "archive")
    assert Entry.objects.filter(action="foi.sealed").count() == 1
    file = StoredFile.objects.get(label="身份证明")
    storages["default"].delete(file.key)
    with timekeeping.standing_at(MONDAY), pytest.raises(Refused, match="找不到"):
        foi_sealed.seal(answered, foi.actor(), "archive")
    from django.core.files.base import ContentFile

    storages["default"].save(file.key, ContentFile(b"changed on disk"))
    with timekeeping.standing_at(MONDAY), pytest.raises(Refused, match="指纹不符"):
        foi_sealed.seal(answered, foi.actor(), "archive")


def test_it_waits_for_letters_that_are_still_being_made(foi: Foi):  # noqa: F811
    found = foi.handled()
    with timekeeping.standing_at(MONDAY), pytest.raises(Refused, match="还在生成"):
        foi_sealed.seal(found, foi.actor(), "archive")


def test_the_remedies_over_the_answer_join_the_file_with_their_evidence(foi: Foi, answered, tmp_path):  # noqa: F811
    with timekeeping.standing_at(MONDAY):
        facts = {"kind": "reconsideration", "organ": "某区人民政府", "filed_on": MONDAY, "received_on": MONDAY}
        remedy = remedies.report(answered, foi.actor(), facts)
        paper = SimpleUploadedFile("会议记录.txt", "一致同意".encode())
        said = {"name": "会议记录", "source": "本机关制作", "proves": "程序合法"}
        act(remedy.case, "add_evidence", foi.actor(), said, files=MultiValueDict({"paper": [paper]}))
    run_due()
    _made, folder = seal(foi, answered, tmp_path)
    assert verified(folder)[0] == 0
    index = json.loads((folder / "目录.json").read_text(encoding="utf-8"))
    ours = [row for row in index["文件"] if row["路径"].startswith("5-复议诉讼/")]
    assert [row["名称"] for row in ours] == ["行政复议：证据1 会议记录（会议记录.txt）"]
    assert (folder / ours[0]["路径"]).read_text(encoding="utf-8") == "一致同意"
    facts = json.loads((folder / "4-经过/办理事实.json").read_text(encoding="utf-8"))
    assert {"种类": "证据", "证据名称": "会议记录", "来源": "本机关制作", "证明的事实": "程序合法"} in facts
    clocks = json.loads((folder / "4-经过/期限.json").read_text(encoding="utf-8"))
    assert ("复议诉讼", "2023-04-27") in [(clock["事项"], clock["期限"]) for clock in clocks]
    entries = json.loads((folder / "4-经过/日志.json").read_text(encoding="utf-8"))["记录"]
    assert any("登记证据：第 1 件" in str(entry["记录"]) for entry in entries)
