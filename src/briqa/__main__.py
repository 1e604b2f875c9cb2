"""`python -m briqa`, for where the command itself isn't on the path."""

from briqa.cli import main

if __name__ == "__main__":
    main()
