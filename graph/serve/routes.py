"""The addresses of the API. Each answers with the JSON that the command of the same name prints with --json."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from http import HTTPStatus
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response

from ...version import __version__
from ..query.results import Evidence, GraphInfo, NameOf, Neighbor, Path, SearchHit
from ..query.view import View
from .answers import Communities, DocumentRow, EntityCard, Subgraph, TypeInfo
from .communities import communities
from .desk import Desk, Written
from .details import documents, entity_card
from .limits import REACH
from .part import subgraph
from .questions import (
    CommunitiesQuestion,
    DocumentsQuestion,
    EvidenceQuestion,
    NameQuestion,
    NeighborsQuestion,
    Paged,
    PathQuestion,
    Question,
    SearchQuestion,
    SubgraphQuestion,
)
from .writing import JSON, to_json

ROUTES = APIRouter(prefix="/api")


@ROUTES.get("/info", response_model=GraphInfo)
async def info(request: Request, asked: Annotated[Question, Query()]) -> Response:
    """What the graph holds."""
    return await _reply(request, View.info)


@ROUTES.get("/types", response_model=dict[str, TypeInfo])
async def types(request: Request, asked: Annotated[Question, Query()]) -> Response:
    """The entity types of the graph, with their colours and names."""
    return await _reply(
        request, lambda view: {name: TypeInfo(kind.color, kind.zh, kind.en) for name, kind in view.types().items()}
    )


@ROUTES.get("/search", response_model=list[SearchHit])
async def search(request: Request, asked: Annotated[SearchQuestion, Query()]) -> Response:
    """Entities with a name that holds a text."""
    return await _page(request, asked, lambda view, rows: view.search(asked.text, limit=rows))


@ROUTES.get("/entity", response_model=EntityCard)
async def entity(request: Request, asked: Annotated[NameQuestion, Query()]) -> Response:
    """All about one entity."""
    return await _reply(request, lambda view: entity_card(view, asked.name))


@ROUTES.get("/names", response_model=list[NameOf])
async def names(request: Request, asked: Annotated[NameQuestion, Query()]) -> Response:
    """All names of an entity, and why each is one."""
    return await _reply(request, lambda view: view.names(asked.name))


@ROUTES.get("/neighbors", response_model=list[Neighbor])
async def neighbors(request: Request, asked: Annotated[NeighborsQuestion, Query()]) -> Response:
    """Entities that are named together with one, best first."""

    def question(view: View, rows: int) -> list[Neighbor]:
        return view.neighbors(
            asked.name,
            types=asked.type,
            limit=rows,
            min_weight=asked.min_weight,
            rank=asked.rank,
            since=asked.since,
            until=asked.until,
        )

    return await _page(request, asked, question)


@ROUTES.get("/evidence", response_model=list[Evidence])
async def evidence(request: Request, asked: Annotated[EvidenceQuestion, Query()]) -> Response:
    """The sentences that name two entities together, earliest first."""
    return await _page(
        request,
        asked,
        lambda view, rows: view.evidence(asked.a, asked.b, limit=rows, since=asked.since, until=asked.until),
    )


@ROUTES.get("/path", response_model=list[Path])
async def path(request: Request, asked: Annotated[PathQuestion, Query()]) -> Response:
    """How two entities are connected: chains of entities, each named together with the next."""

    def question(view: View) -> list[Path]:
        return view.path(
            asked.a, asked.b, paths=asked.paths, max_hops=asked.max_hops, since=asked.since, until=asked.until
        )

    return await _reply(request, question, slow=True)


@ROUTES.get("/documents", response_model=list[DocumentRow])
async def documents_(request: Request, asked: Annotated[DocumentsQuestion, Query()]) -> Response:
    """The documents, or those that name an entity, earliest first."""
    return await _page(request, asked, lambda view, rows: documents(view, asked, rows=rows))


@ROUTES.get("/subgraph", response_model=Subgraph)
async def subgraph_(request: Request, asked: Annotated[SubgraphQuestion, Query()]) -> Response:
    """The strongest part of the graph, or what is around some entities."""
    return await _reply(request, lambda view: subgraph(view, asked), slow=True)


@ROUTES.get("/communities", response_model=Communities)
async def communities_(request: Request, asked: Annotated[CommunitiesQuestion, Query()]) -> Response:
    """Who belongs together in the strongest part of the graph."""
    return await _reply(request, lambda view: communities(view, asked), slow=True)


async def _reply(request: Request, question: Callable[[View], Any], *, slow: bool = False) -> Response:
    """The whole of an answer."""
    return await _send(request, lambda view: (to_json(question(view)), False), slow=slow)


async def _page(request: Request, asked: Paged, question: Callable[[View, int], Sequence[Any]]) -> Response:
    """One page of the first so many answers; the header Link names the next page where there is one."""
    end = asked.offset + asked.limit

    def written(view: View) -> tuple[bytes, bool]:
        found = question(view, end + 1)
        return to_json(found[asked.offset : end]), len(found) > end

    following = request.url.include_query_params(offset=end).query
    return await _send(request, written, following=following if end <= REACH else None)


async def _send(request: Request, question: Written, *, slow: bool = False, following: str | None = None) -> Response:
    desk: Desk = request.app.state.desk
    known = request.headers.get("if-none-match")
    if known is not None and known == _etag(desk.version()):
        return Response(status_code=HTTPStatus.NOT_MODIFIED)
    answer = await desk.ask(question, slow=slow, name=f"{request.url.path}?{request.url.query}")
    headers = {"ETag": _etag(answer.version), "Cache-Control": "private, no-cache"}
    if answer.more and following is not None:
        headers["Link"] = f'<{request.url.path}?{following}>; rel="next"'
    return Response(answer.body, headers=headers, media_type=JSON)


def _etag(version: str) -> str:
    """Of all answers from one file by one version of Guanxi."""
    return f'"{__version__}-{version}"'
