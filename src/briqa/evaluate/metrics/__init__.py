"""Metrics: predictions against gold, a question at a time and over a set."""
