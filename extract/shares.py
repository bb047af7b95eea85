"""What exchanges add to the name of a listed firm (神州细胞-U, 万科A): it belongs to the name where it stands."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from .mention import Mention
from .passage import Passage

# -W weighted votes, -S second listing, -U not yet profitable, -B biotech, -P specialist technology, -R yuan counter;
# A and B shares. 天使轮A轮 and A股 are something else.
_SHARE = re.compile(r"-(?:U|W|SW|S|B|P|R|UW)(?![A-Za-z0-9轮-])|(?<=[\u4e00-\u9fff])[AB](?![A-Za-z0-9轮股类级座区+])")


def with_shares(mentions: Iterable[Mention], passage: Passage) -> Iterator[Mention]:
    """Mentions of a passage, sorted and without overlaps, those of companies with what marks their kind of share."""
    for mention in mentions:
        end = mention.end - passage.start
        share = _SHARE.match(passage.folded, end) if mention.type == "company" and not mention.text.isascii() else None
        if share:
            text = passage.text[mention.start - passage.start : share.end()]
            yield replace(mention, end=passage.start + share.end(), text=text)
        else:
            yield mention
