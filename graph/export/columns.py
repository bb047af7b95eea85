"""What the tables of a graph hold. A statistic of co-mentions that is named here reaches every format."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["text", "texts", "whole", "real", "day"]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: `whole` and `real` are numbers, `day` is YYYY-MM-DD, `texts` a list. All but the first may be None."""

    name: str
    kind: Kind


NODES = (
    Column("id", "text"),
    Column("name", "text"),
    Column("type", "text"),
    Column("aliases", "texts"),
    Column("mentions", "whole"),
    Column("documents", "whole"),
    Column("degree", "whole"),
    Column("strength", "whole"),
    Column("pagerank", "real"),
    Column("betweenness", "real"),
    Column("community", "whole"),
    Column("first", "day"),
    Column("last", "day"),
)
# The counts and the adjusted p stand in graph.sqlite, the other statistics are worked out (see `graph.statistics`).
EDGES = (
    Column("source", "text"),
    Column("target", "text"),
    Column("weight", "whole"),
    Column("documents", "whole"),
    Column("first", "day"),
    Column("last", "day"),
    Column("jaccard", "real"),
    Column("salton", "real"),
    Column("association_strength", "real"),
    Column("pmi", "real"),
    Column("npmi", "real"),
    Column("llr", "real"),
    Column("p_adjusted", "real"),
    Column("disparity", "real"),
    Column("noise_corrected", "real"),
    Column("noise_corrected_sd", "real"),
)
# What `graph.export.months` counts for each co-mention; `month` is YYYY-MM.
MONTHS = (
    Column("source", "text"),
    Column("target", "text"),
    Column("month", "text"),
    Column("weight", "whole"),
    Column("documents", "whole"),
)
DOCUMENTS = (
    Column("id", "text"),
    Column("source", "text"),
    Column("title", "text"),
    Column("date", "day"),
    Column("date_from", "text"),
    Column("repost_of", "text"),
)
MENTIONS = (
    Column("source", "text"),
    Column("document", "text"),
    Column("sentence", "whole"),
    Column("start", "whole"),
    Column("end", "whole"),
    Column("text", "text"),
    Column("type", "text"),
    Column("entity", "text"),
    Column("extractor", "text"),
    # Where the mention counts instead, if its sentence is reprinted from there.
    Column("reprint_of", "text"),
    Column("reprint_of_sentence", "whole"),
)
