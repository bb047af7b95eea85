"""Mentions and entities: extractors, voting and linking."""
