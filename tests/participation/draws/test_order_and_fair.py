"""The pure part: order, alternates, shortfalls; the fairest panels against brute force; the script against the platform."""

from __future__ import annotations

import datetime as dt
import itertools
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from mingzheng.core.errors import Refused
from mingzheng.participation.draws import fair, listing, order, verify
from mingzheng.participation.draws.fair import leximin
from mingzheng.participation.draws.listing import Entry, Frozen
from mingzheng.participation.draws.preparing import prepare
from mingzheng.participation.draws.quotas import Impossible, Kind, Quota

CODES = st.lists(st.text("ABCDEFGH23456789", min_size=4, max_size=6), unique=True, min_size=1, max_size=30)


def frozen(prepared, title="某次会议公众代表"):
    return Frozen(
        title=title,
        owner="delegates.meeting:3",
        frozen_on=dt.date(2023, 6, 1),
        seed_source="中国体育彩票排列5第23150期",
        seed_on=dt.date(2023, 6, 8),
        places=prepared.places,
        alternates=prepared.alternates,
        entries=prepared.entries,
        quotas=prepared.quotas,
        panels=prepared.panels,
    )


def result_of(file, seed):
    return listing.result_text(file.text(), seed, file.lots(seed), file.shortfalls())


# --- order -------------------------------------------------------------------------------------------------------


def test_the_order_is_that_of_the_published_formula():
    """Worked out apart from this project, so that nobody changes the formula unnoticed."""
    assert order.ordered("6 1 8 2 5", "ab" * 32, ["A", "B", "C", "D"]) == ["D", "A", "C", "B"]
    assert order.digest("种子|名单|A") == "3a65284adf736edfea9d003e9c803b414cd13b783376205c0364891914ec8c03"


@given(CODES, st.integers(1, 8), st.integers(0, 4), st.text("0123456789 ", min_size=1, max_size=12))
def test_nobody_comes_from_another_category_and_what_is_missing_is_said(codes, places, alternates, seed):
    entries = {code: ("市民", "企业")[at % 2] for at, code in enumerate(codes)}
    wanted = {"市民": places, "企业": places}
    lots = order.allot(entries, wanted, alternates, seed, "0" * 64)
    assert all(entries[lot.code] == lot.category for lot in lots)
    assert len({lot.code for lot in lots}) == len(lots)
    empty = {one.category: one.missing for one in order.shortfalls(entries, wanted)}
    people = Counter(entries.values())
    for category in wanted:
        drawn = [lot for lot in lots if lot.category == category and lot.kind == order.PLACE]
        waiting = [lot for lot in lots if lot.category == category and lot.kind == order.ALTERNATE]
        assert len(drawn) + empty.get(category, 0) == places
        assert len(waiting) == min(alternates, max(people[category] - places, 0))
        line = order.ordered(seed, "0" * 64, [code for code in codes if entries[code] == category])
        assert [lot.code for lot in (*drawn, *waiting)] == line[: len(drawn) + len(waiting)]


def test_a_category_without_people_fills_from_nowhere():
    lots = order.allot({"A1": "市民", "A2": "市民"}, {"市民": 1, "企业": 1}, 2, "1", "0" * 64)
    assert [lot.category for lot in lots] == ["市民", "市民"]
    assert order.shortfalls({"A1": "市民"}, {"市民": 1, "企业": 1}) == [order.Shortfall("企业", 1, 0)]


@pytest.mark.parametrize(("typed", "plain"), [(" 6 1　8\t2 ", "6 1 8 2"), ("６１８", "618"), ("\n", "")])
def test_a_seed_typed_in_another_width_is_the_same(typed, plain):
    assert order.plain_seed(typed) == plain


def test_nobody_stands_on_a_list_without_any_chance():
    with pytest.raises(Refused, match="没有名额的类别：「专家」"):
        prepare([Entry("A1", "市民"), Entry("A2", "专家")], {"市民": 1}, 0)
    with pytest.raises(Refused, match="重复"):
        prepare([Entry("A1", "市民"), Entry("A1", "市民")], {"市民": 1}, 0)
    with pytest.raises(Refused, match="不能写进文件"):
        prepare([Entry("A1", "市\t民")], {"市\t民": 1}, 0)


# --- the script says the same as the platform --------------------------------------------------------------------


@settings(max_examples=40)
@given(CODES, st.integers(1, 4), st.integers(0, 3), st.text("0123456789", min_size=1, max_size=8))
def test_the_stand_alone_script_agrees_and_the_file_is_read_back(codes, places, alternates, seed):
    entries = [Entry(code, ("市民", "企业")[at % 2]) for at, code in enumerate(codes)]
    file = frozen(prepare(entries, {"市民": places, "企业": places}, alternates))
    assert listing.read(file.text()).text() == file.text()
    data = result_of(file, seed).encode()
    assert verify.problems(data, order.digest(file.text())) == []


def test_every_single_byte_of_list_and_result_matters():
    """Whatever byte is changed, the script does not say that it agrees; with ten people in a row another seed gives another order."""
    entries = [Entry(f"C{n}", ("市民", "企业")[n % 2]) for n in range(20)]
    file = frozen(prepare(entries, {"市民": 2, "企业": 12}, 9))
    data, published = result_of(file, "61825").encode(), order.digest(file.text())
    for at in range(len(data)):
        changed = data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]
        try:
            agrees = not verify.problems(changed, published)
        except (ValueError, LookupError, StopIteration):  # so broken that it cannot be read: it does not agree either
            agrees = False
        assert not agrees, (at, data[max(at - 20, 0) : at + 1])


def test_the_script_runs_alone(tmp_path):
    """Isolated from this project and from every installed package."""
    file = frozen(prepare([Entry(f"C{n}", "市民") for n in range(9)], {"市民": 3}, 2))
    script, result = tmp_path / "verify.py", tmp_path / "jieguo.txt"
    script.write_bytes(Path(verify.__file__).read_bytes())
    result.write_text(result_of(file, "42"), encoding="utf-8", newline="\n")
    run = [sys.executable, "-I", "-S", str(script), str(result)]
    assert subprocess.run([*run, order.digest(file.text())], capture_output=True, check=False).returncode == 0
    result.write_bytes(result.read_bytes().replace(b"entry\tC3", b"entry\tC9"))
    wrong = subprocess.run(run, capture_output=True, check=False, env={**os.environ, "PYTHONUTF8": "1"})
    assert wrong.returncode == 1
    assert "名单被改过" in wrong.stderr.decode()
    assert len(script.read_text(encoding="utf-8").splitlines()) <= 65


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (None, "读不到文件"),
        (b"nothing", "没有抽签结果"),
        (b"\xff\xfe\nresult\tx", "已经损坏"),
        (b"places\t\t1\nresult\tx", "名单被改过"),
    ],
)
def test_the_script_says_what_is_wrong_with_a_file_that_is_no_result(tmp_path, data, said):
    file = tmp_path / "jieguo.txt"
    if data is not None:
        file.write_bytes(data)
    run = [sys.executable, "-I", "-S", verify.__file__, str(file)]
    wrong = subprocess.run(run, capture_output=True, check=False, env={**os.environ, "PYTHONUTF8": "1"})
    assert wrong.returncode == 1
    assert said in wrong.stderr.decode() and b"Traceback" not in wrong.stderr
    bare = subprocess.run(run[:-1], capture_output=True, check=False)
    assert bare.returncode == 1 and "verify.py 结果文件" in bare.stderr.decode()


# --- crossed quotas ----------------------------------------------------------------------------------------------


def brute_force(people, size, quotas):
    """Sorted chances of a leximin over all panels of single people, by another way: who cannot have more is fixed."""
    panels = [
        panel
        for panel in itertools.combinations(range(len(people)), size)
        if all(q.least <= sum(people[one].get(q.trait) == q.value for one in panel) <= q.most for q in quotas)
    ]
    if not panels:
        return None
    sits = np.array([[float(one in panel) for panel in panels] for one in range(len(people))])
    fixed: dict[int, float] = {}

    def best(weights, floors):
        """Maximise weights·chances (last entry: the common floor z of the free ones)."""
        count = len(panels)
        cost = np.append(-(weights @ sits), 0.0) if weights is not None else np.append(np.zeros(count), -1.0)
        upper, right = [], []
        for one in range(len(people)):
            row = np.append(-sits[one], 0.0)
            if one in fixed:
                upper.append(row), right.append(-fixed[one] + 1e-9)
            elif floors is None:
                row[-1] = 1.0
                upper.append(row), right.append(0.0)
            else:
                upper.append(row), right.append(-floors + 1e-9)
        equal = np.append(np.ones(count), 0.0)[None, :]
        found = linprog(cost, np.array(upper), right, equal, [1.0], bounds=[(0, None)] * count + [(0, 1)])
        assert found.status == 0
        return -found.fun

    while len(fixed) < len(people):
        floor = best(None, None)
        for one in [one for one in range(len(people)) if one not in fixed]:
            if best(np.eye(len(people))[one], floor) <= floor + 1e-6:
                fixed[one] = floor
    return sorted(fixed.values())


PEOPLE = st.lists(
    st.fixed_dictionaries({"k": st.sampled_from("ab"), "g": st.sampled_from("mf")}), min_size=3, max_size=7
)


def kinds_of(people):
    counted = Counter((one["k"], one["g"]) for one in people)
    return [Kind(k + g, {"k": k, "g": g}, n) for (k, g), n in counted.items()]


@settings(max_examples=60)
@given(PEOPLE, st.integers(1, 4), st.data())
def test_leximin_agrees_with_brute_force(people, size, data):
    assume(size <= len(people))
    quotas = []
    for trait, value in (("k", "a"), ("k", "b"), ("g", "m"), ("g", "f")):
        least = data.draw(st.integers(0, 2))
        quotas.append(Quota(trait, value, least, data.draw(st.integers(least, 4))))
    right = brute_force(people, size, quotas)
    if right is None:
        with pytest.raises(Impossible) as refused:
            leximin(kinds_of(people), size, quotas)
        # What it names cannot be kept; and it names no more than that.
        named = refused.value.quotas
        assert brute_force(people, size, named) is None
        return
    found = leximin(kinds_of(people), size, quotas)
    chances = sorted(float(found.chances[one["k"] + one["g"]]) for one in people)
    assert chances == pytest.approx(right, abs=2e-5)
    assert sum(panel.weight for panel in found.panels) == fair.TOTAL
    for panel in found.panels:
        assert sum(panel.places.values()) == size
        for quota in quotas:
            at = 0 if quota.trait == "k" else 1
            count = sum(n for category, n in panel.places.items() if category[at] == quota.value)
            assert quota.least <= count <= quota.most


def test_impossible_quotas_are_named_and_no_others():
    """Three of the five can stand; two contradict each other through the people there are."""
    kinds = [Kind("a·m", {"k": "a", "g": "m"}, 5), Kind("b·f", {"k": "b", "g": "f"}, 5)]
    quotas = [Quota("k", "a", 3, 3), Quota("g", "f", 2, 4), Quota("g", "m", 0, 4)]
    with pytest.raises(Impossible) as refused:
        leximin(kinds, 4, quotas)
    assert {quota.value for quota in refused.value.quotas} == {"a", "f"}
    with pytest.raises(Impossible, match="名单里只有 5 人"):
        leximin(kinds, 8, [Quota("k", "a", 6, 8)])
    with pytest.raises(Impossible, match="合计 9"):
        leximin(kinds, 8, [Quota("k", "a", 5, 8), Quota("k", "b", 4, 8)])


def test_who_has_no_chance_is_named_before_anything_is_frozen():
    entries = [Entry(f"C{n}", traits={"类别": "市民" if n else "专家"}) for n in range(4)]
    with pytest.raises(Refused, match="专家的人一定抽不中"):
        prepare(entries, {"": 2}, 0, [Quota("类别", "专家", 0, 0)])


def test_the_same_input_gives_the_same_panels_whatever_the_hash_seed():
    """`sortition-algorithms` gave four panels for four seeds; this must not."""
    program = (
        "import hashlib, random\n"
        "from mingzheng.participation.draws.fair import *\n"
        "rng = random.Random(5)\n"
        "held = {}\n"
        "for _ in range(40):\n"
        "    key = (rng.choice('abc'), rng.choice('mf'), rng.choice('123'))\n"
        "    held[key] = held.get(key, 0) + 1\n"
        "kinds = {('·'.join(k), n) for k, n in held.items()}\n"
        "kinds = [Kind(c, dict(zip('kga', c.split('·'))), n) for c, n in kinds]\n"
        "quotas = [Quota(*q) for q in {('k', 'a', 1, 3), ('k', 'b', 1, 3), ('g', 'f', 3, 3), ('a', '1', 1, 3)}]\n"
        "print(hashlib.sha256(repr(leximin(kinds, 6, quotas)).encode()).hexdigest())\n"
    )
    said = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        for seed in ("0", "1", "77")
    }
    assert len(said) == 1


def test_a_crossed_draw_is_verified_by_the_script_and_keeps_the_quotas():
    entries = [
        Entry(f"C{n:02}", traits={"类别": ("市民", "企业", "专家")[n % 3], "年龄": ("青", "中", "老")[n % 4 % 3]})
        for n in range(24)
    ]
    quotas = [Quota("类别", "市民", 2, 4), Quota("类别", "企业", 2, 3), Quota("年龄", "老", 1, 3)]
    file = frozen(prepare(entries, {"": 6}, 1, quotas))
    traits = {entry.code: entry.traits for entry in entries}
    assert listing.read(file.text()).text() == file.text()
    assert sum(float(one.each) * one.people for one in file.chances()) == pytest.approx(6)
    for seed in map(str, range(20)):
        lots = file.lots(seed)
        drawn = [lot.code for lot in lots if lot.kind == order.PLACE]
        assert len(drawn) == 6
        for quota in quotas:
            assert quota.least <= sum(traits[code][quota.trait] == quota.value for code in drawn) <= quota.most
        assert verify.problems(result_of(file, seed).encode(), order.digest(file.text())) == []
