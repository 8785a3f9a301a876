"""Lectures and visits, courseware, relay partners."""

from mingzheng.policy.outreach.models.courseware import Courseware
from mingzheng.policy.outreach.models.relays import Partner, Relay, RelayLine
from mingzheng.policy.outreach.models.sessions import Brand, Need, Raised, Rating, Session, SignUp

__all__ = ["Brand", "Courseware", "Need", "Partner", "Raised", "Rating", "Relay", "RelayLine", "Session", "SignUp"]
