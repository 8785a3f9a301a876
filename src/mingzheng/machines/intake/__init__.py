"""What another system brings in: work orders, applications, drafts; each known by that system's own number."""
