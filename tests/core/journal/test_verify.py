"""Whoever lifts the triggers can change rows; the chain tells."""

from __future__ import annotations

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from tests.support.tampering import tampering

from mingzheng.core.journal import chain, commands, queries
from mingzheng.core.journal.models import Entry, Head, Seal, Unsealed
from mingzheng.core.records import RecordRef

pytestmark = pytest.mark.django_db
SUBJECT = RecordRef("units.unit", "1")
WRITTEN = 6


@pytest.fixture
def sealed(machine):
    return _write(machine, WRITTEN)


def _write(machine, many):
    made = [
        commands.append(
            action="test.step", actor=machine, subject=SUBJECT, summary=f"第{number}步", data={"n": number, "名": "值"}
        )
        for number in range(many)
    ]
    commands.seal_all()
    return made


def faults():
    report = queries.verify()
    assert not report.sound
    with pytest.raises(CommandError, match="核验不通过"):
        call_command("journal", "verify", stdout=StringIO())
    return "".join(report.faults)


def test_an_untouched_journal_is_sound(sealed):
    report = queries.verify()
    assert (report.entries, report.sealed, report.waiting, report.faults) == (WRITTEN, WRITTEN, 0, [])
    out = StringIO()
    call_command("journal", "verify", stdout=out)
    assert "核验通过" in out.getvalue()


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("summary", "改过的摘要"),
        ("person_name", "别人"),
        ("person_id", 99),
        ("unit_name", "别的单位"),
        ("post", "head"),
        ("delegated_from", "某人"),
        ("basis", "别的依据"),
        ("case_id", 5),
        ("subject_id", "2"),
        ("data_text", '{"n":3}'),
        ("action", "test.other"),
    ],
)
def test_a_changed_entry_is_found(sealed, column, value):
    with tampering():
        Entry.objects.filter(pk=sealed[2].pk).update(**{column: value})
    assert "第 3 号记录" in faults()


def test_a_changed_time_is_found(sealed):
    import datetime as dt

    with tampering():
        Entry.objects.filter(pk=sealed[2].pk).update(at=sealed[2].at + dt.timedelta(microseconds=1))
    assert "第 3 号记录" in faults()


def test_a_changed_seal_is_found(sealed):
    with tampering():
        Seal.objects.filter(position=4).update(hash="0" * 64)
    assert "第 4 号记录" in faults()


def test_a_removed_entry_is_found(sealed):
    with tampering():
        Entry.objects.filter(pk=sealed[2].pk)._raw_delete("default")
    assert "第 3 号的记录或封印缺失" in faults()
    with tampering():  # so that the database's own checks at the end of the test find nothing dangling
        Seal.objects.filter(position=3)._raw_delete("default")


def test_an_entry_removed_with_its_seal_is_found(sealed):
    with tampering():
        Seal.objects.filter(position=3)._raw_delete("default")
        Entry.objects.filter(pk=sealed[2].pk)._raw_delete("default")
    assert "第 3 号的记录或封印缺失" in faults()


def test_a_removed_tail_is_found(sealed):
    with tampering():
        Seal.objects.filter(position=WRITTEN)._raw_delete("default")
        Entry.objects.filter(pk=sealed[-1].pk)._raw_delete("default")
    assert f"链头记为第 {WRITTEN} 号" in faults()


def test_a_removed_seal_is_found(sealed):
    with tampering():
        Seal.objects.filter(position=WRITTEN)._raw_delete("default")
    assert "既未封印" in faults()


def test_reordered_seals_are_found(sealed):
    with tampering():
        first, second = Seal.objects.get(position=2), Seal.objects.get(position=3)
        hashes = first.hash, second.hash
        Seal.objects.filter(position__in=(2, 3))._raw_delete("default")
        Seal.objects.create(position=2, entry_id=second.entry_id, hash=hashes[0])
        Seal.objects.create(position=3, entry_id=first.entry_id, hash=hashes[1])
    assert "第 2 号记录" in faults()


@pytest.mark.parametrize("position", [2, WRITTEN + 3])
def test_a_moved_head_is_found(sealed, position):
    kept = Seal.objects.filter(position=position).first()
    Head.objects.update(position=position, hash=kept.hash if kept else "0" * 64)
    assert "链头" in faults()


def test_an_entry_slipped_past_the_sealer_is_found(sealed, machine):
    commands.append(action="test.step", actor=machine, subject=SUBJECT, summary="漏封")
    Unsealed.objects.all().delete()
    assert "既未封印" in faults()
    commands.append(action="test.step", actor=machine, subject=SUBJECT, summary="待封")
    Unsealed.objects.create(entry=sealed[0])
    assert "已经封印" in faults()


def test_a_chain_forged_anew_from_the_start_is_found_only_against_an_exported_head(sealed, tmp_path):
    exported = commands.export_head(tmp_path)
    with tampering():
        Entry.objects.filter(pk=sealed[1].pk).update(summary="改过的摘要")
        head = chain.GENESIS
        for seal in Seal.objects.select_related("entry").order_by("position"):
            head = chain.link(head, seal.entry)
            Seal.objects.filter(position=seal.position).update(hash=head)
        Head.objects.update(hash=head)
    assert queries.verify().sound
    with pytest.raises(CommandError, match="先前导出的链头"):
        call_command("journal", "verify", against=str(exported), stdout=StringIO())


def test_a_chain_that_only_grew_passes_against_an_exported_head(sealed, machine, tmp_path):
    exported = commands.export_head(tmp_path)
    facts = json.loads(exported.read_text(encoding="utf-8"))
    assert facts["position"] == WRITTEN
    _write(machine, 3)
    out = StringIO()
    call_command("journal", "verify", "--json", against=str(exported), stdout=out)
    assert json.loads(out.getvalue())["sealed"] == WRITTEN + 3


def test_an_empty_journal_passes_and_its_head_is_the_beginning(db, tmp_path):
    exported = commands.export_head(tmp_path)
    assert queries.verify((0, chain.GENESIS)).sound
    call_command("journal", "verify", against=str(exported), stdout=StringIO())


def test_an_unreadable_head_file_says_what_to_give(db, tmp_path):
    for text in ("不是 JSON", "[]", "{}"):
        (tmp_path / "head.json").write_text(text, encoding="utf-8")
        with pytest.raises(CommandError, match="journal export"):
            call_command("journal", "verify", against=str(tmp_path / "head.json"), stdout=StringIO())


def test_head_prints_position_and_hash(sealed):
    out = StringIO()
    call_command("journal", "head", "--json", stdout=out)
    assert json.loads(out.getvalue()) == {"position": WRITTEN, "hash": queries.head().hash}


def test_an_outside_verifier_needs_only_the_documented_form(sealed):
    """The canonical form of ADR 0002, written out without the project's own code."""
    import datetime as dt
    import hashlib

    previous = hashlib.sha256("明政工作日志".encode()).hexdigest()
    for seal in Seal.objects.select_related("entry").order_by("position"):
        row = seal.entry
        fields = [str(row.pk), row.at.astimezone(dt.UTC).isoformat(timespec="microseconds"), row.action]
        fields += [row.subject_kind, row.subject_id, "" if row.case_id is None else str(row.case_id)]
        fields += [str(row.person_id), row.person_name, row.post, str(row.unit_id), row.unit_name]
        fields += [row.delegated_from, row.basis, row.summary, row.data_text]
        text = json.dumps(fields, ensure_ascii=False, separators=(",", ":"))
        previous = hashlib.sha256(f"{previous}\n{text}".encode()).hexdigest()
        assert seal.hash == previous
