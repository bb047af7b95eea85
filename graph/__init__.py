"""Co-mentions: counting, storing, querying, drawing and exporting."""
