"""A graph over HTTP: the JSON API, who may ask it, and the server."""
