"""What goes wrong, in one JSON shape: {"error": {"kind", "message", "near", "choices"}}."""

from __future__ import annotations

import logging
import sqlite3
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from ...config.errors import AmbiguousName, GuanxiError, QueryError, UnknownName
from ..query.results import EntityRef
from .limits import SECONDS, WAITING
from .writing import JSON, to_json

LONGEST = 300  # characters of a message: who asks for a name of 10,000 need not read all of it again
_LOG = logging.getLogger(__name__)
# Faults that pydantic finds where more is asked for than `limits` allow.
_OVER_A_LIMIT = {"less_than_equal", "string_too_long", "too_long"}


class LimitExceeded(GuanxiError):
    """A question that asks for more than one answer may hold or cost."""


class ReadOnly(GuanxiError):
    """Nothing can be decided here."""


class Locked(GuanxiError):
    """Another writer is at the graph."""


class Busy(GuanxiError):
    """More questions wait than can be answered in time."""


def too_slow() -> LimitExceeded:
    """What to say of an answer that takes too long."""
    return LimitExceeded(f"this takes longer than {SECONDS:g} s; ask for less: fewer hops, entities or answers")


def busy() -> Busy:
    """What to say when too many wait."""
    return Busy(f"{WAITING} questions are waiting already; ask again in a moment")


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a question, or with answering it.

    `kind` is for programs: question, limit, unknown_name, ambiguous_name, address, method, host, token, busy, graph,
    internal; of what is sent also origin, content, size, read_only, locked. `near` holds names like an unknown one,
    `choices` the entities that share an ambiguous one.
    """

    kind: str
    message: str
    near: tuple[str, ...] = ()
    choices: tuple[EntityRef, ...] = ()


@dataclass(frozen=True, slots=True)
class ProblemBody:
    """The body of every answer that is an error."""

    error: Problem


def refuse(status: HTTPStatus, problem: Problem, **headers: str) -> Response:
    """An error as a response."""
    plain = Problem(problem.kind, _plain(problem.message), tuple(map(_plain, problem.near)), problem.choices)
    return Response(to_json(ProblemBody(plain)), status, headers, media_type=JSON)


def _plain(text: str) -> str:
    """Text that is no markup even where a page forgets to escape it, turns no lines around, and is short."""
    short = text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
    shown = "".join(character if character.isprintable() else "�" for character in short)
    return shown.translate({ord("<"): "‹", ord(">"): "›"})


def problem_of(error: Exception) -> tuple[HTTPStatus, Problem]:
    """The status and the words for an error."""
    match error:
        case UnknownName():
            return HTTPStatus.NOT_FOUND, Problem("unknown_name", str(error), near=error.near)
        case AmbiguousName():
            choices = tuple(EntityRef(*choice) for choice in error.choices)
            return HTTPStatus.CONFLICT, Problem("ambiguous_name", str(error), choices=choices)
        case QueryError():
            return HTTPStatus.BAD_REQUEST, Problem("question", str(error))
        case LimitExceeded():
            return HTTPStatus.UNPROCESSABLE_ENTITY, Problem("limit", str(error))
        case ReadOnly():
            return HTTPStatus.FORBIDDEN, Problem("read_only", str(error))
        case Locked():
            return HTTPStatus.CONFLICT, Problem("locked", str(error))
        case Busy():
            return HTTPStatus.TOO_MANY_REQUESTS, Problem("busy", str(error))
        case RequestValidationError():
            return _of_validation(error)
        case HTTPException(status_code=HTTPStatus.NOT_FOUND):
            return HTTPStatus.NOT_FOUND, Problem("address", "nothing is at this address; /api lists what there is")
        case HTTPException(status_code=HTTPStatus.METHOD_NOT_ALLOWED):
            return HTTPStatus.METHOD_NOT_ALLOWED, Problem("method", "nothing is sent here so; see /api/openapi.json")
        case HTTPException():
            return HTTPStatus(error.status_code), Problem("question", HTTPStatus(error.status_code).phrase)
        case GuanxiError() | sqlite3.DatabaseError():
            _LOG.warning("the graph cannot be read: %s", error)
            words = "the graph cannot be read now; the terminal that serves it says why"
            return HTTPStatus.SERVICE_UNAVAILABLE, Problem("graph", words)
        case _:
            words = "a fault of Guanxi itself; the terminal that serves it says more"
            return HTTPStatus.INTERNAL_SERVER_ERROR, Problem("internal", words)


def _of_validation(error: RequestValidationError) -> tuple[HTTPStatus, Problem]:
    found: list[dict[str, Any]] = list(error.errors())
    inner = {fault["loc"][:length] for fault in found for length in range(len(fault["loc"]))}
    # Of a list whose parts are wrong it is also said that none is left.
    faults = [fault for fault in found if fault["loc"] not in inner]
    message = "; ".join(f"{'.'.join(map(str, fault['loc'][1:] or fault['loc']))}: {fault['msg']}" for fault in faults)
    if any(fault["type"] in _OVER_A_LIMIT for fault in faults):
        return HTTPStatus.UNPROCESSABLE_ENTITY, Problem("limit", message)
    return HTTPStatus.BAD_REQUEST, Problem("question", message)


async def _answer(request: Request, error: Exception) -> Response:
    return refuse(*problem_of(error))


def install(app: FastAPI) -> None:
    """Let every error of the application be answered in this shape."""
    for kind in (GuanxiError, sqlite3.DatabaseError, RequestValidationError, HTTPException, Exception):
        app.add_exception_handler(kind, _answer)
