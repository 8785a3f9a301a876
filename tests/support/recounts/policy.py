"""Recounts of policies: tags, life lines, interpretations, questions, pushing, lectures and relays, topics."""

from __future__ import annotations

# --- who owes an interpretation: data/needs.yaml of 2023 (规范性文件, 重大决策, words of the title), and what was declared
WORDS = ("规划纲要", "行动计划", "行动方案", "专项资金", "扶持政策", "补贴标准", "实施意见")
NEEDS = (
    "e.normative OR e.decision_draft OR (e.official AND ("
    + " OR ".join(f"e.title LIKE '%%{word}%%'" for word in WORDS)
    + "))"
)
EXPLAINED = """
    SELECT 1 FROM interpretations_interpretation i
    WHERE i.document_id = d.id AND i.status = 'released' AND {local:i.published_at} <= :day"""
OWING = f"""
    SELECT d.id, d.unit_id, d.first_published_at,
        CASE WHEN EXISTS ({EXPLAINED}) THEN 1 ELSE 0 END AS explained,
        (SELECT COUNT(DISTINCT i.form) FROM interpretations_interpretation i
            WHERE i.document_id = d.id AND i.status = 'released' AND {{local:i.published_at}} <= :day) AS forms,
        (SELECT MIN(i.published_at) FROM interpretations_interpretation i
            WHERE i.document_id = d.id AND i.status = 'released' AND {{local:i.published_at}} <= :day) AS first_told
    FROM documents_document d JOIN documents_edition e ON e.id = d.live_id
    WHERE d.listed AND {{local:d.first_published_at}} BETWEEN :first AND :day
        AND (({NEEDS}) OR EXISTS (SELECT 1 FROM interpretations_task t WHERE t.document_id = d.id AND t.declared))
        AND NOT EXISTS (SELECT 1 FROM interpretations_task t JOIN procedures_case c ON c.id = t.case_id
            WHERE t.document_id = d.id AND t.kind = 'with' AND c.state = 'exempt')"""
TASKS = """
    SELECT t.unit_id, SUM(CASE WHEN EXISTS (SELECT 1 FROM interpretations_interpretation i
        WHERE i.task_id = t.id AND i.status = 'released' AND {local:i.published_at} <= :day) THEN 1 ELSE 0 END), COUNT(*)
    FROM interpretations_task t JOIN procedures_case c ON c.id = t.case_id
    WHERE {local:t.opened_at} BETWEEN :first AND :day AND c.state NOT IN ('closed', 'exempt')"""

# --- what the stages of a policy ``p`` hold by the day (docs/policies.md)
NOTED = "EXISTS (SELECT 1 FROM policies_note n WHERE n.policy_id = p.id AND n.stage = '{}' AND n.day <= :day)"
TOLD = """EXISTS (SELECT 1 FROM interpretations_interpretation i JOIN interpretations_task t ON t.id = i.task_id
    WHERE i.status = 'released' AND {local:i.published_at} <= :day
        AND (i.document_id = p.document_id OR t.policy_id = p.id))"""
LECTURED = """EXISTS (SELECT 1 FROM outreach_session_policies x JOIN outreach_session s ON s.id = x.session_id
    WHERE x.policy_id = p.id AND s.announced_at IS NOT NULL AND s.cancelled_why = '' AND {local:s.starts_at} <= :day)"""
PUSHED = f"""({LECTURED}
    OR EXISTS (SELECT 1 FROM outreach_courseware w WHERE w.policy_id = p.id AND w.ended_why = ''
        AND {{local:w.published_at}} <= :day)
    OR EXISTS (SELECT 1 FROM outreach_relay r WHERE r.policy_id = p.id AND {{local:r.sent_at}} <= :day)
    OR EXISTS (SELECT 1 FROM push_delivery v JOIN push_batch b ON b.id = v.batch_id
        WHERE v.policy_id = p.id AND {{local:b.at}} <= :day))"""
ENTRIES = """EXISTS (SELECT 1 FROM questions_entry q JOIN questions_entryversion v ON v.id = q.live_id
    WHERE v.document_id = p.document_id AND q.retired_on IS NULL AND q.published_on <= :day)"""
ANSWERED = f"""({ENTRIES}
    OR EXISTS (SELECT 1 FROM questions_message m WHERE m.document_id = p.document_id AND m.published_on <= :day)
    OR EXISTS (SELECT 1 FROM questions_asked a WHERE a.document_id = p.document_id AND a.counts
        AND a.channel IN ('window', 'hotline') AND a.asked_on <= :day))"""
PAID = "EXISTS (SELECT 1 FROM policies_payment y WHERE y.policy_id = p.id AND {local:y.confirmed_at} <= :day)"
EVALUATED = f"""({NOTED.format("evaluating")} OR EXISTS (SELECT 1 FROM normative_evaluation v
    WHERE v.document_id = p.document_id AND v.confirmed_on <= :day))"""
MADE = f"""({NOTED.format("making")}
    OR EXISTS (SELECT 1 FROM documents_edition f WHERE f.document_id = p.document_id AND f.serial = 1
        AND {{local:f.signed_at}} <= :day)
    OR EXISTS (SELECT 1 FROM documents_review r JOIN documents_edition f ON f.id = r.edition_id
        WHERE f.document_id = p.document_id AND f.serial = 1 AND r.voided_at IS NULL AND NOT r.after))"""
# Days by stages.yaml of 2023: with the publication; 5 days after it; 30, 180 and 365 after it is in force.
OWED = {
    "brewing": ("TRUE", NOTED.format("brewing")),
    "making": ("TRUE", MADE),
    "explaining": ("p.issued_on < :day", TOLD),
    "pushing": ("p.for_enterprises AND {add:p.issued_on:5} < {date:day}", PUSHED),
    "answering": ("{add:p.force:30} < {date:day}", ANSWERED),
    "paying": ("p.pays AND {add:p.force:180} < {date:day}", PAID),
    "evaluating": ("{add:p.force:365} < {date:day}", EVALUATED),
}
WAIVED = "EXISTS (SELECT 1 FROM policies_notneeded w WHERE w.policy_id = p.id AND w.stage = '{}')"
GAPS = " OR ".join(f"({due} AND NOT {there} AND NOT {WAIVED.format(stage)})" for stage, (due, there) in OWED.items())
POLICIES = """
    SELECT o.*, COALESCE(e.effective_on, o.issued_on) AS force FROM policies_policy o
    LEFT JOIN documents_document d ON d.id = o.document_id LEFT JOIN documents_edition e ON e.id = d.live_id
    WHERE o.begun_on <= :day AND (o.issued_on BETWEEN :first AND :day
        OR (o.issued_on IS NULL AND o.ended_on IS NULL AND o.begun_on >= :first))"""

# --- pushing, lectures
FOR_MANY = "p.issued_on BETWEEN :first AND :day AND (p.for_enterprises OR p.pays)"
HELD = "s.held_at IS NOT NULL AND {local:s.starts_at} BETWEEN :first AND :day"
REACHED = """{local:b.at} <= :day AND (SELECT MIN({local:f.at}) FROM push_batch f WHERE f.policy_id = p.id) BETWEEN :first AND :day"""

# --- topics
OPEN_TOPIC = "t.published_at IS NOT NULL AND {local:t.published_at} <= :day AND t.closed_at IS NULL"
BUNDLED = """EXISTS (SELECT 1 FROM {rows:t.shown -> 'bundle'} b JOIN policies_policy p ON p.id = CAST(b.value ->> 0 AS integer)
    JOIN documents_document d ON d.id = p.document_id JOIN documents_edition e ON e.id = d.live_id
    WHERE d.listed"""
TYPED = "EXISTS (SELECT 1 FROM {{rows:t.shown -> 'items'}} k WHERE k.value ->> 0 = '{}')"
PARTS = " + ".join(
    f"CASE WHEN {there} THEN 1 ELSE 0 END"
    for there in (
        f"{BUNDLED})",
        f"{BUNDLED} AND {TOLD})",
        f"{BUNDLED} AND {ENTRIES})",
        f"{BUNDLED} AND e.service_url <> '') OR {TYPED.format('entry')} OR t.shown ->> 'no_entry' <> ''",
        "t.shown ->> 'office' <> '' AND t.shown ->> 'phone' <> ''",
        TYPED.format("news"),
        f"{BUNDLED} AND {LECTURED}) OR {TYPED.format('event')}",
    )
)

# --- tags: the facets that the catalogue in force demands
IN_FORCE = (
    "SELECT v.id FROM tags_version v WHERE v.published_on <= :day ORDER BY v.published_on DESC, v.number DESC LIMIT 1"
)
UNTAGGED = f"""
    SELECT 1 FROM tags_version v, {{rows:v.content -> 'facets'}} f
    WHERE v.id = ({IN_FORCE}) AND CAST(f.value -> 'required' AS TEXT) = 'true'
        AND NOT EXISTS (SELECT 1 FROM documents_documenttag x JOIN tags_tag g ON g.name = x.tag AND g.status = 'active'
            WHERE x.document_id = d.id AND g.facet = f.value ->> 'code')"""

# The middle one; of two in the middle the larger.
MEDIAN = """
    FROM (SELECT {place} AS place_id, seconds, ROW_NUMBER() OVER ({part}ORDER BY seconds) AS nth, COUNT(*) OVER ({part}) AS n
        FROM questions_asked WHERE seconds IS NOT NULL AND counts AND asked_on BETWEEN :first AND :day) ordered
    WHERE 2 * nth IN (n + 1, n + 2)"""

QUERIES = {
    "questions.window_answers": """
        SELECT place_id, SUM(CASE WHEN channel <> 'handover' THEN 1 ELSE 0 END), COUNT(*) FROM questions_asked
        WHERE counts AND channel IN ('window', 'hotline', 'handover') AND asked_on BETWEEN :first AND :day
        GROUP BY place_id""",
    "questions.acknowledged": """
        SELECT h.unit_id, SUM(CASE WHEN r.acknowledged_on <= :day THEN 1 ELSE 0 END), COUNT(*)
        FROM questions_handoutreceipt r JOIN questions_handout h ON h.id = r.handout_id
        WHERE h.sent_on BETWEEN :first AND :day GROUP BY h.unit_id""",
    "questions.faq_formed": """
        SELECT unit_id, SUM(CASE WHEN formed_on <= :day THEN 1 ELSE 0 END), COUNT(*) FROM questions_often
        WHERE found_on BETWEEN :first AND :day AND (declined_on IS NULL OR declined_on > :day) GROUP BY unit_id""",
    "questions.answered_in_time": """
        SELECT m.unit_id, SUM(CASE WHEN m.answered_on <= (SELECT k.due_on FROM procedures_clock k
                WHERE k.case_id = m.case_id AND k.name = 'reply' ORDER BY k.id DESC LIMIT 1) THEN 1 ELSE 0 END), COUNT(*)
        FROM questions_message m JOIN procedures_case c ON c.id = m.case_id
        WHERE m.declined_why = '' AND (m.answered_on BETWEEN :first AND :day
            OR ((m.answered_on IS NULL OR m.answered_on > :day) AND c.due_on >= :eve AND c.due_on < :day))
        GROUP BY m.unit_id""",
    "outreach.people": """
        SELECT unit_id, SUM(people), NULL FROM outreach_session
        WHERE held_at IS NOT NULL AND {local:starts_at} BETWEEN :first AND :day GROUP BY unit_id""",
    "outreach.relayed": """
        SELECT r.unit_id, SUM(CASE WHEN l.passed_on <= :day THEN 1 ELSE 0 END), COUNT(*)
        FROM outreach_relayline l JOIN outreach_relay r ON r.id = l.relay_id
        WHERE {local:r.sent_at} BETWEEN :first AND :day GROUP BY r.unit_id""",
    "questions.entries_good": """
        SELECT q.unit_id, SUM(CASE WHEN q.doubt = '' AND (q.review_by IS NULL OR q.review_by >= :day)
            AND (v.document_id IS NULL OR (d.listed AND d.validity NOT IN ('repealed', 'expired'))) THEN 1 ELSE 0 END), COUNT(*)
        FROM questions_entry q JOIN questions_entryversion v ON v.id = q.live_id
        LEFT JOIN documents_document d ON d.id = v.document_id
        WHERE q.published_on <= :day AND q.retired_on IS NULL GROUP BY q.unit_id""",
    "questions.handovers_in_time": """
        SELECT h.unit_id, SUM(CASE WHEN h.answered_on <= k.due_on AND h.answered_on <= :day THEN 1 ELSE 0 END), COUNT(*)
        FROM questions_handover h JOIN procedures_clock k ON k.case_id = h.case_id AND k.name = 'answer'
        WHERE h.answered_on BETWEEN :first AND :day
            OR ((h.answered_on IS NULL OR h.answered_on > :day) AND k.due_on >= :eve AND k.due_on < :day)
        GROUP BY h.unit_id""",
    "questions.window_seconds": f"""
        SELECT place_id, seconds, NULL {MEDIAN.format(place="place_id", part="PARTITION BY place_id ")}""",
    # --- interpretations
    "interpretations.explained": f"SELECT unit_id, SUM(explained), COUNT(*) FROM ({OWING}) owing GROUP BY unit_id",
    "interpretations.together": f"""
        SELECT unit_id, SUM(CASE WHEN first_told = first_published_at THEN 1 ELSE 0 END), COUNT(*)
        FROM ({OWING}) owing GROUP BY unit_id""",
    "interpretations.several_forms": f"""
        SELECT unit_id, SUM(CASE WHEN forms > 1 THEN 1 ELSE 0 END), COUNT(*)
        FROM ({OWING}) owing WHERE explained = 1 GROUP BY unit_id""",
    "interpretations.quality": """
        SELECT unit_id, SUM(CASE WHEN CAST(quality AS TEXT) NOT LIKE '%%"weight": "mend"%%' THEN 1 ELSE 0 END), COUNT(*)
        FROM interpretations_interpretation
        WHERE status = 'released' AND {local:published_at} BETWEEN :first AND :day GROUP BY unit_id""",
    "interpretations.before": f"{TASKS} AND t.kind = 'before' GROUP BY t.unit_id",
    "interpretations.after": f"{TASKS} AND t.kind IN ('follow', 'second') GROUP BY t.unit_id",
    # --- tags, policies, topics
    "tags.tagged": f"""
        SELECT d.unit_id, SUM(CASE WHEN EXISTS ({IN_FORCE}) AND NOT EXISTS ({UNTAGGED}) THEN 1 ELSE 0 END), COUNT(*)
        FROM documents_document d WHERE d.listed AND d.published_on <= :day GROUP BY d.unit_id""",
    "policies.complete": f"""
        SELECT p.unit_id, SUM(CASE WHEN p.issued_on IS NOT NULL AND ({GAPS}) THEN 0 ELSE 1 END), COUNT(*)
        FROM ({POLICIES}) p GROUP BY p.unit_id""",
    "topics.published": f"SELECT t.unit_id, COUNT(*), NULL FROM topics_topic t WHERE {OPEN_TOPIC} GROUP BY t.unit_id",
    "topics.parts": f"SELECT t.unit_id, SUM({PARTS}), 7 * COUNT(*) FROM topics_topic t WHERE {OPEN_TOPIC} GROUP BY t.unit_id",
    "topics.renewed": f"""
        SELECT t.unit_id, SUM(CASE WHEN t.changed_why = '' AND {{add:t.renewed_on:t.update_days}} >= {{date:day}}
            THEN 1 ELSE 0 END), COUNT(*)
        FROM topics_topic t WHERE {OPEN_TOPIC} GROUP BY t.unit_id""",
    # --- pushing
    "push.policies": f"""
        SELECT p.unit_id, SUM(CASE WHEN EXISTS (SELECT 1 FROM push_batch b
            WHERE b.policy_id = p.id AND {{local:b.at}} <= :day) THEN 1 ELSE 0 END), COUNT(*)
        FROM policies_policy p WHERE {FOR_MANY} GROUP BY p.unit_id""",
    "push.receivers": f"""
        SELECT p.unit_id, COUNT(*), NULL FROM push_delivery v JOIN push_batch b ON b.id = v.batch_id
        JOIN policies_policy p ON p.id = v.policy_id WHERE {REACHED} GROUP BY p.unit_id""",
    "push.opened": f"""
        SELECT p.unit_id, SUM(CASE WHEN {{local:r.opened_at}} <= :day THEN 1 ELSE 0 END), COUNT(*)
        FROM push_delivery v JOIN push_batch b ON b.id = v.batch_id JOIN policies_policy p ON p.id = v.policy_id
        LEFT JOIN push_response r ON r.profile_id = v.profile_id AND r.policy_id = v.policy_id
        WHERE {REACHED} GROUP BY p.unit_id""",
    "push.useful": f"""
        SELECT p.unit_id, SUM(CASE WHEN r.useful THEN 1 ELSE 0 END), COUNT(*)
        FROM push_delivery v JOIN push_batch b ON b.id = v.batch_id JOIN policies_policy p ON p.id = v.policy_id
        JOIN push_response r ON r.profile_id = v.profile_id AND r.policy_id = v.policy_id
        WHERE {REACHED} AND {{local:r.answered_at}} <= :day GROUP BY p.unit_id""",
    # --- lectures, courseware, relays
    "outreach.lectures": f"""
        SELECT s.unit_id, COUNT(*), NULL FROM outreach_session s
        WHERE {HELD} AND s.kind IN ('lecture', 'online') GROUP BY s.unit_id""",
    "outreach.visits": f"""
        SELECT s.unit_id, COUNT(*), NULL FROM outreach_session s
        WHERE {HELD} AND s.kind IN ('community', 'park', 'building', 'campus') GROUP BY s.unit_id""",
    "outreach.useful": f"""
        SELECT s.unit_id, SUM(CASE WHEN r.useful >= 4 THEN 1 ELSE 0 END), COUNT(*)
        FROM outreach_rating r JOIN outreach_session s ON s.id = r.session_id
        WHERE {HELD} AND {{local:r.at}} <= :day GROUP BY s.unit_id""",
    "outreach.needs_settled": """
        SELECT n.unit_id, SUM(CASE WHEN n.settled_on <= k.due_on THEN 1 ELSE 0 END), COUNT(*)
        FROM outreach_need n JOIN procedures_clock k ON k.case_id = n.case_id
        WHERE n.settled_on BETWEEN :first AND :day OR ((n.settled_on IS NULL OR n.settled_on > :day) AND k.due_on >= :eve AND k.due_on < :day)
        GROUP BY n.unit_id""",
    "outreach.courseware": f"""
        SELECT p.unit_id, SUM(CASE WHEN EXISTS (SELECT 1 FROM outreach_courseware w WHERE w.policy_id = p.id
            AND {{local:w.published_at}} <= :day AND w.ended_why = '' AND w.doubt = '') THEN 1 ELSE 0 END), COUNT(*)
        FROM policies_policy p WHERE {FOR_MANY} GROUP BY p.unit_id""",
    "outreach.partners": """
        SELECT unit_id, COUNT(*), NULL FROM outreach_partner
        WHERE since <= :day AND (ended_on IS NULL OR ended_on > :day) GROUP BY unit_id""",
    "outreach.reached": """
        SELECT r.unit_id, SUM(l.people), NULL FROM outreach_relayline l JOIN outreach_relay r ON r.id = l.relay_id
        WHERE {local:r.sent_at} BETWEEN :first AND :day AND l.passed_on <= :day GROUP BY r.unit_id""",
}

DISTRICT = {
    "questions.window_seconds": f"SELECT seconds, NULL {MEDIAN.format(place='NULL', part='')}",
    "interpretations.rulebook": """
        SELECT COUNT(*), NULL FROM interpretations_rulebook r JOIN documents_document d ON d.id = r.document_id
        WHERE d.listed AND d.published_on BETWEEN :first AND :day""",
    "tags.published": "SELECT COUNT(*), NULL FROM tags_version WHERE published_on <= :day",
}
