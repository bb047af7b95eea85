"""What can be asked: the parameters of each address, with their limits. Others are errors, not ignored."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from ..query.centrality import RANK, RANKS
from ..query.counts import GREATEST
from ..query.ranks import DEFAULT, MEASURES
from ..query.timeline import UNITS
from .limits import DEPTH, FOCUS, HOPS, LINKS, NODES, PAGE, PATHS, REACH, TEXT

_Text = Annotated[str, Field(max_length=TEXT)]
_NAME = "any name of the entity, in either script and any case, or its id"
_OPEN = (
    "in this order: community:NAME for the community of an entity, around:NAME for an entity and its strongest "
    "neighbors (more of them each time it is repeated), only:NAME for an entity alone"
)
_Name = Annotated[_Text, Field(description=_NAME)]
_Limit = Annotated[int, Field(ge=1, le=PAGE, description="answers on this page")]
_Types = Annotated[tuple[_Text, ...], Field(max_length=50, description="only these entity types")]
_Weight = Annotated[int, Field(ge=1, le=GREATEST, description="only those named together in so many windows")]


class Question(BaseModel):
    """A question without parameters."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Paged(Question):
    """A question with many answers, a page of them at a time."""

    limit: _Limit = 20
    offset: Annotated[int, Field(ge=0, le=REACH, description="answers to leave out before this page")] = 0


class Dated(Question):
    """A question about a time."""

    since: Annotated[_Text | None, Field(description="documents dated from here on: YYYY, YYYY-MM, YYYY-MM-DD")] = None
    until: Annotated[_Text | None, Field(description="documents dated up to here")] = None


class SearchQuestion(Paged):
    """`guanxi search`"""

    text: Annotated[_Text, Field(description="what a name holds, in either script and any case, or its pinyin")]


class AskQuestion(Question):
    """`guanxi ask`"""

    question: Annotated[_Text, Field(description="in Chinese, in either script: 合肥投资了哪些公司？")]
    limit: Annotated[_Limit | None, Field(description="answers; without it the number that the question names")] = None


class NameQuestion(Question):
    """Of one entity."""

    name: _Name


class NeighborsQuestion(Paged, Dated):
    """`guanxi neighbors`"""

    name: _Name
    limit: _Limit = 50
    type: _Types = ()
    min_weight: _Weight = 1
    rank: Annotated[_Text, Field(description="one of " + ", ".join(MEASURES))] = DEFAULT


class EntitiesQuestion(Paged):
    """`guanxi entities`"""

    limit: _Limit = 50
    type: _Types = ()
    rank: Annotated[_Text, Field(description="one of " + ", ".join(RANKS))] = RANK
    community: Annotated[int | None, Field(ge=1, le=GREATEST, description="only members of this community")] = None


class EvidenceQuestion(Paged, Dated):
    """`guanxi evidence`"""

    a: _Name
    b: _Name


class TimelineQuestion(Dated):
    """`guanxi timeline`"""

    a: _Name
    b: Annotated[_Text | None, Field(description="only what names this one too")] = None
    by: Annotated[_Text, Field(description="one of " + ", ".join(UNITS))] = "month"


class PathQuestion(Dated):
    """`guanxi path`"""

    a: _Name
    b: _Name
    paths: Annotated[int, Field(ge=1, le=PATHS, description="how many chains")] = 1
    max_hops: Annotated[int, Field(ge=1, le=HOPS, description="longest chain")] = 6
    avoid: Annotated[tuple[_Text, ...], Field(max_length=50, description="entities by which no chain goes")] = ()


class DocumentsQuestion(Paged, Dated):
    """Of all documents, or of those that name an entity."""

    name: Annotated[_Text | None, Field(description="only documents that name this entity")] = None
    latest: Annotated[bool, Field(description="the latest first instead of the earliest; undated last")] = False


class DocumentQuestion(Paged):
    """Of one document; pages are of its sentences."""

    id: Annotated[_Text, Field(description="the document's id, as other answers give it")]
    limit: _Limit = 100


class PartQuestion(Question):
    """Of the strongest part of a graph."""

    type: _Types = ()
    min_weight: _Weight = 1
    max_nodes: Annotated[int, Field(ge=1, le=NODES, description="entities shown")] = 300
    links: Annotated[int, Field(ge=1, le=LINKS, description="strongest links that each entity keeps")] = 8


class SubgraphQuestion(PartQuestion):
    """Of the strongest part, or of what is around some entities."""

    focus: Annotated[tuple[_Text, ...], Field(max_length=FOCUS, description="show what is around these")] = ()
    depth: Annotated[int, Field(ge=0, le=DEPTH, description="hops around the focus; 0: only the focus itself")] = 1


class CommunitiesQuestion(PartQuestion):
    """Of who belongs together in the strongest part."""

    max_nodes: Annotated[int, Field(ge=1, le=NODES, description="entities looked at")] = 1500
    members: Annotated[int, Field(ge=1, le=NODES, description="members told of each community")] = 10


class PictureQuestion(Question):
    """Of what the served page draws."""

    open: Annotated[tuple[_Text, ...], Field(min_length=1, max_length=FOCUS, description=_OPEN)]
