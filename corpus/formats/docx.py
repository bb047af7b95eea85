from collections.abc import Iterator
from .article import Article, Opened
def read_docx(opened: Opened) -> Iterator[Article]:
    yield Article('')
