"""Question sets made from a corpus itself, so that it gets a first score without hand labels."""
