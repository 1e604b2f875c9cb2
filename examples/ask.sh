#!/bin/sh
# Asks a running briqa server with curl: sh examples/ask.sh URL "QUESTION" [PASSAGES]
# Prints the result as JSON. `briqa serve` says its URL when it starts.
set -eu

if [ $# -lt 2 ]; then
    echo "usage: $0 URL QUESTION [PASSAGES]" >&2
    exit 2
fi
url=${1%/}
# jq writes the body, so that quotes in the question do no harm.
body=$(jq -n --arg question "$2" --argjson k "${3:-5}" '{data: [$question, $k]}')

# Without --fail, since the body of a refused request says in one line what is wrong.
answer=$(curl --silent --show-error --header 'Content-Type: application/json' \
    --data "$body" "$url/gradio_api/run/ask")
if error=$(printf '%s' "$answer" | jq -er '.error'); then
    echo "$error" >&2
    exit 1
fi
printf '%s' "$answer" | jq '.data[0]'
