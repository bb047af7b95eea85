"""How much one question may ask for. Over a limit the answer is an error that names it, never a cut answer."""

from __future__ import annotations

PAGE = 500  # answers on one page
REACH = 10_000  # answers that pages lead to
HOPS = 10  # longest chain
PATHS = 10  # chains
DEPTH = 3  # rings around the focus of a subgraph
NODES = 2_000  # entities in a subgraph
FOCUS = 200  # entities a subgraph may be asked around
LINKS = 50  # links that each entity of a subgraph keeps
TEXT = 12_000  # characters of a name or a text to look for
SECONDS = 10.0  # from the question to its answer
WAITING = 500  # questions that wait for their turn
