"""Clean-up campaigns (清理): units propose, 区府办 decides, the list is published and the effects recorded in one step."""
