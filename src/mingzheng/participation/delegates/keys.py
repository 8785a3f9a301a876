"""What the codes of this room are for; a code of one purpose opens no other."""

CANDIDATE = "mingzheng.delegates.candidate"
INVITATION = "mingzheng.delegates.invitation"
