"""Knowledge base, message board, hand-overs, material for windows, and what was asked by any channel."""

from mingzheng.policy.questions.models.asked import Asked, Often
from mingzheng.policy.questions.models.entry import Entry, EntryVersion
from mingzheng.policy.questions.models.handout import Handout, HandoutReceipt
from mingzheng.policy.questions.models.handover import Handover
from mingzheng.policy.questions.models.message import Message, MessageContact
from mingzheng.policy.questions.models.offer import Offer

__all__ = [
    "Asked",
    "Entry",
    "EntryVersion",
    "Handout",
    "HandoutReceipt",
    "Handover",
    "Message",
    "MessageContact",
    "Offer",
    "Often",
]
