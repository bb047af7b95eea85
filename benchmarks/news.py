"""Invented Chinese news, as much of it as is wanted: the same seed gives the same bytes.

    python benchmarks/news.py 10000 -o news.jsonl [--seed N]
    python benchmarks/news.py 10000 --files -o FOLDER

JSON lines with id, title, date, source and text, or a folder of small text files, a thousand in each of its folders.
Names are as frequent as in real news: some are in half of all articles, most in one. Articles are made one by one, so a
million of them (2.7 GB) need no more memory than ten.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable
from pathlib import Path

from guanxi.benchmarks.newsroom.article import Article, Newsroom

IN_A_FOLDER = 1_000


def write_lines(articles: Iterable[Article], path: Path) -> None:
    """One JSON object a line."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for article in articles:
            file.write(json.dumps(article.record(), ensure_ascii=False) + "\n")


def write_files(articles: Iterable[Article], folder: Path) -> None:
    """A text file for each article."""
    for article in articles:
        inside = folder / f"{article.number // IN_A_FOLDER:04}"
        if article.number % IN_A_FOLDER == 0:
            inside.mkdir(parents=True)
        path = inside / f"n{article.number:08}.txt"
        path.write_text(article.text + "\n", encoding="utf-8", newline="\n")


def main() -> None:
    """Write what is asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("count", type=int, metavar="ARTICLES")
    parser.add_argument("-o", "--output", type=Path, required=True)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--files", action="store_true", help="a folder of text files instead of JSON lines")
    options = parser.parse_args()
    write = write_files if options.files else write_lines
    write(Newsroom(options.seed).articles(options.count), options.output)


if __name__ == "__main__":
    main()
