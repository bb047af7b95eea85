"""A sequence model of our own: it reads what the engines found, word by word in its surroundings, and decides."""
