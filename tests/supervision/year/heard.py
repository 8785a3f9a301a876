"""The figures of where people ask, write, are heard, learn and report, as far as a year plays them (see docs/year.md)."""

WINGS = (
    "workplan", "shares", "foi", "letters", "consultations", "decisions", "delegates", "training", "surveys", "open_days",
    "reports", "assessment",
)  # fmt: skip
FIGURES = {
    "annual_report.with_plan", "bulletins.issued_in_time", "bulletins.signed", "consultations.enterprises_heard",
    "consultations.feedback_in_time", "decisions.catalogue_district", "decisions.catalogue_units", "decisions.complete",
    "decisions.integrated", "delegates.units", "foi.in_time", "foi.traced", "foi.turned_public", "letters.hotline_in_time",
    "letters.in_time", "letters.mailboxes_in_time", "letters.national_in_time", "letters.not_left", "open_days.answered",
    "open_days.parts", "open_days.theme", "surveys.answered", "training.heard", "training.learning", "training.passed",
    "training.present", "training.supported", "workplan.letters_answered", "workplan.verified_in_time",
}  # fmt: skip
# Of the whole district, whatever the units did: at least this share of a hundred, or this many times.
DISTRICT = {
    "consultations.points_used": 100, "consultations.went_to_people": 90, "delegates.executive": 4,
    "delegates.ordinary": 100, "foi.contacted": 50, "foi.exchanges": 4, "foi.satisfied": 70, "letters.satisfied": 80, "letters.selected": 10,
    "open_days.august": 44, "open_days.fields": 6, "open_days.people": 500, "open_days.satisfied": 60, "surveys.held": 7, "surveys.needs": 3,
    "training.cases": 2, "training.coordinated": 4, "training.fields": 100, "training.held": 3,
}  # fmt: skip
# Counted a second time in plain SQL (tests/support/recounts): of these a year holds some.
RECOUNTED = {
    "bulletins.signed", "consultations.answered", "consultations.enterprises_heard", "consultations.feedback_in_time",
    "consultations.went_to_people", "decisions.catalogue_units", "delegates.answered", "delegates.executive",
    "delegates.ordinary", "delegates.units", "foi.contacted", "foi.exchanges", "foi.in_time", "foi.satisfied", "letters.clean_replies",
    "letters.hotline_in_time", "letters.in_time", "letters.mailboxes_in_time", "letters.national_in_time",
    "letters.not_left", "letters.satisfied", "letters.selected", "open_days.answered", "open_days.august",
    "open_days.people", "surveys.held", "surveys.needs", "training.cases", "training.held",
}  # fmt: skip
ROOMS = {
    "annual_report", "assessment", "bulletins", "consultations", "decisions", "delegates", "foi", "letters", "open_days",
    "remedies", "surveys", "training", "workplan",
}  # fmt: skip
# Nothing of the year: what an applicant owes runs out without anybody's fault.
BY_APPLICANTS = {"correction", "fee"}
