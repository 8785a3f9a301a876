"""What is owed every day, and what the outbox brings."""

from __future__ import annotations

from mingzheng.core.outbox.daily import daily
from mingzheng.participation.letters import intake, joining  # noqa: F401 - hears what came in

daily("letters.receipts", label="清除来信回执的查询码")(intake.forget_receipts)
daily("letters.persons", label="清除到期的来信人联系方式")(intake.forget_persons)
