"""What exchanges add to the name of a listed firm (神州细胞-U, 万科A): it belongs to the name where it stands."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from .lexicon import OWN
from .mention import Mention
from .passage import Passage

# -W weighted votes, -S second listing, -U not yet profitable, -B biotech, -P specialist technology, -R yuan counter;
# A and B shares only where something is said of a share, for much else begins with A or B: A轮, A股, B站, A计划.
_SHARE = re.compile(
    r"-(?:U|W|SW|S|B|P|R|UW)(?![A-Za-z0-9轮-])"
    r"|(?<=[\u4e00-\u9fff])[AB](?=[(,.。、:;!?)\s]|公告|公布|披露|发布公告|大?[涨跌]|[停复]牌|股价|午后|盘中|等|$)"
)


def with_shares(mentions: Iterable[Mention], passage: Passage) -> Iterator[Mention]:
    """Mentions of a passage, sorted and without overlaps, those of companies with what marks their kind of share."""
    given = list(mentions)
    following = [*(mention.start for mention in given[1:]), passage.start + len(passage.text)]
    for mention, limit in zip(given, following, strict=False):
        is_firm = mention.type == "company" and mention.extractor != OWN and not mention.text.isascii()
        share = _SHARE.match(passage.folded, mention.end - passage.start) if is_firm else None
        if share and passage.start + share.end() <= limit:
            text = passage.text[mention.start - passage.start : share.end()]
            yield replace(mention, end=passage.start + share.end(), text=text)
        else:
            yield mention
