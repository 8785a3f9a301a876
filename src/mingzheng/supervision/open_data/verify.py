"""冻结数字核对：python3 verify.py 文件 [公布的哈希] [另一份文件]

只用 Python 标准库，不联网。核对：文件的 SHA-256 就是公布的哈希；给出另一份文件的，逐个数字比较，说出哪项任务、哪个数字、
哪一天不同。另一份是完整文件的，先核对它的哈希就是公开文件里写的那一个。
退出码：0 相符；1 读不了；3 不是公布的那份文件；5 有数字不同。
"""

import hashlib
import json
import pathlib
import sys

FORMATS = {"mingzheng-freeze/1": "公开文件", "mingzheng-freeze-inner/1": "完整文件"}


def read(data):
    """The content of a file; ValueError when it is none of a freeze."""
    says = json.loads(data.decode("utf-8"))
    if not isinstance(says, dict) or says.get("format") not in FORMATS:
        raise ValueError("这不是冻结的文件")
    return says


def values(says):
    """(task, figure, unit or "", day) → value."""
    found = {}
    for row in says["figures"]:
        for unit, days in {"": row["days"], **row.get("units", {})}.items():
            for day, above, below in days:
                found[row["task"], row["label"], unit, day] = str(above) if below is None else f"{above}/{below}"
    return found


def differences(first, second):
    """Figures that both files speak of and that are not the same, one line each."""
    one, other = values(first), values(second)
    narrow = "mingzheng-freeze/1" in (first["format"], second["format"])
    found = []
    for key in sorted({*one, *other}):
        if narrow and (key[2] or (first["format"] != second["format"] and (key not in one or key not in other))):
            continue
        if one.get(key) != other.get(key):
            task, label, unit, day = key
            whose = unit or "全区"
            found.append(f"第{task}项 {label} {whose} {day}：{one.get(key, '没有')} / {other.get(key, '没有')}")
    return found


def problems(data, published="", other=b""):
    """(exit code, lines): everything that does not agree."""
    says, name = read(data), hashlib.sha256(data).hexdigest()
    if published and published.strip().lower() != name:
        return 3, [f"不是公布的那份文件：它的哈希是 {name}，公布的是 {published}"]
    if not other:
        return 0, []
    second, second_name = read(other), hashlib.sha256(other).hexdigest()
    named = says.get("inner_sha256")
    if second["format"].startswith("mingzheng-freeze-inner") and named and named != second_name:
        return 3, [
            f"完整文件不是公开文件里写的那一份：它的哈希是 {second_name}，写的是 {named}",
            *differences(says, second),
        ]
    found = differences(says, second)
    return (5 if found else 0), found


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    published = [one for one in sys.argv[2:] if len(one) == 64 and not pathlib.Path(one).exists()]
    others = [one for one in sys.argv[2:] if one not in published]
    try:
        data = pathlib.Path(sys.argv[1]).read_bytes()
        code, lines = problems(data, *published[:1] or [""], *(pathlib.Path(one).read_bytes() for one in others[:1]))
        says = read(data)
    except (OSError, ValueError, KeyError, TypeError) as error:
        sys.exit(f"读不了：{error}")
    print(f"{FORMATS[says['format']]}：{says['plan']['title']}，数字截至 {says['day']}，{len(says['figures'])} 个数字")
    print(f"哈希 {hashlib.sha256(data).hexdigest()}")
    print(f"工作日志第 {says['journal']['position']} 号 {says['journal']['hash']}")
    print("相符。" if not code else "不相符。")
    print("\n".join(lines), file=sys.stderr)
    sys.exit(code)
