"""What exchanges add to the name of a listed firm (神州细胞-U, 万科A): it belongs to the name where it stands."""

from __future__ import annotations

import re
from collections.abc import Iterable

from .lexicon import OWN
from .mention import Mention
from .passage import Passage

# -W weighted votes, -S second listing, -U not yet profitable, -B biotech, -P specialist technology, -R yuan counter;
# A and B shares only where something is said of a share, for much else begins with A or B: A轮, A股, B站, A计划.
_SHARE = re.compile(
    r"-(?:U|W|SW|S|B|P|R|UW)(?![A-Za-z0-9轮-])"
    r"|(?<=[\u4e00-\u9fff])[AB](?=[(,.。、:;!?)\s]|公告|公布|披露|发布公告|大?[涨跌]|[停复]牌|股价|午后|盘中|等|$)"
)


_FIRST = frozenset("-AB")


def with_shares(mentions: Iterable[Mention], passage: Passage) -> list[Mention]:
    """Mentions of a passage, sorted and without overlaps, those of companies with what marks their kind of share."""
    given = list(mentions)
    text, at = passage.folded, passage.start
    marked = [i for i, m in enumerate(given) if m.type == "company" and text[m.end - at : m.end - at + 1] in _FIRST]
    for i in marked:
        mention = given[i]
        limit = given[i + 1].start if i + 1 < len(given) else at + len(text)
        is_name = mention.extractor != OWN and not mention.text.isascii()
        share = _SHARE.match(text, mention.end - at) if is_name else None
        if share and at + share.end() <= limit:
            given[i] = mention._replace(end=at + share.end(), text=passage.text[mention.start - at : share.end()])
    return given
