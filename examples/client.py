"""Asks a running briqa server from Python: `python examples/client.py URL "QUESTION"`.

It needs the package gradio_client only; `briqa serve` says its URL when it starts.
"""

import argparse
import sys

from gradio_client import Client
from gradio_client.exceptions import AppError


def main() -> None:
    """Prints the answer to a question, and where it stands."""
    parser = argparse.ArgumentParser(description="Ask a running briqa server.")
    parser.add_argument("url", help="the server's address, as http://127.0.0.1:7860")
    parser.add_argument("question", help="in plain language")
    parser.add_argument("-k", type=int, default=3, help="how many passages to list (3)")
    given = parser.parse_args()

    client = Client(given.url, verbose=False, analytics_enabled=False)
    try:
        result = client.predict(question=given.question, k=given.k, api_name="/ask")
    except AppError as error:  # the server says in one line what is wrong
        sys.exit(str(error))

    print(result["answer"])
    for figure in result.get("figures", []):
        print(f"  {figure['text']}: {figure['value']:,g} {figure['unit'] or ''}".rstrip())
    for passage in result["passages"]:
        place = f"{passage['docid']}:{passage['start']}-{passage['end']}"
        print(f"  {place} {' › '.join(passage['sections'])}".rstrip())


if __name__ == "__main__":
    main()
