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
MEMBERS = 150  # entities that a picture shows of a community, the strongest
AROUND = 30  # neighbors that join a picture at a time
TEXT = 12_000  # characters of a name or a text to look for
WINDOW = 2_000  # characters of a window that names two; of a longer one, what is around the names is told
DECISIONS = 200  # decisions that are carried out together
BODY = 1_000_000  # bytes of what is sent
SECONDS = 10.0  # from the question to its answer
WAITING = 500  # questions that wait for their turn
