"""Supervision: the plan and what measures it."""
