"""What a run says: tables for people, JSON for machines."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from guanxi.cli.output import marked, safe

from .floors import Floors
from .gold import GoldDocument, Span
from .mistakes import MEANING, Kind, Mistake, examples
from .scorer import Figure, Scores

_CONTEXT = 14  # code points on either side of an example


@dataclass(frozen=True, slots=True)
class Run:
    """All that one run measured. `scripts` has the figure of exact mentions and the documents of each script."""

    documents: Sequence[GoldDocument]
    scores: Scores
    scripts: Mapping[str, tuple[int, Figure]]
    mistakes: Sequence[Mistake]
    gold: str

    def counts(self) -> dict[str, int]:
        """How much gold each figure is measured on, where that is a number of things in the gold."""
        scores, types = self.scores, Counter(span.type for document in self.documents for span in document.spans)
        fixed = dict.fromkeys(("mention.f1", "span.f1", "overlap.f1"), scores.mentions)
        fixed |= {"node.f1": scores.nodes, "edge.f1": scores.edges, "graph.f1": scores.edges}
        return fixed | {f"mention.f1.{kind}": count for kind, count in types.items()}

    def mistakes_by_type(self) -> dict[Kind, Counter[str]]:
        """How many mistakes there are of each class and type."""
        return {kind: Counter(m.span.type for m in self.mistakes if m.kind is kind) for kind in Kind}


def print_run(console: Console, run: Run, floors: Floors | None, *, limit: int) -> None:
    """Print the tables, and up to `limit` examples of each class of mistakes."""
    scores = run.scores
    console.print(
        f"{scores.documents} documents; gold: {scores.mentions} mentions, {scores.nodes} nodes, {scores.edges} edges; "
        f"found: {scores.found} mentions",
        soft_wrap=True,
    )
    for table in (_figures(run, floors), _scripts(run), _mistakes(run)):
        console.print()
        console.print(table)
    for kind in Kind:
        _print_examples(console, run, kind, limit)


def _table(title: str, *columns: str) -> Table:
    table = Table(title=title, title_justify="left", title_style="bold", box=box.SIMPLE_HEAD, show_edge=False)
    for i, column in enumerate(columns):
        table.add_column(column, justify="right" if i else "left")
    return table


def _figures(run: Run, floors: Floors | None) -> Table:
    table = _table("Figures", "", "F1", "floor", "precision", "recall", "in gold")
    counts, least = run.counts(), floors.least if floors else {}
    for name, figure in run.scores.figures.items():
        floor = least.get(name)
        style = "red" if floor is not None and figure.f1 < floor else ""
        table.add_row(
            safe(name),
            Text(f"{figure.f1:.3f}", style),
            "" if floor is None else f"{floor:.3f}",
            f"{figure.precision:.3f}",
            f"{figure.recall:.3f}",
            str(counts.get(name, "")),
        )
    return table


def _scripts(run: Run) -> Table:
    table = _table("Exact mentions by script", "", "F1", "precision", "recall", "documents")
    for script, (documents, figure) in run.scripts.items():
        parts = (figure.f1, figure.precision, figure.recall)
        table.add_row(script, *(f"{part:.3f}" for part in parts), str(documents))
    return table


def _mistakes(run: Run) -> Table:
    table = _table("Mistakes by class", "", "in gold", "exact", "missed", "boundary", "type", "both", "invented")
    gold = Counter(span.type for document in run.documents for span in document.spans)
    by_kind = run.mistakes_by_type()
    for kind in sorted(gold):
        lost = [by_kind[one][kind] for one in Kind]
        table.add_row(safe(kind), *map(str, (gold[kind], gold[kind] - sum(lost[:-1]), *lost)))
    table.add_section()
    lost = [by_kind[one].total() for one in Kind]
    table.add_row("all", *map(str, (gold.total(), gold.total() - sum(lost[:-1]), *lost)))
    return table


def _print_examples(console: Console, run: Run, kind: Kind, limit: int) -> None:
    chosen = examples(run.mistakes, kind, limit)
    if not chosen:
        return
    console.print()
    console.print(Text(MEANING[kind], "bold"))
    for mistake in chosen:
        text = f"  {mistake.span.type:<13}{_in_context(mistake)}"
        place = f"  {mistake.document.path.name}:{mistake.span.start}"
        console.print(Text.assemble(safe(text), (safe(place), "dim")), soft_wrap=True)


def _in_context(mistake: Mistake) -> str:
    text, span = mistake.document.text, mistake.span
    first, last = max(0, span.start - _CONTEXT), span.end + _CONTEXT
    quoted = marked(text[first:last], [(span.start - first, span.end - first)])
    found = mistake.found
    return quoted if found is None else f"{quoted}  found: {text[found.start : found.end]} ({found.type})"


def as_json(run: Run, floors: Floors | None, failures: Sequence[str]) -> str:
    """All of the run, every mistake included, as one JSON object."""
    scores, counts, least = run.scores, run.counts(), floors.least if floors else {}
    figures = {
        name: {**asdict(figure), "gold": counts.get(name), "floor": least.get(name)}
        for name, figure in scores.figures.items()
    }
    gold = {"documents": scores.documents, "mentions": scores.mentions, "nodes": scores.nodes, "edges": scores.edges}
    answer = {
        "gold": {**gold, "sha256": run.gold},
        "found": scores.found,
        "figures": figures,
        "scripts": {script: {"documents": n, **asdict(figure)} for script, (n, figure) in run.scripts.items()},
        "counts": {kind: dict(sorted(types.items())) for kind, types in run.mistakes_by_type().items()},
        "mistakes": [_plain(mistake) for mistake in run.mistakes],
        "failures": list(failures),
    }
    return json.dumps(answer, ensure_ascii=True, indent=2)


def _plain(mistake: Mistake) -> dict[str, Any]:
    def place(span: Span | None) -> dict[str, Any] | None:
        return None if span is None else {**asdict(span), "text": mistake.document.text[span.start : span.end]}

    return {
        "kind": mistake.kind,
        "document": mistake.document.path.name,
        "mention": place(mistake.span),
        "found": place(mistake.found),
    }
