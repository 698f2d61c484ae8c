"""Whether the score would have seen it coming: history replayed as it was known then, against what became of it."""
