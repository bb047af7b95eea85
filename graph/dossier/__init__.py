"""One entity as a document to hand in: names, neighbours, times and numbered quotes, in HTML or Markdown."""
