"""A rule of a policy as a tree: read, validated, judged for one profile, said in a sentence. Pure: no Django, no database.

``compiling`` makes the SQL of the same tree, ``counting`` its arrays; all three rest on the one table of ``operators``.
"""

from mingzheng.policy.push.conditions.judging import Judge, Verdict
from mingzheng.policy.push.conditions.tree import Fault, Group, How, Node, Row, dump, read, rows_of
from mingzheng.policy.push.conditions.wording import phrase, sentence

__all__ = [
    "Fault",
    "Group",
    "How",
    "Judge",
    "Node",
    "Row",
    "Verdict",
    "dump",
    "phrase",
    "read",
    "rows_of",
    "sentence",
]
