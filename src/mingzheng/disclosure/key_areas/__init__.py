"""The seven areas of the notice: matters, projects with milestones, tables."""
