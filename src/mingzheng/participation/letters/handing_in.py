"""A sheet of work orders from the desk of the unit that hands its channel out: tried, or taken over."""

from __future__ import annotations

from mingzheng.core.actors import Actor
from mingzheng.core.errors import Refused
from mingzheng.core.procedures.permission import still_in_post
from mingzheng.participation.letters import dated, importing, sheets
from mingzheng.participation.letters.models.letter import Channel

MOST = 500  # rows of one sheet: what a page can wait for. More: ``./run letters import``
AT_A_TIME = 50  # rows of one transaction: others who write meanwhile wait no longer than for these
CHANNELS = (Channel.HOTLINE, Channel.NATIONAL)  # letters of the others are written on the portal


def channels_of(actor: Actor) -> list[Channel]:
    """The channels whose work orders the actor's unit hands out."""
    units = {channel: dated.intake(channel) for channel in CHANNELS}
    return [channel for channel, unit in units.items() if unit is not None and unit.pk == actor.unit_id]


def hand_in(data: bytes, name: str, channel: str, actor: Actor, *, trial: bool) -> importing.Report:
    """Judge the rows of a sheet and, unless it is a trial, take over those that are without fault.

    Raises:
        Refused: another unit hands the channel out, too many rows, or no sheet of work orders.
    """
    still_in_post(actor)
    if channel not in channels_of(actor):
        raise Refused(
            f"{Channel(channel).label}的工单不由您的单位分办。", remedy="请选本单位分办的渠道。", field="channel"
        )
    rows = list(sheets.read(data, name))
    if len(rows) > MOST:
        raise Refused(f"一次最多导入 {MOST} 行，这张表有 {len(rows)} 行。", remedy="请分成几张表。", field="file")
    if trial:
        return importing.try_rows(rows, channel)
    return importing.import_rows(rows, channel, actor, batch_size=AT_A_TIME)
