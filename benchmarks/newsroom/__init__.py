"""Invented Chinese news: names, words, and articles put together from both."""
