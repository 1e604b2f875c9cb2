"""briqa beside other ways to search the same text: what `bench/speed.py` is made of.

Each of the others lives in an environment of its own (`environments.py`) and is driven by the same
few commands (`work.py`), so that all are measured from outside, as processes.
"""
