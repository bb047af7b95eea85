"""What people decide on the page: the ledger, what is proposed, and the writing of decisions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from http import HTTPStatus
from typing import Annotated, TypeVar

from fastapi import APIRouter, Query, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from ...config.errors import QueryError
from ...extract.ledger import SAME, VERDICTS, Decision, read_ledger
from ..decide import ledger_of
from ..query.view import View
from ..review.asking import review
from ..review.proposals import KINDS, Proposal
from ..store.folder import GraphFolder
from ..verdicts import ignoring, merging, renaming, retyping, setting_apart, splitting
from .answers import Decisions
from .desk import Desk
from .limits import DECISIONS, PAGE, TEXT
from .problems import ReadOnly
from .questions import Question
from .recount import Job, Recount, Recounter
from .writing import JSON, to_json

ROUTES = APIRouter(prefix="/api")
_Item = TypeVar("_Item")
_Text = Annotated[str, Field(max_length=TEXT)]
_Texts = Annotated[tuple[_Text, ...], Field(max_length=PAGE)]


class ReviewQuestion(Question):
    """`guanxi review`"""

    kind: Annotated[_Text, Field(description="one of " + ", ".join(KINDS))] = "all"
    limit: Annotated[int, Field(ge=1, le=PAGE, description="most proposals")] = 20


class Wanted(BaseModel):
    """A decision, in the words of the ledger; names may be any of an entity."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    decision: _Text
    names: Annotated[_Texts, Field(min_length=1)]
    to: _Text = ""
    documents: _Texts = ()
    beside: _Texts = ()
    why: _Text = ""


class WantedAll(BaseModel):
    """Decisions that are carried out together."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    decisions: Annotated[tuple[Wanted, ...], Field(min_length=1, max_length=DECISIONS)]


class WantedBack(BaseModel):
    """The numbers of decisions that are to be taken back."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    numbers: Annotated[tuple[int, ...], Field(min_length=1, max_length=DECISIONS)]


@ROUTES.get("/decisions", response_model=Decisions)
async def decisions(request: Request, asked: Annotated[Question, Query()]) -> Response:
    """What people decided about names, whether more can be decided here, and how the last recount stands."""
    state, recounter = request.app.state, _recounter(request)
    told = await _told(request, lambda view: ledger_of(state.graph, view))
    return _fresh(Decisions(told, recounter is not None, recounter.state() if recounter else Recount()))


@ROUTES.get("/review", response_model=list[Proposal])
async def review_(request: Request, asked: Annotated[ReviewQuestion, Query()]) -> Response:
    """What people should decide: names that are likely one thing, and persons that are likely two."""
    if asked.kind not in KINDS:
        raise QueryError(f"no kind of proposals is named {asked.kind!r}; there are: {', '.join(KINDS)}")
    (ledger,) = await _told(request, lambda _: [read_ledger(GraphFolder(request.app.state.graph).ledger)])

    def question(view: View) -> tuple[bytes, bool]:
        return to_json(review(view, ledger, kinds=KINDS[asked.kind], limit=asked.limit)), False

    desk: Desk = request.app.state.desk
    name = f"review {asked.kind} {asked.limit} {len(ledger.decisions)} {ledger.checksum()}"
    return Response((await desk.ask(question, slow=True, name=name)).body, media_type=JSON)


@ROUTES.post("/decisions", response_model=Recount, status_code=HTTPStatus.ACCEPTED)
async def decide_(request: Request, asked: WantedAll) -> Response:
    """Make decisions. The graph is recounted; /api/decisions tells when that is done."""
    made = await _told(request, lambda view: [_decision(view, wanted) for wanted in asked.decisions])
    return _begun(request, Job(made, who=request.app.state.who))


@ROUTES.post("/decisions/undo", response_model=Recount, status_code=HTTPStatus.ACCEPTED)
async def undo_(request: Request, asked: WantedBack) -> Response:
    """Take decisions back. The graph is recounted; /api/decisions tells when that is done."""
    told = await _told(request, lambda view: ledger_of(request.app.state.graph, view))
    held = {decision.number for decision in (one.decision for one in told) if not decision.undone}
    for number in asked.numbers:
        if number not in held:
            raise QueryError(f"no decision {number} holds")
    return _begun(request, Job(undo=tuple(set(asked.numbers)), who=request.app.state.who))


def _recounter(request: Request) -> Recounter | None:
    found: Recounter | None = request.app.state.recounter
    return found


def _begun(request: Request, job: Job) -> Response:
    recounter = _recounter(request)
    if recounter is None:
        raise ReadOnly("this server was started with --read-only; decide with guanxi merge, split, … in a terminal")
    return _fresh(recounter.begin(job), HTTPStatus.ACCEPTED)


def _fresh(answer: object, status: HTTPStatus = HTTPStatus.OK) -> Response:
    """An answer that is not kept: it does not follow from the graph alone."""
    return Response(to_json(answer), status, media_type=JSON)


async def _told(request: Request, question: Callable[[View], Sequence[_Item]]) -> tuple[_Item, ...]:
    """What a question gives that is asked of the View as it stands now."""
    found: list[_Item] = []

    def written(view: View) -> tuple[bytes, bool]:
        found.extend(question(view))
        return b"", False

    desk: Desk = request.app.state.desk
    await desk.ask(written, name="")
    return tuple(found)


def _decision(view: View, wanted: Wanted) -> Decision:
    """The decision that somebody wants, checked as the command that makes it checks it."""
    first, others = wanted.names[0], wanted.names[1:]
    match wanted.decision:
        case "same" | "one":
            made = merging(view, wanted.names if wanted.decision == SAME else wanted.names[:1])
        case "different":
            made = splitting(view, first, others)
        case "rename":
            made = renaming(view, first, wanted.to)
        case "retype":
            made = retyping(view, first, wanted.to)
        case "ignore":
            made = ignoring(view, first)
        case "apart":
            made = setting_apart(view, first, wanted.to, documents=wanted.documents, beside=wanted.beside)
        case _:
            raise QueryError(f"a decision is one of {', '.join(VERDICTS)}, not {wanted.decision!r}")
    return replace(made, why=wanted.why)
