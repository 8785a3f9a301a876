"""The receiver of the demonstration's subscriptions: they go on as long as it listens."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.conf import settings

from mingzheng.core.actors import Actor
from mingzheng.core.errors import Refused
from mingzheng.machines.standins.receiver import Got, Receiver, verified
from mingzheng.machines.webhooks import commands, demo
from mingzheng.machines.webhooks.models import Subscription

ACTOR = Actor.system("外部系统的替身")


@contextmanager
def listening(say: Callable[[str], None]) -> Iterator[Receiver]:
    """Change the secrets (a stand-in keeps none between two runs), resume, listen; pause again at the end.

    Raises:
        Refused: the demonstration has no subscription to this address.
        OSError: something else listens there.
    """
    held = list(
        Subscription.objects.filter(address=demo.address()).exclude(status=Subscription.Status.ENDED).order_by("pk")
    )
    if not held:
        raise Refused(
            f"没有推送到 {demo.address()} 的登记。",
            remedy="替身只用于演示区：请先运行 ./run demo remove 和 ./run demo build。",
            code="not_demo",
        )
    keys = {commands.rotate(one, ACTOR): one.name for one in held}
    port = int(settings.MINGZHENG_WEBHOOK_STANDIN.rpartition(":")[2])
    with Receiver(port=port, heard=lambda got: say(_told(got, keys))) as receiver:
        for one in held:
            commands.resume(one, ACTOR)
        try:
            yield receiver
        finally:
            for one in held:
                commands.pause(one, demo.WAITING, ACTOR)


def _told(got: Got, keys: dict[str, str]) -> str:
    name = next((name for key, name in keys.items() if verified(got, key)), None)
    if name is None:
        return "签名不对，没有收"
    said = json.loads(got[1])
    data = said["data"]
    return f"{name}　{said['type']}　{data['identifier']}　{data['address']}　签名正确"
