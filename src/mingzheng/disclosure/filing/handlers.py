"""What the room does when the outbox calls. Noting is quick; asking the library has a lane of its own (``slow``)."""

from __future__ import annotations

from typing import Any

from mingzheng.core.actors import Actor
from mingzheng.core.outbox.daily import daily
from mingzheng.core.outbox.registry import handler
from mingzheng.disclosure.filing import commands, monthly, reconciling

# With the outbox's back-off (at most six hours) this is about ten days of trying.
ATTEMPTS = 50


def _noted(payload: dict[str, Any]) -> None:
    commands.note(payload["document"])


for _event in ("released", "withdrawn", "effect"):
    handler(f"filing.{_event}", label="登记公文库推送", event=f"documents.{_event}")(_noted)


@handler(commands.TOPIC, label="推送公文库", max_attempts=ATTEMPTS, slow=True)
def push(payload: dict[str, Any]) -> None:
    """``{push}``: one version of one document."""
    commands.push(payload["push"])


@handler(commands.MONTH_TOPIC, label="报送全量备案", max_attempts=ATTEMPTS, slow=True)
def send_month(payload: dict[str, Any]) -> None:
    """``{filing, round}``: one submission of a monthly filing."""
    monthly.send(payload["filing"], payload["round"])


@handler(reconciling.TOPIC, label="与公文库对账", slow=True)
def reconcile_asked(payload: dict[str, Any]) -> None:
    """``{by}``: somebody asked for a comparison."""
    reconciling.reconcile(Actor.system(payload["by"]))


@daily("filing.months", label="开立上月全量备案")
def open_months() -> None:
    monthly.open_due()


@daily("filing.waiting", label="公文库推送补漏")
def waiting() -> None:
    """What was never noted, and what waits without a message of its own."""
    commands.note_all()
    commands.owe_waiting()
    monthly.owe_unsent()


@daily("filing.reconcile", label="与公文库对账", slow=True)
def reconcile() -> None:
    reconciling.reconcile_daily()
