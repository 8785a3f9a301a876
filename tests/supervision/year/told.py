"""The figures of what the district publishes, as far as a year plays them (see docs/year.md)."""

WINGS = (
    "workplan",
    "tags",
    "columns",
    "key_areas",
    "papers",
    "releases",
    "policies",
    "cleanup",
    "filing",
    "places",
    "rounds",
)
FIGURES = {
    "catalogue.classified", "catalogue.columns_fresh", "catalogue.items_good", "corners.active_in_quarter",
    "corners.handed_over", "documents.determined", "documents.findings_settled", "documents.in_time",
    "documents.normative_in_column", "documents.normative_marked", "documents.procedure_published", "documents.reviewed",
    "filing.accepted", "filing.clean", "filing.equal_versions", "filing.months", "gazette.copies", "gazette.issues",
    "inspections.reports_in_time", "interpretations.explained", "interpretations.together", "key_areas.matters_good",
    "normative.filed_in_time", "outreach.courseware", "outreach.needs_settled", "policies.complete", "push.policies",
    "questions.acknowledged", "questions.answered_in_time", "questions.entries_good", "questions.faq_formed",
    "questions.handovers_in_time", "tags.tagged", "topics.renewed",
}  # fmt: skip
# At least so many times, or records that count.
COUNTED = {
    "cleanup.published": 1, "gazette.documents": 40, "interpretations.after": 2, "interpretations.before": 3,
    "interpretations.rulebook": 1, "interpretations.several_forms": 5, "outreach.lectures": 8, "outreach.partners": 3,
    "outreach.visits": 8, "push.opened": 100, "push.useful": 20, "tags.published": 1, "topics.published": 1,
}  # fmt: skip
ROOMS = {
    "cleanup", "corners", "documents", "filing", "gazette", "inspections", "interpretations", "key_areas", "normative",
    "outreach", "policies", "push", "questions", "tags", "topics",
}  # fmt: skip
