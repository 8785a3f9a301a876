"""What the case screen says."""

from __future__ import annotations

from typing import Any

from mingzheng.disclosure.normative.models import Evaluation, NormativeFiling


def filing_facts(filing: NormativeFiling) -> list[tuple[str, Any]]:
    return [
        ("文件", filing.document.title),
        ("发文字号", filing.document.doc_number),
        ("公开日期", filing.document.published_on),
        ("备案机关", filing.organ),
        ("备案号", filing.number),
        ("报送备案日期", filing.filed_on),
        ("不需备案的理由", filing.exempt_reason),
    ]


def evaluation_facts(evaluation: Evaluation) -> list[tuple[str, Any]]:
    return [
        ("文件", evaluation.document.title),
        ("发文字号", evaluation.document.doc_number),
        ("有效期至", evaluation.until),
        ("评估结论", evaluation.get_conclusion_display()),
        ("评估情况", evaluation.summary),
        ("评估完成日期", evaluation.evaluated_on),
    ]
