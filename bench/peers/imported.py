"""Imports what it is told to, and ends: the yardstick of a cold start."""

import importlib
import sys

for name in sys.argv[1:]:
    importlib.import_module(name)
