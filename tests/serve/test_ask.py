"""/api/ask answers as `guanxi ask` does."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ..conftest import Run
from .conftest import Serve
from .graphs import small


@pytest.mark.parametrize("question", ["宇树科技和哪些城市有关", "杭州和合肥有什么关系", "杭州什么时候最受关注", "在吗"])
def test_the_api_and_the_command_answer_alike(served: Serve, run: Run, tmp_path: Path, question: str) -> None:
    graph = small(tmp_path)
    printed = run("ask", graph, question, "--json").stdout.replace(str(graph), "GRAPH")
    assert served(graph).answer("ask", question=question) == json.loads(printed)


def test_limits_and_missing_questions(served: Serve, tmp_path: Path) -> None:
    client = served(small(tmp_path))
    assert len(client.answer("ask", question="杭州和哪些公司、城市有关", limit=1)["answers"]) == 1
    assert client.error("ask")[0] == 400
    assert client.error("ask", question="杭州", limit=0)[0] == 400
    answer = client.answer("ask", question="<b>" * 200)
    assert (answer["understood"], answer["answers"]) == (None, [])
