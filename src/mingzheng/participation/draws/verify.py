"""抽签核对：python3 verify.py 结果文件 [抽签之前公布的名单哈希]

只用 Python 标准库，不联网。规则：每一类里，按 sha256("种子|名单哈希|代码") 从小到大排列，先取名额，再取候补；不从别的类补。
有交叉名额时，sha256("种子|名单哈希|panel") 除以权数总和的余数，落在哪个方案里就用哪个方案的各类名额。
"""

import hashlib
import pathlib
import sys


def sha(text):
    return hashlib.sha256(text.encode()).hexdigest()


def problems(data, published=""):
    """Everything that does not agree; an empty list when the draw is what the list and the seed give."""
    at = data.find(b"\nresult\t") + 1
    if not at:
        return ["文件里没有抽签结果"]
    name = hashlib.sha256(data[:at]).hexdigest()
    frozen, drawn = (
        [line.split("\t") for line in part.decode().split("\n") if line] for part in (data[:at], data[at:])
    )
    if drawn[0][1] != name or (published and published.strip().lower() != name):
        return [f"名单被改过：它的哈希是 {name}，公布的是 {published or drawn[0][1]}"]
    seed = drawn[1][1]
    places = {row[1]: int(row[2]) for row in frozen if row[0] == "places"}
    panels = [row for row in frozen if row[0] == "panel"]
    if panels:
        left = int(sha(f"{seed}|{name}|panel"), 16) % sum(int(row[1]) for row in panels)
        while left >= int(panels[0][1]):
            left -= int(panels.pop(0)[1])
        places = {pair.rsplit("=", 1)[0]: int(pair.rsplit("=", 1)[1]) for pair in panels[0][2:]}
    most = next(int(row[1]) for row in frozen if row[0] == "alternates")
    right = [["result", name], ["seed", seed]]
    for category, count in places.items():
        line = [row[1] for row in frozen if row[0] == "entry" and row[2] == category]
        line.sort(key=lambda code: (sha(f"{seed}|{name}|{code}"), code))
        right += [["place", category, str(n), code] for n, code in enumerate(line[:count], 1)]
        right += [
            ["alternate", category, str(n), code] for n, code in enumerate(line[count : count + most], 1) if count
        ]
        right += [["empty", category, str(count - len(line))]] if len(line) < count else []
    return [f"与计算不符：{' '.join(row)}" for row in sorted({*map(tuple, drawn)} ^ {*map(tuple, right)})]


def main(file="", published=""):
    """What to print and how to end: 0 agrees, else the reasons."""
    if not file:
        return __doc__
    try:
        found = problems(pathlib.Path(file).read_bytes(), published)
    except OSError:
        return f"读不到文件「{file}」。请核对文件名。"
    except (ValueError, LookupError, StopIteration, ArithmeticError):
        return "这不是抽签结果文件，或者文件已经损坏。请从核对页重新下载。"
    print("不相符" if found else "相符：结果就是这份名单和这个种子算出来的。")
    return "\n".join(found) or 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:3]))
