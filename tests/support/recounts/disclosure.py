"""Recounts of what the district publishes: columns, documents, library, gazette, corners, key areas."""

from __future__ import annotations

NEWEST_PUSH = "p.version = (SELECT MAX(q.version) FROM filing_push q WHERE q.document_id = p.document_id)"
OPEN_DOCUMENT = "d.listed AND d.published_on <= :day"
# A column that only gathers others is not held to a rule: it has open columns below it and nothing of its own.
COLUMNS = """
    SELECT k.id, k.owner_id, k.update_days,
        (SELECT MAX(p.published_on) FROM catalogue_placement p WHERE p.column_id = k.id AND p.published_on <= :day) AS last
    FROM catalogue_column k
    WHERE k.closed_on IS NULL AND (
        EXISTS (SELECT 1 FROM catalogue_placement p WHERE p.column_id = k.id AND p.published_on <= :day)
        OR NOT EXISTS (SELECT 1 FROM catalogue_column below WHERE below.parent_id = k.id AND below.closed_on IS NULL))"""
DUE = "{add:last:update_days}"
WITHIN = f"last IS NOT NULL AND (update_days IS NULL OR {DUE} >= {{date:day}})"
AHEAD = f"update_days IS NOT NULL AND last IS NOT NULL AND {DUE} >= {{date:day}}"
LEFT = (
    "SELECT owner_id, {days:today:due} AS days_left FROM (SELECT owner_id, "
    + f"{DUE} AS due, {{date:day}} AS today FROM ({COLUMNS}) held WHERE {AHEAD}) ahead"
)
MATTERS = """
    SELECT m.id, m.update_days, (SELECT MAX(r.published_on) FROM key_areas_matterrecord r
        WHERE r.matter_id = m.id AND r.published_on <= :day) AS last
    FROM key_areas_matter m JOIN key_areas_area a ON a.id = m.area_id
    WHERE m.closed_on IS NULL AND a.year = (SELECT MAX(year) FROM key_areas_area WHERE year <= :year)"""
NEWEST_CHECK = "SELECT id FROM catalogue_checkrun WHERE day <= :day ORDER BY day DESC, id DESC LIMIT 1"

QUERIES = {
    "documents.determined": """
        SELECT d.unit_id,
            SUM(CASE WHEN e.attribute <> '' AND EXISTS (
                SELECT 1 FROM documents_review r
                WHERE r.edition_id = e.id AND r.kind = 'check' AND NOT r.forced AND r.voided_at IS NULL
            ) THEN 1 ELSE 0 END), COUNT(*)
        FROM documents_edition e JOIN documents_document d ON d.id = e.document_id
        WHERE e.adopted_from = '' AND {local:e.signed_at} BETWEEN :first AND :day GROUP BY d.unit_id""",
    "documents.reviewed": """
        SELECT d.unit_id, SUM(CASE WHEN
            EXISTS (SELECT 1 FROM documents_review r WHERE r.edition_id = e.id AND r.kind = 'secrecy'
                AND r.voided_at IS NULL AND NOT r.after AND NOT EXISTS (SELECT 1 FROM procedures_contribution x
                    WHERE x.case_id = e.case_id AND x.person_id = r.person_id AND x.command <> 'force'))
            AND EXISTS (SELECT 1 FROM documents_review r WHERE r.edition_id = e.id AND r.kind = 'privacy'
                AND r.voided_at IS NULL AND NOT r.after AND NOT EXISTS (SELECT 1 FROM procedures_contribution x
                    WHERE x.case_id = e.case_id AND x.person_id = r.person_id AND x.command <> 'force'))
            THEN 1 ELSE 0 END), COUNT(*)
        FROM documents_edition e JOIN documents_document d ON d.id = e.document_id
        WHERE e.adopted_from = '' AND {local:e.published_at} BETWEEN :first AND :day GROUP BY d.unit_id""",
    "documents.in_time": """
        SELECT c.unit_id, SUM(CASE WHEN k.met_on <= k.due_on THEN 1 ELSE 0 END), COUNT(*)
        FROM procedures_clock k JOIN procedures_case c ON c.id = k.case_id
        WHERE c.procedure = 'documents.release' AND k.name = 'publish'
            AND k.id = (SELECT MAX(n.id) FROM procedures_clock n WHERE n.case_id = c.id AND n.name = 'publish')
            AND ((k.met_on BETWEEN :first AND :day
                    AND (c.state IN ('published', 'superseded', 'withdrawn') OR c.state LIKE 'forced%%'))
                OR (k.due_on >= :eve AND k.due_on < :day AND (k.met_on IS NULL OR k.met_on > :day)
                    AND c.state <> 'dropped'))
        GROUP BY c.unit_id""",
    "documents.normative_in_column": f"""
        SELECT d.unit_id, SUM(CASE WHEN EXISTS (
                SELECT 1 FROM catalogue_placement p JOIN catalogue_column k ON k.id = p.column_id
                WHERE k.code = 'zcwj-gfxwj' AND p.record_kind = 'documents.document' AND p.record_id = CAST(d.id AS TEXT)
            ) THEN 1 ELSE 0 END), COUNT(*)
        FROM documents_document d WHERE d.normative AND {OPEN_DOCUMENT} GROUP BY d.unit_id""",
    "documents.normative_marked": f"""
        SELECT d.unit_id, SUM(CASE WHEN d.doc_number <> '' AND e.effective_on IS NOT NULL AND e.expires_on IS NOT NULL
            THEN 1 ELSE 0 END), COUNT(*)
        FROM documents_document d LEFT JOIN documents_edition e ON e.id = d.live_id
        WHERE d.normative AND {OPEN_DOCUMENT} GROUP BY d.unit_id""",
    "filing.months": """
        SELECT unit_id, SUM(CASE WHEN submitted_on IS NOT NULL AND first_submitted_on <= :day THEN 1 ELSE 0 END), COUNT(*)
        FROM filing_monthlyfiling WHERE month >= :first AND month < :month GROUP BY unit_id""",
    "filing.missing_elements": """
        SELECT unit_id, SUM(elements), NULL FROM filing_monthlyfiling
        WHERE month >= :first AND month < :month AND submitted_on IS NOT NULL AND first_submitted_on <= :day
        GROUP BY unit_id""",
    "filing.accepted": f"""
        SELECT d.unit_id, SUM(CASE WHEN EXISTS (SELECT 1 FROM filing_push p
            WHERE p.document_id = d.id AND p.status = 'accepted' AND {NEWEST_PUSH}) THEN 1 ELSE 0 END), COUNT(*)
        FROM documents_document d WHERE {OPEN_DOCUMENT} GROUP BY d.unit_id""",
    "filing.clean": f"""
        SELECT d.unit_id, SUM(CASE WHEN p.status <> 'rejected' THEN 1 ELSE 0 END), COUNT(*)
        FROM filing_push p JOIN documents_document d ON d.id = p.document_id
        WHERE {OPEN_DOCUMENT} AND {NEWEST_PUSH} GROUP BY d.unit_id""",
    "catalogue.classified": """
        SELECT p.unit_id, SUM(CASE WHEN EXISTS (SELECT 1 FROM catalogue_classification k
            WHERE k.record_kind = p.record_kind AND k.record_id = p.record_id) THEN 1 ELSE 0 END), COUNT(*)
        FROM catalogue_placement p
        WHERE p.published_on <= :day AND p.id = (SELECT MIN(q.id) FROM catalogue_placement q
            WHERE q.record_kind = p.record_kind AND q.record_id = p.record_id)
        GROUP BY p.unit_id""",
    "catalogue.products": """
        SELECT unit_id, COUNT(*), NULL FROM catalogue_product
        WHERE withdrawn_on IS NULL AND published_on <= :day GROUP BY unit_id""",
    "catalogue.product_visits": """
        SELECT p.unit_id, SUM(v.count), NULL FROM catalogue_visits v JOIN catalogue_product p ON p.id = v.product_id
        WHERE p.withdrawn_on IS NULL AND p.published_on <= :day AND v.day <= :day GROUP BY p.unit_id""",
    "corners.handed_over": """
        SELECT k.unit_id, SUM(CASE WHEN c.settled_on <= :day THEN 1 ELSE 0 END), COUNT(*)
        FROM corners_consultation c JOIN corners_corner k ON k.id = c.corner_id
        WHERE c.handed_on BETWEEN :first AND :day GROUP BY k.unit_id""",
    "gazette.documents": """
        SELECT d.unit_id, COUNT(*), NULL FROM gazette_item i JOIN gazette_issue g ON g.id = i.issue_id
        JOIN documents_document d ON d.id = i.document_id
        WHERE g.published_at IS NOT NULL AND g.dated BETWEEN :first AND :day GROUP BY d.unit_id""",
    # --- what came with the other figures
    "documents.findings_settled": """
        SELECT d.unit_id, SUM(CASE WHEN f.gone OR (f.resolution <> '' AND f.reason <> '') THEN 1 ELSE 0 END), COUNT(*)
        FROM documents_finding f JOIN documents_edition e ON e.id = f.edition_id
        JOIN documents_document d ON d.id = e.document_id
        WHERE {local:f.found_at} BETWEEN :first AND :day AND e.status <> 'dropped' GROUP BY d.unit_id""",
    "documents.procedure_published": f"""
        SELECT u.id, CASE WHEN EXISTS (SELECT 1 FROM documents_document d
            JOIN documents_documenttag t ON t.document_id = d.id
            WHERE d.unit_id = u.id AND t.tag = '公开属性认定' AND {OPEN_DOCUMENT}) THEN 1 ELSE 0 END, 1
        FROM units_unit u WHERE u.kind IN ('department', 'street', 'town') AND u.valid_to IS NULL""",
    "filing.equal_versions": f"""
        SELECT d.unit_id, SUM(CASE WHEN EXISTS (SELECT 1 FROM filing_push p
                WHERE p.document_id = d.id AND p.status = 'accepted' AND {NEWEST_PUSH})
            AND NOT EXISTS (SELECT 1 FROM filing_difference x WHERE x.document_id = d.id AND x.repaired_at IS NULL
                AND x.reconciliation_id = (SELECT r.id FROM filing_reconciliation r WHERE r.error = ''
                    ORDER BY r.at DESC, r.id DESC LIMIT 1))
            THEN 1 ELSE 0 END), COUNT(*)
        FROM documents_document d WHERE {OPEN_DOCUMENT} GROUP BY d.unit_id""",
    "catalogue.columns_fresh": f"""
        SELECT owner_id, SUM(CASE WHEN {WITHIN} THEN 1 ELSE 0 END), COUNT(*) FROM ({COLUMNS}) held GROUP BY owner_id""",
    "catalogue.next_breach": f"SELECT owner_id, MIN(days_left), NULL FROM ({LEFT}) nearest GROUP BY owner_id",
    "catalogue.items_good": f"""
        SELECT i.unit_id, SUM(CASE WHEN NOT EXISTS (SELECT 1 FROM catalogue_checkfinding f
                WHERE f.item_id = i.id AND f.run_id = ({NEWEST_CHECK}) AND f.kind IN ('empty', 'stale', 'link', 'unbound'))
            THEN 1 ELSE 0 END), COUNT(*)
        FROM catalogue_standarditem i JOIN catalogue_standardcatalogue c ON c.id = i.catalogue_id
        WHERE c.status = 'live' AND EXISTS ({NEWEST_CHECK}) GROUP BY i.unit_id""",
    "corners.active_in_quarter": """
        SELECT k.unit_id, SUM(CASE WHEN EXISTS (SELECT 1 FROM corners_activity a WHERE a.corner_id = k.id
            AND a.status = 'held' AND a.held_on BETWEEN :before AND :day) THEN 1 ELSE 0 END), COUNT(*)
        FROM corners_corner k WHERE k.opened_on <= :day AND (k.closed_on IS NULL OR k.closed_on > :day)
        GROUP BY k.unit_id""",
    "key_areas.matters_good": f"""
        SELECT u.unit_id, SUM(CASE WHEN {WITHIN} THEN 1 ELSE 0 END), COUNT(*)
        FROM ({MATTERS}) held JOIN key_areas_matter_units u ON u.matter_id = held.id GROUP BY u.unit_id""",
    "normative.filed_in_time": """
        SELECT d.unit_id, SUM(CASE WHEN n.filed_on <= k.due_on THEN 1 ELSE 0 END), COUNT(*)
        FROM normative_normativefiling n JOIN documents_document d ON d.id = n.document_id
        JOIN procedures_case c ON c.id = n.case_id JOIN procedures_clock k ON k.case_id = c.id AND k.name = 'file'
        WHERE c.state <> 'exempt' AND (n.filed_on BETWEEN :first AND :day
            OR ((n.filed_on IS NULL OR n.filed_on > :day) AND k.due_on >= :eve AND k.due_on < :day))
        GROUP BY d.unit_id""",
}

DISTRICT = {
    "catalogue.next_breach": f"SELECT MIN(days_left), NULL FROM ({LEFT}) nearest",
    "cleanup.published": """
        SELECT COUNT(*), NULL FROM cleanup_campaign
        WHERE {local:launched_at} BETWEEN :first AND :day AND {local:published_at} <= :day""",
    "gazette.issues": """
        SELECT issued.n, CASE WHEN p.planned < issued.n THEN issued.n ELSE p.planned END
        FROM (SELECT COUNT(*) AS n FROM gazette_issue WHERE published_at IS NOT NULL AND dated BETWEEN :first AND :day) issued
        LEFT JOIN gazette_yearplan p ON p.year = :year""",
    "gazette.copies": """
        SELECT COALESCE(SUM(CASE WHEN x.received_on <= :day THEN x.received_copies ELSE 0 END), 0), COALESCE(SUM(x.copies), 0)
        FROM gazette_dispatch x JOIN gazette_issue g ON g.id = x.issue_id WHERE g.year = :year AND x.sent_on <= :day""",
    "key_areas.matters_good": f"SELECT COALESCE(SUM(CASE WHEN {WITHIN} THEN 1 ELSE 0 END), 0), COUNT(*) FROM ({MATTERS}) held",
}
