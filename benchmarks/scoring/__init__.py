"""What `quality.py` is made of: the gold, the scorer's figures, the mistakes, the floors, the report."""
