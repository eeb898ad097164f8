#!/usr/bin/env bash
# vaderSentiment 3.3.2: a negation reaches over a comma into the next part of a list.
#
# The guess: "No lift, beautiful garden" is as positive as "Beautiful garden": what is denied is the lift.
# The behaviour: a negation turns any word of the next three, whatever stands between, so the garden is "not beautiful"
# and the text is negative. Property prose is full of such lists; read it a clause at a time.
#
# Seen: 30 November 2026, Python 3.13.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder"
"$folder/bin/pip" install --quiet --disable-pip-version-check vaderSentiment==3.3.2
"$folder/bin/python" - <<'PYTHON'
import sys

from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

score = SentimentIntensityAnalyzer().polarity_scores
whole, clause = (score(text)["compound"] for text in ("No lift, beautiful garden", "beautiful garden"))
print("vaderSentiment 3.3.2")
print("guess:     'No lift, beautiful garden' is positive")
print(f"behaviour: {whole} (the second clause alone: {clause})")
sys.exit(0 if whole < 0 < clause else 1)
PYTHON
