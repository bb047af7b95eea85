"""Asking a graph: the View and what it answers with."""
