"""Names of one thing: what documents declare of them, and how they are joined over the corpus."""
