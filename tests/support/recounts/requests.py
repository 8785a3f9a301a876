"""Recounts of applications for information."""

from __future__ import annotations

SETTLED = """
    FROM foi_application a WHERE a.counted AND a.origin <> 'import' AND a.closed_on BETWEEN :first AND :day"""
# 不予公开, of the whole or of a part (B): what a remedy may be sought against; C8 refers to a special rule (条例第三十六条第七项).
REFUSED = "a.leaf IN ('B', 'C1', 'C2', 'C3', 'C4', 'C5', 'C6', 'C7')"

QUERIES = {
    "foi.contacted": f"""
        SELECT a.unit_id, SUM(CASE WHEN EXISTS (SELECT 1 FROM foi_conversation v
            WHERE v.application_id = a.id AND v.result <> 'unreached') THEN 1 ELSE 0 END), COUNT(*)
        {SETTLED} GROUP BY a.unit_id""",
    "foi.in_time": """
        SELECT a.unit_id, SUM(CASE WHEN a.closed_on IS NOT NULL
                AND EXISTS (SELECT 1 FROM procedures_clock k WHERE k.case_id = a.case_id AND k.name = 'reply'
                    AND k.met_on <= k.due_on)
                AND NOT EXISTS (SELECT 1 FROM procedures_clock k WHERE k.case_id = a.case_id AND k.name = 'reply'
                    AND k.met_on > k.due_on)
            THEN 1 ELSE 0 END), COUNT(*)
        FROM foi_application a
        WHERE a.counted AND a.origin <> 'import'
            AND ((a.closed_on BETWEEN :first AND :day AND a.leaf NOT IN ('F1', 'F2', 'F3'))
                OR (a.closed_on IS NULL AND EXISTS (SELECT 1 FROM procedures_clock k WHERE k.case_id = a.case_id
                    AND k.name = 'reply' AND k.status = 'running' AND k.due_on < :day)))
        GROUP BY a.unit_id""",
    "foi.turned_public": """
        SELECT unit_id, SUM(CASE WHEN published_on <= :day THEN 1 ELSE 0 END), COUNT(*)
        FROM foi_sameinformation WHERE accepted_on BETWEEN :first AND :day GROUP BY unit_id""",
    "foi.exchanges": """
        SELECT unit_id, COUNT(*), NULL FROM foi_conference
        WHERE kind = 'exchange' AND held_on BETWEEN :first AND :day GROUP BY unit_id""",
    "foi.satisfied": """
        SELECT a.unit_id, SUM(CASE WHEN r.stars IN (4, 5) THEN 1 ELSE 0 END), COUNT(*)
        FROM foi_rating r JOIN foi_application a ON a.id = r.application_id
        WHERE r.said_on BETWEEN :first AND :day GROUP BY a.unit_id""",
    "foi.solved_before_refusal": f"""
        SELECT unit_id, SUM(n), NULL FROM (
            SELECT a.unit_id, COUNT(*) AS n {SETTLED} AND NOT {REFUSED} AND EXISTS (SELECT 1 FROM foi_conversation v
                WHERE v.application_id = a.id AND v.result IN ('cleared', 'solved')) GROUP BY a.unit_id
            UNION ALL SELECT unit_id, SUM(avoided) FROM foi_offer WHERE day BETWEEN :first AND :day GROUP BY unit_id
        ) solved GROUP BY unit_id""",
    "foi.traced": """
        SELECT a.unit_id, SUM(CASE WHEN a.received_on IS NOT NULL AND a.receipt_how <> '' AND a.number <> ''
            AND c.state = 'archived'
            AND NOT EXISTS (SELECT 1 FROM remedies_remedycase x WHERE x.application_id = a.id
                AND (x.received_on IS NULL OR (x.concluded_on IS NOT NULL AND x.lesson = '')))
            AND CASE a.leaf
                WHEN 'F1' THEN EXISTS (SELECT 1 FROM foi_correction o
                    WHERE o.application_id = a.id AND o.lapsed_on IS NOT NULL)
                WHEN 'F2' THEN EXISTS (SELECT 1 FROM foi_fee o WHERE o.application_id = a.id AND o.lapsed_on IS NOT NULL)
                WHEN 'F3' THEN TRUE
                ELSE a.delivered_on IS NOT NULL
                    AND EXISTS (SELECT 1 FROM foi_letter l WHERE l.application_id = a.id AND l.kind = 'answer'
                        AND l.status = 'signed')
                    AND EXISTS (SELECT 1 FROM foi_letter l JOIN foi_delivery s ON s.letter_id = l.id
                        WHERE l.application_id = a.id AND l.kind = 'answer' AND s.delivered_on IS NOT NULL)
                END
            THEN 1 ELSE 0 END), COUNT(*)
        FROM foi_application a LEFT JOIN procedures_case c ON c.id = a.case_id
        WHERE a.counted AND a.origin <> 'import' AND a.closed_on BETWEEN :first AND :day GROUP BY a.unit_id""",
}

DISTRICT: dict[str, str] = {
    # 区府办's own; of a unit, those that it convened.
    "foi.exchanges": """
        SELECT COUNT(*), NULL FROM foi_conference f JOIN units_unit u ON u.id = f.unit_id
        WHERE f.kind = 'exchange' AND u.kind = 'gov_office' AND f.held_on BETWEEN :first AND :day""",
}
