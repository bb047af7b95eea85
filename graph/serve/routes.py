"""The addresses of the API. Each answers with the JSON that the command of the same name prints with --json."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from http import HTTPStatus
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response

from ...version import __version__
from ..ask.asking import ask
from ..ask.results import Answer
from ..query.centrality import ranking
from ..query.results import Evidence, GraphInfo, NameOf, Neighbor, Path, RankedEntity, SearchHit, Timeline
from ..query.view import View
from .answers import Communities, DocumentRow, DocumentText, EntityCard, Picture, Subgraph, TypeInfo
from .communities import communities
from .desk import Desk, Written
from .details import document_text, documents, entity_card
from .part import subgraph
from .picture import picture
from .questions import (
    AskQuestion,
    CommunitiesQuestion,
    DocumentQuestion,
    DocumentsQuestion,
    EntitiesQuestion,
    EvidenceQuestion,
    NameQuestion,
    NeighborsQuestion,
    Paged,
    PathQuestion,
    PictureQuestion,
    Question,
    SearchQuestion,
    SubgraphQuestion,
    TimelineQuestion,
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


@ROUTES.get("/ask", response_model=Answer)
async def ask_(request: Request, asked: Annotated[AskQuestion, Query()]) -> Response:
    """The answer to a question in Chinese, and how it was understood."""
    return await _reply(request, lambda view: ask(view, asked.question, limit=asked.limit), slow=True)


@ROUTES.get("/search", response_model=list[SearchHit])
async def search(request: Request, asked: Annotated[SearchQuestion, Query()]) -> Response:
    """Entities with a name that holds a text, or is typed so in pinyin."""
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


@ROUTES.get("/entities", response_model=list[RankedEntity])
async def entities(request: Request, asked: Annotated[EntitiesQuestion, Query()]) -> Response:
    """The entities that matter most in the whole graph, over all documents."""
    return await _page(
        request,
        asked,
        lambda view, rows: ranking(view, types=asked.type, rank=asked.rank, community=asked.community, limit=rows),
    )


@ROUTES.get("/evidence", response_model=list[Evidence])
async def evidence(request: Request, asked: Annotated[EvidenceQuestion, Query()]) -> Response:
    """The sentences that name two entities together, earliest first."""
    return await _page(
        request,
        asked,
        lambda view, rows: view.evidence(asked.a, asked.b, limit=rows, since=asked.since, until=asked.until),
    )


@ROUTES.get("/timeline", response_model=Timeline)
async def timeline(request: Request, asked: Annotated[TimelineQuestion, Query()]) -> Response:
    """When an entity was named, or two together, and when much more than usual."""
    return await _reply(
        request, lambda view: view.timeline(asked.a, asked.b, by=asked.by, since=asked.since, until=asked.until)
    )


@ROUTES.get("/path", response_model=list[Path])
async def path(request: Request, asked: Annotated[PathQuestion, Query()]) -> Response:
    """How two entities are connected: chains of entities, each named together with the next."""

    def question(view: View) -> list[Path]:
        return view.path(
            asked.a,
            asked.b,
            paths=asked.paths,
            max_hops=asked.max_hops,
            avoid=asked.avoid,
            since=asked.since,
            until=asked.until,
        )

    return await _reply(request, question, slow=True)


@ROUTES.get("/documents", response_model=list[DocumentRow])
async def documents_(request: Request, asked: Annotated[DocumentsQuestion, Query()]) -> Response:
    """The documents, or those that name an entity, earliest first."""
    return await _page(request, asked, lambda view, rows: documents(view, asked, rows=rows))


@ROUTES.get("/document", response_model=DocumentText)
async def document(request: Request, asked: Annotated[DocumentQuestion, Query()]) -> Response:
    """What one document says of entities."""
    return await _reply(request, lambda view: document_text(view, asked))


@ROUTES.get("/subgraph", response_model=Subgraph)
async def subgraph_(request: Request, asked: Annotated[SubgraphQuestion, Query()]) -> Response:
    """The strongest part of the graph, or what is around some entities."""
    return await _reply(request, lambda view: subgraph(view, asked), slow=True)


@ROUTES.get("/communities", response_model=Communities)
async def communities_(request: Request, asked: Annotated[CommunitiesQuestion, Query()]) -> Response:
    """Who belongs together in the strongest part of the graph."""
    return await _reply(request, lambda view: communities(view, asked), slow=True)


@ROUTES.get("/picture", response_model=Picture)
async def picture_(request: Request, asked: Annotated[PictureQuestion, Query()]) -> Response:
    """What the served page draws: communities and surroundings, as they were opened one after another."""
    return await _reply(request, lambda view: picture(view, asked), slow=True)


async def _reply(request: Request, question: Callable[[View], Any], *, slow: bool = False) -> Response:
    """The whole of an answer."""
    return await send(request, lambda view: (to_json(question(view)), False), slow=slow)


async def _page(request: Request, asked: Paged, question: Callable[[View, int], Sequence[Any]]) -> Response:
    """One page of an answer; the header Link names the next one wherever there is more, beyond a limit or not."""
    end = asked.offset + asked.limit

    def written(view: View) -> tuple[bytes, bool]:
        found = question(view, end + 1)
        return to_json(found[asked.offset : end]), len(found) > end

    following = request.url.include_query_params(offset=end).query
    return await send(request, written, following=following)


async def send(request: Request, question: Written, *, slow: bool = False, following: str | None = None) -> Response:
    """An answer with its version; where the one who asks has it already, only that."""
    desk: Desk = request.app.state.desk
    tag = _tag(desk.version())
    if _has(request, tag):
        return answered(request, b"", tag=tag)
    answer = await desk.ask(question, slow=slow, name=f"{request.url.path}?{request.url.query}")
    response = answered(request, answer.body, tag=_tag(answer.version))
    if answer.more and following is not None:
        response.headers["Link"] = f'<{request.url.path}?{following}>; rel="next"'
    return response


def answered(request: Request, body: bytes, *, tag: str, media: str = JSON) -> Response:
    """The body with its tag; only the tag for who has the body already."""
    headers = {"ETag": f'"{tag}"', "Cache-Control": "private, no-cache"}
    if _has(request, tag):
        return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=headers)
    return Response(body, headers=headers, media_type=media)


def _has(request: Request, tag: str) -> bool:
    return request.headers.get("if-none-match") == f'"{tag}"'


def _tag(version: str) -> str:
    """Of all answers of the API from one file by one version of Guanxi."""
    return f"{__version__}-{version}"
