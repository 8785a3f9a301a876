"""Recounts of letters, consultations, decisions, delegates, surveys and open days."""

from __future__ import annotations

RIPE = """(l.replied_on BETWEEN :first AND :day
    OR ((l.replied_on IS NULL OR l.replied_on > :day) AND c.due_on >= :eve AND c.due_on < :day))"""
LETTERS = f"""
    SELECT l.unit_id, SUM(CASE WHEN l.replied_on <= :day AND l.in_time THEN 1 ELSE 0 END), COUNT(*)
    FROM letters_letter l LEFT JOIN procedures_case c ON c.id = l.case_id
    WHERE l.declined_why = '' AND {RIPE}"""
CLOSED = """
    FROM consultations_consultation k
    WHERE k.announced_on IS NOT NULL AND k.stopped_on IS NULL AND k.closes_on >= :first AND k.closes_on < :day"""
SAID = "EXISTS (SELECT 1 FROM consultations_opinion o WHERE o.consultation_id = k.id AND {})"

MET = "m.published_at IS NOT NULL AND {local:m.published_at} <= :day AND {local:m.starts_at} BETWEEN :first AND :day"
OPENED = "d.result_on <= :day AND {local:d.starts_at} BETWEEN :first AND :day"
ASKED = "released_on IS NOT NULL AND stopped_why = '' AND opens_on BETWEEN :first AND :day"


POINT = "p.since <= :day AND (p.ended_on IS NULL OR p.ended_on > :day)"
AT_POINT = "o.point_id = p.id AND o.received_on BETWEEN :first AND :day"

# --- the parts of a matter's page (国务院令第713号; docs/decisions.md): what is public, withheld or does not apply, what is owed
CODES = " UNION ALL ".join(
    f"SELECT '{code}' AS code, {core} AS core"
    for code, core in (
        ("draft", "TRUE"), ("note", "TRUE"), ("interpretation", "TRUE"), ("legality", "TRUE"), ("discussion", "TRUE"),
        ("opinions", "TRUE"), ("result", "TRUE"), ("risk", "FALSE"), ("experts", "FALSE"), ("competition", "FALSE"),
        ("evaluation", "FALSE"),
    )
)  # fmt: skip
ASKED_ON = """
    FROM relations_link l JOIN consultations_consultation k ON CAST(k.id AS TEXT) = l.source_id
    WHERE l.kind = 'consults_on' AND l.source_kind = 'consultations.consultation' AND l.target_kind = 'decisions.matter'
        AND l.target_id = CAST(m.id AS TEXT) AND k.stopped_on IS NULL"""
ROW = "FROM decisions_part p WHERE p.matter_id = m.id AND p.code = x.code AND NOT p.replaced AND p.dropped_on IS NULL"
NOT_ANSWERED = f"EXISTS (SELECT 1 {ASKED_ON} AND k.answered_on IS NULL)"
THERE = f"""
    CASE WHEN x.code = 'opinions' AND EXISTS (SELECT 1 {ASKED_ON}) THEN NOT {NOT_ANSWERED}
    ELSE EXISTS (SELECT 1 FROM decisions_waiver w WHERE w.matter_id = m.id AND w.code = x.code AND w.confirmed_on IS NOT NULL)
        OR (EXISTS (SELECT 1 {ROW}) AND NOT EXISTS (SELECT 1 {ROW} AND p.withheld_why = ''))
        OR (EXISTS (SELECT 1 {ROW} AND p.shown_on IS NOT NULL) AND NOT (x.code = 'opinions' AND c.state IN ('listed', 'preparing')))
        OR (x.code IN ('draft', 'note') AND EXISTS (SELECT 1 {ASKED_ON} AND k.announced_on IS NOT NULL))
        OR (x.code = 'interpretation' AND EXISTS (SELECT 1 {ASKED_ON} AND EXISTS (
            SELECT 1 FROM interpretations_task t JOIN interpretations_interpretation i ON i.task_id = t.id
            WHERE t.draft_kind = 'consultations.consultation' AND t.draft_id = CAST(k.id AS TEXT) AND i.status = 'released')))
    END"""
OWED = f"""
    CASE WHEN c.state IN ('removed', 'ended', 'refused') OR x.code = 'evaluation' THEN FALSE
    WHEN x.code = 'opinions' AND EXISTS (SELECT 1 {ASKED_ON}) THEN EXISTS (SELECT 1 {ASKED_ON} AND k.answered_on IS NULL
        AND EXISTS (SELECT 1 FROM procedures_clock f WHERE f.case_id = k.case_id AND f.name = 'feedback' AND f.due_on < :day))
    WHEN m.published_on IS NOT NULL THEN TRUE
    WHEN x.code = 'opinions' THEN c.state IN ('decided', 'public')
    WHEN x.code = 'interpretation' THEN EXISTS (SELECT 1 {ASKED_ON} AND k.announced_on IS NOT NULL)
    ELSE x.code IN ('draft', 'note', 'experts', 'risk', 'competition')
        AND c.state IN ('legality', 'reviewed', 'tabled', 'decided') AND NOT EXISTS (SELECT 1 {ROW})
    END"""
PAGES = f"""
    SELECT m.id, m.unit_id, m.published_on, x.core,
        CASE WHEN {THERE} THEN 1 ELSE 0 END AS there, CASE WHEN {OWED} THEN 1 ELSE 0 END AS owed
    FROM decisions_matter m JOIN procedures_case c ON c.id = m.case_id CROSS JOIN ({CODES}) x
    WHERE m.year = :year AND c.state <> 'removed'"""

# --- open days
OUTSIDE = f"""
    FROM open_days_openday d LEFT JOIN open_days_programme p ON p.id = d.programme_id
    WHERE {OPENED} AND d.field IN ('one_door', 'one_screen', 'business', 'livelihood', 'fair', 'safety')
        AND (p.id IS NULL OR {{local:d.starts_at}} NOT BETWEEN p.opens_on AND p.closes_on)"""
WENT = "EXISTS (SELECT 1 FROM open_days_part t WHERE t.open_day_id = d.id AND t.kind = '{}' AND t.outcome <> '')"
# The first scale of a session's questionnaire, as published; where one cell is kept back there is no number.
RATED = f"""
    SELECT d.unit_id, (SELECT q.value -> 'lines' -> 0 -> 'cells' FROM {{rows:s.results -> 'questions'}} q
        WHERE q.value ->> 'kind' = 'scale' AND CAST(q.value -> 'lines' AS TEXT) <> '[]'
        ORDER BY CAST(q.value ->> 'number' AS integer) LIMIT 1) AS cells
    FROM open_days_openday d JOIN surveys_survey s ON s.owner_kind = 'open_days.day' AND s.owner_id = CAST(d.id AS TEXT)
    WHERE {OPENED} AND s.results_on <= :day"""
BEST = (
    """
    SELECT unit_id, (SELECT COUNT(*) FROM {rows:cells} c WHERE c.value ->> 'count' IS NULL) AS kept_back,
        (SELECT SUM(CAST(c.value ->> 'count' AS integer)) FROM {rows:cells} c) AS said,
        (SELECT SUM(n) FROM (SELECT CAST(c.value ->> 'count' AS integer) AS n FROM {rows:cells} c
            ORDER BY c.value ->> 'text' DESC LIMIT 2) two) AS best
    FROM ("""
    + RATED
    + ") rated WHERE cells IS NOT NULL"
)

QUERIES = {
    "letters.in_time": f"{LETTERS} GROUP BY l.unit_id",
    "letters.hotline_in_time": f"{LETTERS} AND l.channel = 'hotline' GROUP BY l.unit_id",
    "letters.national_in_time": f"{LETTERS} AND l.channel = 'national' GROUP BY l.unit_id",
    "letters.mailboxes_in_time": f"{LETTERS} AND l.channel IN ('online', 'leader', 'suggestion') GROUP BY l.unit_id",
    "letters.not_left": """
        SELECT unit_id, SUM(CASE WHEN {days:received_on:until} < 90 THEN 1 ELSE 0 END), COUNT(*) FROM (
            SELECT unit_id, received_on, CASE WHEN replied_on <= :day THEN replied_on ELSE {date:day} END AS until
            FROM letters_letter WHERE received_on <= :day AND declined_why = ''
                AND (received_on >= :first OR replied_on IS NULL OR replied_on >= :first)
        ) waited GROUP BY unit_id""",
    "letters.selected": """
        SELECT unit_id, COUNT(*), NULL FROM letters_selection WHERE published_on BETWEEN :first AND :day
        GROUP BY unit_id""",
    "letters.satisfied": """
        SELECT l.unit_id, SUM(CASE WHEN r.stars >= 4 THEN 1 ELSE 0 END), COUNT(*)
        FROM letters_round r JOIN letters_letter l ON l.id = r.letter_id
        WHERE r.replied_on BETWEEN :first AND :day AND r.stars IS NOT NULL AND r.rated_on <= :day GROUP BY l.unit_id""",
    "letters.clean_replies": """
        SELECT l.unit_id, SUM(CASE WHEN CAST(r.findings AS TEXT) = '[]' THEN 1 ELSE 0 END), COUNT(*)
        FROM letters_round r JOIN letters_letter l ON l.id = r.letter_id
        WHERE r.replied_on BETWEEN :first AND :day AND r.drafted_by IS NOT NULL GROUP BY l.unit_id""",
    "consultations.enterprises_heard": f"""
        SELECT k.unit_id, SUM(CASE WHEN {SAID.format("o.author_kind = 'enterprise'")}
            AND {SAID.format("o.author_kind = 'association'")} THEN 1 ELSE 0 END), COUNT(*)
        {CLOSED} AND k.for_enterprises GROUP BY k.unit_id""",
    "consultations.went_to_people": f"""
        SELECT k.unit_id, SUM(CASE WHEN {SAID.format("o.channel IN ('meeting', 'visit', 'poll', 'point', 'hearing')")}
            THEN 1 ELSE 0 END), COUNT(*) {CLOSED} GROUP BY k.unit_id""",
    "consultations.answered": f"""
        SELECT k.unit_id, SUM(CASE WHEN k.answered_on IS NOT NULL THEN 1 ELSE 0 END), COUNT(*)
        {CLOSED} GROUP BY k.unit_id""",
    "consultations.feedback_in_time": """
        SELECT c.unit_id, SUM(CASE WHEN k.met_on IS NOT NULL AND NOT k.met_on > k.due_on THEN 1 ELSE 0 END), COUNT(*)
        FROM procedures_clock k JOIN procedures_case c ON c.id = k.case_id
        WHERE c.procedure = 'consultations.consultation' AND k.name = 'feedback'
            AND (k.met_on BETWEEN :first AND :day OR ((k.met_on IS NULL OR k.met_on > :day) AND k.due_on >= :eve AND k.due_on < :day))
        GROUP BY c.unit_id""",
    "decisions.catalogue_units": """
        SELECT u.id, SUM(CASE WHEN c.published_on <= :day AND c.published_on < :april THEN 1 ELSE 0 END), COUNT(*)
        FROM units_unit u LEFT JOIN decisions_catalogue c ON c.unit_id = u.id AND c.year = :year AND c.scope = 'unit'
        WHERE u.kind IN ('department', 'street', 'town') GROUP BY u.id""",
    "delegates.units": f"""
        SELECT u.id, CASE WHEN EXISTS (SELECT 1 FROM delegates_meeting m
            WHERE m.unit_id = u.id AND m.level <> 'executive' AND {MET}) THEN 1 ELSE 0 END, 1
        FROM units_unit u WHERE u.kind IN ('department', 'street', 'town') AND u.valid_to IS NULL""",
    "delegates.ordinary": f"""
        SELECT m.unit_id, SUM(CASE WHEN c.category IN ('citizen', 'small') THEN 1 ELSE 0 END), COUNT(*)
        FROM delegates_invitation i JOIN delegates_meeting m ON m.id = i.meeting_id
        JOIN delegates_candidate c ON c.id = i.candidate_id WHERE i.attended AND {MET} GROUP BY m.unit_id""",
    "delegates.answered": f"""
        SELECT m.unit_id, SUM(CASE WHEN s.answered_on <= :day THEN 1 ELSE 0 END), COUNT(*)
        FROM delegates_statement s JOIN delegates_meeting m ON m.id = s.meeting_id WHERE {MET} GROUP BY m.unit_id""",
    "surveys.held": f"""
        SELECT unit_id, COUNT(*), NULL FROM (
            SELECT unit_id FROM surveys_survey WHERE owner_kind = '' AND {ASKED}
            UNION ALL SELECT unit_id FROM surveys_call WHERE {ASKED}
        ) asked GROUP BY unit_id""",
    "surveys.needs": f"""
        SELECT unit_id, COUNT(*), NULL FROM (
            SELECT unit_id FROM surveys_survey WHERE purpose = 'needs' AND {ASKED}
            UNION ALL SELECT unit_id FROM surveys_call WHERE kind = 'needs' AND {ASKED}
        ) asked GROUP BY unit_id""",
    "open_days.august": f"""
        SELECT d.unit_id, COUNT(*), NULL FROM open_days_openday d JOIN open_days_programme p ON p.id = d.programme_id
        WHERE {OPENED} AND {{local:d.starts_at}} BETWEEN p.opens_on AND p.closes_on GROUP BY d.unit_id""",
    "open_days.answered": """
        SELECT c.unit_id, SUM(CASE WHEN k.met_on <= k.due_on THEN 1 ELSE 0 END), COUNT(*)
        FROM procedures_clock k JOIN procedures_case c ON c.id = k.case_id
        WHERE c.procedure = 'open_days.question' AND k.name = 'answer'
            AND (k.met_on BETWEEN :first AND :day OR ((k.met_on IS NULL OR k.met_on > :day) AND k.due_on >= :eve AND k.due_on < :day))
        GROUP BY c.unit_id""",
    "delegates.executive": """
        SELECT unit_id, COUNT(*), NULL FROM delegates_meeting
        WHERE level = 'executive' AND {local:starts_at} BETWEEN :first AND :day AND {local:published_at} <= :day
        GROUP BY unit_id""",
    "open_days.people": """
        SELECT unit_id, SUM(people), NULL FROM open_days_openday
        WHERE result_on <= :day AND {local:starts_at} BETWEEN :first AND :day GROUP BY unit_id""",
    "consultations.points_used": f"""
        SELECT u.id, SUM(CASE WHEN EXISTS (SELECT 1 FROM consultations_opinion o JOIN consultations_consultation k
                ON k.id = o.consultation_id WHERE k.unit_id = u.id AND {AT_POINT}) THEN 1 ELSE 0 END), COUNT(*)
        FROM units_unit u CROSS JOIN consultations_collectionpoint p WHERE {POINT} GROUP BY u.id""",
    "decisions.catalogue_district": """
        SELECT u.id, SUM(CASE WHEN c.published_on <= :day AND c.published_on < :april THEN 1 ELSE 0 END), 1
        FROM units_unit u LEFT JOIN decisions_catalogue c ON c.year = :year AND c.scope = 'district'
        WHERE u.kind = 'gov_office' GROUP BY u.id""",
    "decisions.integrated": f"""
        SELECT unit_id, SUM(there), SUM(CASE WHEN there = 1 OR owed = 1 THEN 1 ELSE 0 END) FROM ({PAGES}) parts
        GROUP BY unit_id""",
    "decisions.complete": f"""
        SELECT unit_id, SUM(CASE WHEN lacking = 0 THEN 1 ELSE 0 END), COUNT(*) FROM (
            SELECT id, unit_id, SUM(CASE WHEN there = 0 AND (core OR owed = 1) THEN 1 ELSE 0 END) AS lacking
            FROM ({PAGES}) parts WHERE published_on <= :day GROUP BY id, unit_id
        ) pages GROUP BY unit_id""",
    "open_days.theme": """
        SELECT p.unit_id, SUM(CASE WHEN p.decided_on <= :day AND p.decided_on < :august AND EXISTS (
            SELECT 1 FROM surveys_call c WHERE c.owner_kind = 'open_days.programme' AND c.owner_id = CAST(p.id AS TEXT)
                AND c.results_on <= p.decided_on) THEN 1 ELSE 0 END), COUNT(*)
        FROM open_days_programme p WHERE p.year = :year GROUP BY p.unit_id""",
    "open_days.all_year": f"SELECT d.unit_id, COUNT(*), NULL {OUTSIDE} GROUP BY d.unit_id",
    "open_days.fields": f"SELECT d.unit_id, COUNT(DISTINCT d.field), NULL {OUTSIDE} GROUP BY d.unit_id",
    "open_days.parts": f"""
        SELECT d.unit_id, SUM(CASE WHEN ({WENT.format("qa")}
                OR EXISTS (SELECT 1 FROM open_days_question q WHERE q.open_day_id = d.id AND q.published))
            AND {WENT.format("seminar")} AND {WENT.format("experience")} AND {WENT.format("survey")}
            THEN 1 ELSE 0 END), COUNT(*)
        FROM open_days_openday d JOIN open_days_programme p ON p.id = d.programme_id
        WHERE {OPENED} AND {{local:d.starts_at}} BETWEEN p.opens_on AND p.closes_on GROUP BY d.unit_id""",
    "open_days.satisfied": f"SELECT unit_id, SUM(best), SUM(said) FROM ({BEST}) said WHERE kept_back = 0 GROUP BY unit_id",
    "surveys.answered": """
        SELECT unit_id, SUM(CASE WHEN results_on <= :day AND results_on <= due_on THEN 1 ELSE 0 END), COUNT(*) FROM (
            SELECT s.unit_id, s.results_on, s.closes_on, k.due_on FROM surveys_survey s
                JOIN procedures_clock k ON k.case_id = s.case_id AND k.name = 'feedback'
                WHERE s.stopped_why = '' AND s.owner_kind = ''
            UNION ALL SELECT s.unit_id, s.results_on, COALESCE(s.votes_until, s.closes_on), k.due_on FROM surveys_call s
                JOIN procedures_clock k ON k.case_id = s.case_id AND k.name = 'feedback' WHERE s.stopped_why = ''
        ) asked WHERE closes_on BETWEEN :first AND :day AND (results_on <= :day OR due_on < :day) GROUP BY unit_id""",
}

DISTRICT = {
    "consultations.points_used": f"""
        SELECT COALESCE(SUM(CASE WHEN EXISTS (SELECT 1 FROM consultations_opinion o WHERE {AT_POINT}) THEN 1 ELSE 0 END), 0),
            COUNT(*) FROM consultations_collectionpoint p WHERE {POINT}""",
    "open_days.fields": f"SELECT COUNT(DISTINCT d.field), NULL {OUTSIDE}",
}
