"""Profiles, conditions, audiences, deliveries."""
