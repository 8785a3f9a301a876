"""Recounts of the plan, inspections, trainings, assessment, bulletins and annual reports."""

from __future__ import annotations

SHARES = "FROM workplan_assignment a JOIN procedures_case c ON c.id = a.case_id WHERE a.task_id = :task AND c.state <> 'cancelled'"
CLOCKED = """
    SELECT c.unit_id, SUM(CASE WHEN k.met_on <= :day AND k.met_on <= k.due_on THEN 1 ELSE 0 END), COUNT(*)
    FROM procedures_clock k JOIN procedures_case c ON c.id = k.case_id"""
RIPE = "(k.met_on <= :day OR (k.due_on < :day AND (k.met_on IS NULL OR k.met_on > :day)))"
PLAN = "(SELECT t.plan_id FROM workplan_plantask t WHERE t.id = :task)"
HELD = "s.held_on <= :day AND {local:s.starts_at} BETWEEN :first AND :day"
NAMED = f"{HELD} AND s.field IN ('foi', 'policy', 'interaction')"  # the fields that task 60 names
COORDINATED = "m.kind = 'coordination' AND m.checked_on <= :day AND m.held_on BETWEEN :first AND :day"
# One of a year for each unit that owes it, the district's, and whatever else was made.
OWED = """
    SELECT id AS unit_id, FALSE AS district FROM units_unit
        WHERE kind IN ('department', 'street', 'town')
            AND valid_from < :first AND (valid_to IS NULL OR valid_to >= :first)
    UNION SELECT id, TRUE FROM units_unit WHERE kind = 'gov_office'
    UNION SELECT unit_id, district FROM annual_report_annualreport WHERE year = :year - 1"""
REPORTS = f"""
    SELECT o.unit_id, r.id, r.published_on, CASE WHEN o.district THEN {{date:march}} ELSE {{date:january}} END AS due_on
    FROM ({OWED}) o LEFT JOIN annual_report_annualreport r
        ON r.unit_id = o.unit_id AND r.district = o.district AND r.year = :year - 1"""
WITH_PLAN = """EXISTS (SELECT 1 FROM annual_report_annualedition e WHERE e.report_id = r.id
    AND e.number = (SELECT MAX(n.number) FROM annual_report_annualedition n WHERE n.report_id = r.id)
    AND EXISTS (SELECT 1 FROM {rows:{part:e.content:6}} s
        WHERE s.value ->> 'title' LIKE '%%要点%%' OR EXISTS (SELECT 1 FROM {rows:s.value -> 'paragraphs'} g
            WHERE CAST(g.value AS TEXT) LIKE '%%要点%%')))"""
DRAWN = """
    SELECT s.id AS sheet_id, s.unit_id, i.assessors,
        (SELECT COUNT(*) FROM assessment_mark k WHERE k.candidate_id = n.id AND {local:k.marked_at} <= :day) AS marks,
        (SELECT COUNT(DISTINCT k.value) FROM assessment_mark k
            WHERE k.candidate_id = n.id AND {local:k.marked_at} <= :day AND k.value IN ('0', '1')) AS apart
    FROM assessment_candidate n JOIN assessment_score x ON x.id = n.score_id JOIN assessment_systemitem i ON i.id = x.item_id
    JOIN assessment_sheet s ON s.id = x.sheet_id JOIN assessment_round r ON r.id = s.round_id
    JOIN procedures_case c ON c.id = r.case_id
    WHERE n.drawn AND r.sampled_on BETWEEN :first AND :day AND r.corrects_id IS NULL AND c.state <> 'cancelled'"""

QUERIES = {
    "training.held": """
        SELECT unit_id, COUNT(*), NULL FROM training_session
        WHERE held_on <= :day AND {local:starts_at} BETWEEN :first AND :day GROUP BY unit_id""",
    "training.cases": """
        SELECT unit_id, COUNT(*), NULL FROM training_goodcase
        WHERE withdrawn_why = '' AND {local:published_at} BETWEEN :first AND :day GROUP BY unit_id""",
    "bulletins.signed": """
        SELECT unit_id, SUM(CASE WHEN signed_on <= :day THEN 1 ELSE 0 END), COUNT(*) FROM bulletins_receipt
        WHERE sent_on <= :day GROUP BY unit_id""",
    # --- the plan's own records
    "workplan.attested": f"""
        SELECT a.unit_id, SUM(CASE WHEN EXISTS (SELECT 1 FROM workplan_attestation s
            WHERE s.assignment_id = a.id AND s.status = 'confirmed') THEN 1 ELSE 0 END), COUNT(*) {SHARES} GROUP BY a.unit_id""",
    "workplan.done": f"""
        SELECT a.unit_id, SUM(CASE WHEN c.state = 'done' AND a.done_on <= :day THEN 1 ELSE 0 END), COUNT(*)
        {SHARES} GROUP BY a.unit_id""",
    "workplan.done_in_time": f"""
        SELECT a.unit_id, SUM(CASE WHEN c.state = 'done' AND a.done_on <= :day AND EXISTS (SELECT 1 FROM procedures_clock k
            WHERE k.case_id = c.id AND k.name = 'finish' AND a.submitted_on <= k.due_on) THEN 1 ELSE 0 END), COUNT(*)
        {SHARES} GROUP BY a.unit_id""",
    "workplan.letters_answered": f"""
        SELECT a.unit_id, SUM(CASE WHEN l.answered_on <= :day THEN 1 ELSE 0 END), COUNT(*)
        FROM workplan_supervisionletter l JOIN workplan_assignment a ON a.id = l.assignment_id
        JOIN workplan_plantask t ON t.id = a.task_id
        WHERE t.plan_id = {PLAN} AND l.issued_on <= :day GROUP BY a.unit_id""",
    "workplan.verified_in_time": f"""{CLOCKED}
        JOIN workplan_assignment a ON a.case_id = c.id JOIN workplan_plantask t ON t.id = a.task_id
        WHERE k.name = 'verify' AND t.plan_id = {PLAN} AND {RIPE} GROUP BY c.unit_id""",
    # --- inspections
    "inspections.reports_in_time": """
        SELECT r.unit_id, SUM(CASE WHEN r.answered_on <= :day AND r.answered_on <= k.due_on THEN 1 ELSE 0 END), COUNT(*)
        FROM inspections_errorreport r JOIN procedures_clock k ON k.case_id = r.case_id AND k.name = 'answer'
        WHERE r.answered_on BETWEEN :first AND :day
            OR ((r.answered_on IS NULL OR r.answered_on > :day) AND k.due_on >= :eve AND k.due_on < :day)
        GROUP BY r.unit_id""",
    "inspections.links_open": """
        SELECT unit_id, SUM(CASE WHEN level IN ('ok', 'caution') THEN 1 ELSE 0 END), COUNT(*) FROM inspections_linkresult
        WHERE day <= :day GROUP BY unit_id""",
    "inspections.mended_in_time": f"""{CLOCKED}
        WHERE c.procedure = 'inspections.mending' AND k.name = 'mend' AND c.state <> 'false' AND (k.met_on BETWEEN :first AND :day
            OR ((k.met_on IS NULL OR k.met_on > :day) AND k.due_on >= :eve AND k.due_on < :day)) GROUP BY c.unit_id""",
    # --- leading and learning
    "training.coordinated": f"""
        SELECT unit_id, COUNT(*), NULL FROM (
            SELECT m.unit_id, m.id FROM training_meeting m WHERE {COORDINATED}
            UNION SELECT u.unit_id, m.id FROM training_meeting m JOIN training_meeting_units u ON u.meeting_id = m.id
                WHERE {COORDINATED}
        ) met GROUP BY unit_id""",
    "training.heard": f"""
        SELECT a.unit_id, SUM(CASE WHEN EXISTS (SELECT 1 FROM training_meeting m WHERE m.unit_id = a.unit_id
            AND m.kind = 'heard' AND m.checked_on <= :day AND m.held_on BETWEEN :first AND :day) THEN 1 ELSE 0 END), COUNT(*)
        {SHARES} GROUP BY a.unit_id""",
    "training.supported": f"""
        SELECT a.unit_id, SUM(CASE WHEN EXISTS (SELECT 1 FROM training_support s WHERE s.unit_id = a.unit_id
            AND s.year = :year AND s.checked_on <= :day) THEN 1 ELSE 0 END), COUNT(*) {SHARES} GROUP BY a.unit_id""",
    "training.learning": f"""
        SELECT a.unit_id, SUM(CASE WHEN EXISTS (SELECT 1 FROM training_learned l WHERE l.unit_id = a.unit_id
            AND l.day BETWEEN :first AND :day) THEN 1 ELSE 0 END), COUNT(*) {SHARES} GROUP BY a.unit_id""",
    "training.passed": """
        SELECT unit_id, SUM(CASE WHEN passes > 0 THEN 1 ELSE 0 END), COUNT(*) FROM (
            SELECT unit_id, person_id, quiz_id, SUM(CASE WHEN passed THEN 1 ELSE 0 END) AS passes FROM training_attempt
            WHERE day BETWEEN :first AND :day GROUP BY unit_id, person_id, quiz_id
        ) tried GROUP BY unit_id""",
    "training.present": f"""
        SELECT s.unit_id, SUM(CASE WHEN EXISTS (SELECT 1 FROM training_attendee x WHERE x.session_id = s.id
            AND x.unit_id = i.unit_id AND x.present_at IS NOT NULL) THEN 1 ELSE 0 END), COUNT(*)
        FROM training_invitation i JOIN training_session s ON s.id = i.session_id WHERE {HELD} GROUP BY s.unit_id""",
    "training.fields": f"""
        SELECT u.id, (SELECT COUNT(DISTINCT s.field) FROM training_session s WHERE s.unit_id = u.id AND {NAMED}), 3
        FROM units_unit u""",
    # --- bulletins, assessment, annual reports
    "bulletins.issued_in_time": f"""{CLOCKED}
        JOIN bulletins_bulletin b ON b.case_id = c.id JOIN workplan_plan p ON p.id = b.plan_id
        WHERE p.year = :year AND b.corrects_id IS NULL AND k.name = 'issue' AND {RIPE} GROUP BY c.unit_id""",
    "assessment.systems": """
        SELECT c.unit_id, COUNT(*), NULL FROM assessment_system s JOIN procedures_case c ON c.id = s.case_id
        WHERE s.year = :year AND {local:s.published_at} <= :day GROUP BY c.unit_id""",
    "assessment.independent": f"""
        SELECT unit_id, SUM(CASE WHEN open = 0 THEN 1 ELSE 0 END), COUNT(*) FROM (
            SELECT sheet_id, unit_id,
                SUM(CASE WHEN marks < assessors OR (assessors > 1 AND apart > 1 AND marks < 3) THEN 1 ELSE 0 END) AS open
            FROM ({DRAWN}) drawn GROUP BY sheet_id, unit_id
        ) sheets GROUP BY unit_id""",
    "annual_report.with_plan": f"""
        SELECT r.unit_id, SUM(CASE WHEN r.published_on <= :day AND r.published_on <= r.due_on AND {WITH_PLAN}
            THEN 1 ELSE 0 END), COUNT(*)
        FROM ({REPORTS}) r
        WHERE (r.due_on <= :day OR r.published_on <= :day)
            AND (r.id IS NOT NULL OR r.due_on >= (SELECT {{local:j.at}} FROM journal_entry j
                WHERE j.action = 'units.imported' ORDER BY j.id LIMIT 1))
        GROUP BY r.unit_id""",
}

OWN_RUN = """
    SELECT r.id FROM inspections_inspectionrun r WHERE r.status = 'done' AND r.day <= :day
        AND NOT EXISTS (SELECT 1 FROM inspections_outsideinspection o WHERE o.run_id = r.id)
    ORDER BY r.day DESC, r.id DESC LIMIT 1"""
LOOKED_AT = (
    "site.certificate", "site.certificate_soon", "site.plain", "site.header", "site.version", "login.plain",
    "login.back_office",
)  # fmt: skip

DISTRICT = {
    "inspections.site_safe": f"""
        SELECT COALESCE(SUM(CASE WHEN (x.code LIKE 'site.certificate%%' AND r.source LIKE 'http:%%')
                OR EXISTS (SELECT 1 FROM inspections_finding f WHERE f.source = r.source AND f.rule = x.code
                    AND f.state <> 'false' AND f.first_seen <= :day AND (f.gone_on IS NULL OR f.gone_on > :day))
            THEN 0 ELSE 1 END), 0), COUNT(*)
        FROM inspections_inspectionrun r
        CROSS JOIN ({" UNION ALL ".join(f"SELECT '{code}' AS code" for code in LOOKED_AT)}) x WHERE r.id = ({OWN_RUN})""",
    "inspections.failed_sign_ins": """
        SELECT COALESCE(SUM(failed), 0), NULL FROM inspections_signinday WHERE day BETWEEN :first AND :day""",
    "inspections.site_opened": """
        SELECT COALESCE(SUM(CASE WHEN ok THEN 1 ELSE 0 END), 0), COUNT(*) FROM inspections_probe
        WHERE day BETWEEN :first AND :day""",
    "training.coordinated": f"SELECT COUNT(*), NULL FROM training_meeting m WHERE {COORDINATED}",
    "training.fields": f"SELECT COUNT(DISTINCT s.field), 3 FROM training_session s WHERE {NAMED}",
}
