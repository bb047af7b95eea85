"""A graph on disk: folder, shards, counting, and the file that is served."""
