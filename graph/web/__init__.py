"""The page of a graph: what it shows, where things stand, how it is drawn."""
