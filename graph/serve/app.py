"""The application: the API of one graph behind its guard."""

from __future__ import annotations

import hashlib
import os
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager

from fastapi import FastAPI, Request, Response

from ...version import __version__
from ..query.view import View
from . import problems
from .communities import communities
from .deciding import ROUTES as DECIDING
from .desk import Desk, Written
from .guard import Access, Guard
from .questions import CommunitiesQuestion
from .recount import Recounter
from .routes import ROUTES, answered
from .writing import HTML, JSON, to_json

OPENAPI = "/api/openapi.json"
_PAGE, _MAP = "/", "/api/communities?members=5"  # what a browser asks first; the map in the words of `routes.send`


def create_app(
    graph: str | os.PathLike[str],
    *,
    access: Access | None = None,
    lang: str = "zh",
    read_only: bool = False,
    who: str = "",
) -> Guard:
    """An ASGI application that answers questions about the graph in the folder `graph`, to whom `access` admits.

    Args:
        lang: the language its page begins with, zh or en.
        read_only: let nobody decide about names.
        who: in whose name decisions are made.
    """
    app = FastAPI(
        title="Guanxi 关系",
        version=__version__,
        description="Who is linked to what, and which sentence says so.",
        openapi_url=OPENAPI,
        # The pages that come with FastAPI load their scripts from other hosts.
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        lifespan=_at_a_desk(graph, lang, read_only=read_only, who=who),
        responses={"4XX": {"model": problems.ProblemBody}, "5XX": {"model": problems.ProblemBody}},
    )
    problems.install(app)
    app.include_router(ROUTES)
    app.include_router(DECIDING)
    app.add_api_route("/", page, include_in_schema=False)
    for address in ("/api", "/api/"):
        app.add_api_route(address, contents, include_in_schema=False)
    return Guard(app, access=access or Access())


def _at_a_desk(
    graph: str | os.PathLike[str], lang: str, *, read_only: bool, who: str
) -> Callable[[FastAPI], AbstractAsyncContextManager[None]]:
    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        app.state.desk, app.state.lang = Desk(graph), lang
        app.state.graph, app.state.who = graph, who
        app.state.recounter = None if read_only else Recounter(graph)
        app.state.desk.warm(_page(lang), name=_PAGE)
        app.state.desk.warm(_map, name=_MAP)
        try:
            yield
        finally:
            app.state.desk.close()

    return lifespan


async def page(request: Request) -> Response:
    """The page of the graph, which asks the API for what it shows."""
    desk: Desk = request.app.state.desk
    answer = await desk.ask(_page(request.app.state.lang), slow=True, name=_PAGE)
    # Neither its language nor its code follow from the graph and the version.
    response = answered(request, answer.body, tag=hashlib.sha256(answer.body).hexdigest()[:32], media=HTML)
    # What the page may do stands in it, with the hashes of its scripts.
    response.headers["Content-Security-Policy"] = "frame-ancestors 'none'"
    return response


def _page(lang: str) -> Written:
    def written(view: View) -> tuple[bytes, bool]:
        from ..web.served import served_page  # what it draws with takes a while to load

        return served_page(view, lang=lang).encode(), False

    return written


def _map(view: View) -> tuple[bytes, bool]:
    return to_json(communities(view, CommunitiesQuestion(members=5))), False


async def contents(request: Request) -> Response:
    """What there is to ask."""
    paths = request.app.openapi()["paths"]
    told = {path: next(iter(methods.values()))["description"] for path, methods in paths.items()}
    return Response(to_json({"guanxi": __version__, "openapi": OPENAPI, "api": told}), media_type=JSON)
