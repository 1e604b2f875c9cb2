"""`python app.py` serves the web UI, as `briqa serve` does."""

from briqa.ui import main

main()
