"""Documents in: reading, decoding, dates and sentences."""
