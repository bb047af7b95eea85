from collections.abc import Iterator
from .article import Article, Opened
def read_pdf(opened: Opened) -> Iterator[Article]:
    yield Article('')
