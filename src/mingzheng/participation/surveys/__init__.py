"""Questionnaires (问卷) and calls (征集) with their ballots: asked by one, reviewed by another, answered in public."""
