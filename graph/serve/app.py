"""The application: the API of one graph behind its guard."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI, Request, Response

from ...version import __version__
from . import problems
from .desk import Desk
from .guard import Access, Guard
from .routes import ROUTES
from .writing import JSON, to_json

OPENAPI = "/api/openapi.json"


def create_app(graph: str | os.PathLike[str], *, access: Access | None = None) -> FastAPI:
    """An ASGI application that answers questions about the graph in the folder `graph`, to whom `access` admits."""

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        app.state.desk = Desk(graph)
        try:
            yield
        finally:
            app.state.desk.close()

    app = FastAPI(
        title="Guanxi 关系",
        version=__version__,
        description="Who is linked to what, and which sentence says so.",
        openapi_url=OPENAPI,
        # The pages that come with FastAPI load their scripts from other hosts.
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        lifespan=lifespan,
        responses={"4XX": {"model": problems.ProblemBody}, "5XX": {"model": problems.ProblemBody}},
    )
    problems.install(app)
    app.add_middleware(Guard, access=access or Access())
    app.include_router(ROUTES)
    app.add_api_route("/", contents, include_in_schema=False)
    app.add_api_route("/api", contents, include_in_schema=False)
    return app


async def contents(request: Request) -> Response:
    """What there is to ask."""
    paths = request.app.openapi()["paths"]
    told = {path: methods["get"]["description"] for path, methods in paths.items()}
    return Response(to_json({"guanxi": __version__, "openapi": OPENAPI, "api": told}), media_type=JSON)
