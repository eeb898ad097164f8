"""Stands in for Comprehend's BatchDetectSentiment: `{LanguageCode, TextList}` → a sentiment for each text.

VADER weighs the words of an open English lexicon; README.md shows how its scores become Comprehend's four values.
"""

import json
from functools import cache
from typing import Any

from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

TEXT_BYTES, TEXTS = 5_000, 25  # as Comprehend has it
NEGATIVE, POSITIVE = -0.3, 0.05  # of VADER's compound score, from -1 to 1
MIXED = 0.1  # share of the text that must be positive, and share that must be negative


class TextSizeLimitExceeded(Exception):
    """Raised for a text that Comprehend rejects."""


class BatchSizeLimitExceeded(Exception):
    """Raised for more texts than Comprehend accepts in one call."""


class UnsupportedLanguage(Exception):
    """Raised for a language that the lexicon does not contain."""


def handler(event: dict[str, Any], _: object) -> dict[str, Any]:
    if event["LanguageCode"] != "en":
        raise UnsupportedLanguage(event["LanguageCode"])
    if not 1 <= len(event["TextList"]) <= TEXTS:
        raise BatchSizeLimitExceeded(f"1 to {TEXTS} texts, not {len(event['TextList'])}")
    found = [{"Index": index, **sentiment(text)} for index, text in enumerate(event["TextList"])]
    print(json.dumps({"message": "sentiments", "found": [one["Sentiment"] for one in found]}))
    return {"ResultList": found, "ErrorList": []}


def sentiment(text: str) -> dict[str, Any]:
    """Return Comprehend's result for one text: a sentiment, and a score for each of the four sentiments."""
    if not 1 <= len(text.encode()) <= TEXT_BYTES:
        raise TextSizeLimitExceeded(f"1 to {TEXT_BYTES} bytes, not {len(text.encode())}")
    scores = _analyzer().polarity_scores(text)
    name = _name(scores)
    mixed = min(scores["pos"], scores["neg"])
    return {
        "Sentiment": name,
        "SentimentScore": {
            "Positive": round(scores["pos"] - mixed, 3),
            "Negative": round(scores["neg"] - mixed, 3),
            "Neutral": scores["neu"],
            "Mixed": round(2 * mixed, 3),
        },
    }


def _name(scores: dict[str, float]) -> str:
    if scores["compound"] <= NEGATIVE:
        return "NEGATIVE"
    if min(scores["pos"], scores["neg"]) >= MIXED:
        return "MIXED"
    return "POSITIVE" if scores["compound"] >= POSITIVE else "NEUTRAL"


@cache
def _analyzer() -> SentimentIntensityAnalyzer:
    analyzer = SentimentIntensityAnalyzer()
    del analyzer.lexicon["no"]  # "no lift" is a fact about a house, not a feeling
    return analyzer
