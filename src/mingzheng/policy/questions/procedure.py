"""The room's declared tables."""

from mingzheng.policy.questions.table_entry import ENTRY
from mingzheng.policy.questions.table_message import MESSAGE
from mingzheng.policy.questions.table_often import OFTEN
from mingzheng.policy.questions.table_windows import HANDOVER, RECEIPT

ALL = (ENTRY, MESSAGE, HANDOVER, RECEIPT, OFTEN)
