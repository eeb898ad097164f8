"""Stands in for Comprehend's BatchDetectSentiment: `{LanguageCode, TextList}` → a sentiment for each text.

VADER weighs the words of an open English lexicon; README.md shows how its scores become Comprehend's four values.
Beside them stand the `Words` that count against a text, which Comprehend does not report.
"""

import json
import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer, SentiText, negated

from .listing_words import AGAINST, SAID, marked

TEXT_BYTES, TEXTS = 5_000, 25  # as Comprehend has it
NEGATIVE, POSITIVE = -0.3, 0.05  # of VADER's compound score, from -1 to 1
CLAUSE_ENDS = re.compile(r"(?<=\w)[.,;:!?]+(?=\s|$)|\s[-\u2013\u2014]\s|\n")
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
    valences = list(_valences(text))
    scores = _analyzer().score_valence([valence for _, valence in valences], text)
    mixed = min(scores["pos"], scores["neg"])
    return {
        "Sentiment": _name(scores),
        "SentimentScore": {
            "Positive": round(scores["pos"] - mixed, 3),
            "Negative": round(scores["neg"] - mixed, 3),
            "Neutral": scores["neu"],
            "Mixed": round(2 * mixed, 3),
        },
        "Words": list(dict.fromkeys(written for written, valence in valences if valence < 0)),
    }


def _name(scores: dict[str, float]) -> str:
    if scores["compound"] <= NEGATIVE:
        return "NEGATIVE"
    if min(scores["pos"], scores["neg"]) >= MIXED:
        return "MIXED"
    return "POSITIVE" if scores["compound"] >= POSITIVE else "NEUTRAL"


def _valences(text: str) -> Iterator[tuple[str, float]]:
    """Yield each word as it is written, with its negation if that makes it negative, and its valence.

    VADER looks for negations in the three words before, whatever stands between: "No lift, beautiful garden" would be
    as bad as "not beautiful". So it reads one clause after the other.
    """
    text, phrases = marked(text)
    for clause in CLAUSE_ENDS.split(text):
        read = SentiText(clause)
        for at, word in enumerate(read.words_and_emoticons):
            [valence] = _analyzer().sentiment_valence(0.0, read, word, at, [])
            if word == SAID:
                yield phrases.pop(0), valence
            else:
                turned = valence < 0 and _analyzer().lexicon[word.lower()] > 0
                yield " ".join(_with_negation(read.words_and_emoticons[: at + 1]) if turned else [word]), valence


def _with_negation(words: Sequence[str]) -> Sequence[str]:
    near = [back for back in (2, 3, 4) if back <= len(words) and _negates(words[-back])]
    return words[-near[0] :] if near else words[-1:]


def _negates(word: str) -> bool:
    return word.lower() == "no" or bool(negated([word]))


@cache
def _analyzer() -> SentimentIntensityAnalyzer:
    analyzer = SentimentIntensityAnalyzer()
    kept = {
        word: valence for word, valence in analyzer.lexicon.items() if valence > 0 or not any(map(str.isalpha, word))
    }
    analyzer.lexicon = kept | AGAINST
    return analyzer
