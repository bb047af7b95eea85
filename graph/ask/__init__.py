"""Questions in Chinese about a graph, by a grammar: without a language model, offline, the same answer every time."""
