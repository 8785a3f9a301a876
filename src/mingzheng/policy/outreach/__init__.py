"""Lectures and visits, courseware, relay partners."""
