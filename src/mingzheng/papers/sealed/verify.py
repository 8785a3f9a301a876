"""核对案卷封存包。只用 Python 3 自带的库：解压后在这个文件夹里运行

    python3 verify.py [目录.json 的 SHA-256]

逐个核对文件的指纹和日志记录的链上证明；全部相符时退出码为 0，否则为 1。
"""

import hashlib
import json
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
INDEX = "目录.json"
HISTORY = "4-经过/日志.json"


def files_faults(index):
    known = {INDEX}
    for row in index["文件"]:
        path = row["路径"]
        known.add(path)
        if not (HERE / path).is_file():
            yield f"缺少文件：{path}"
            continue
        data = (HERE / path).read_bytes()
        if len(data) != row["字节"] or hashlib.sha256(data).hexdigest() != row["sha256"]:
            yield f"文件被改动：{path}"
    for found in sorted(HERE.rglob("*")):
        path = found.relative_to(HERE).as_posix()
        if found.is_file() and path not in known:
            yield f"目录里没有这个文件：{path}"


def history_faults(history):
    before = None
    for row in history["记录"]:
        place = row["位置"]
        if place is None:
            continue
        said = json.dumps(row["记录"], ensure_ascii=False, separators=(",", ":")).encode("utf-8")
        if hashlib.sha256(row["前一哈希"].encode("ascii") + b"\n" + said).hexdigest() != row["哈希"]:
            yield f"日志第 {place} 号记录与链上的哈希不符"
        if before and place == before["位置"] + 1 and row["前一哈希"] != before["哈希"]:
            yield f"日志第 {place} 号记录没有接在前一条之后"
        if place == history["链头"]["位置"] and row["哈希"] != history["链头"]["哈希"]:
            yield f"日志第 {place} 号记录与链头不符"
        before = row


def main():
    given = sys.argv[1].lower() if len(sys.argv) > 1 else ""
    data = (HERE / INDEX).read_bytes()
    digest = hashlib.sha256(data).hexdigest()
    index, history = json.loads(data.decode("utf-8")), json.loads((HERE / HISTORY).read_text(encoding="utf-8"))
    faults = [*files_faults(index), *history_faults(history)]
    if given and given != digest:
        faults.append("目录.json 的指纹与给出的不符")
    print(f"申请号：{index['申请号']}")
    print(f"目录.json 的 SHA-256：{digest}")
    print(f"日志链头：第 {history['链头']['位置']} 号 {history['链头']['哈希']}")
    for fault in faults:
        print(f"不符：{fault}")
    verdict = f"有 {len(faults)} 处不符" if faults else "全部相符"
    print(f"共 {len(index['文件'])} 个文件、{len(history['记录'])} 条记录，{verdict}。")
    return 1 if faults else 0


if __name__ == "__main__":
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(encoding="utf-8")
    sys.exit(main())
