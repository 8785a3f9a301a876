"""Every declared table as a page of docs: a diagram and the rows with their articles."""

from __future__ import annotations

from mingzheng.core.procedures.table import ClockEffect, Procedure, Step


def mermaid(procedure: Procedure) -> str:
    """The states and steps as a Mermaid state diagram."""
    lines = ["stateDiagram-v2", "    direction LR"]
    lines += [f"    {state.code} : {state.label}" for state in procedure.states]
    lines.append(f"    [*] --> {procedure.initial} : {procedure.opening.label}")
    for step in procedure.steps:
        lines += [
            f"    {source} --> {step.target} : {step.label}"
            for source in step.source
            if step.target not in (None, source)
        ]
    lines += [f"    {state.code} --> [*]" for state in procedure.states if not state.open]
    return "\n".join(lines)


def page(procedure: Procedure) -> str:
    """A Markdown page, made from the table alone."""
    return "\n".join(
        [
            f"# {procedure.label}（`{procedure.code}`，第 {procedure.version} 版）",
            "",
            "本页由 `./run procedures docs` 从程序表生成，请勿手改。",
            "",
            "```mermaid",
            mermaid(procedure),
            "```",
            "",
            f"| 动作 |{' 归入 |' if procedure.headings else ''} 从 | 到 | 由谁 | 依据 | 期限 | 限制 |",
            f"|---|{'---|' if procedure.headings else ''}---|---|---|---|---|---|",
            _opening_row(procedure),
            *[_row(procedure, step) for step in procedure.steps],
            "",
        ]
    )


def _clocks(procedure: Procedure, effects: tuple[ClockEffect, ...]) -> str:
    names = procedure.clock_names
    return "；".join(f"{names.get(effect.clock, effect.clock)}：{effect.move.label}" for effect in effects)


def _opening_row(procedure: Procedure) -> str:
    opening = procedure.opening
    who = f"{opening.whose.label}：{'、'.join(post.label for post in opening.posts)}"
    clocks = _clocks(procedure, opening.clocks)
    return f"| {opening.label} |{' |' if procedure.headings else ''} — | {procedure.state(procedure.initial).label} | {who} | {opening.basis.text} | {clocks} | |"


def _row(procedure: Procedure, step: Step) -> str:
    sources = "、".join(procedure.state(code).label for code in step.source)
    target = procedure.state(step.target).label if step.target else "不变"
    who = f"{step.whose.label}：{'、'.join(post.label for post in step.posts)}"
    clocks = _clocks(procedure, step.clocks)
    limits = [guard.why_not for guard in step.guards] + (["参与办理者回避"] if step.reviews else [])
    return f"| {step.label} |{f' {step.group} |' if procedure.headings else ''} {sources} | {target} | {who} | {step.basis.text} | {clocks} | {'；'.join(limits)} |"
