"""Elements of norms, coded by reading, and how well the program finds them: `PYTHONPATH=tests python -m elements`."""
