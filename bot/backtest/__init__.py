"""`python -m bot backtest`: a history replayed, and how early the score would have told who leaves."""
