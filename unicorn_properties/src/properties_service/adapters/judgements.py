"""What the moderation and the sentiment service answer, as the workflow hands it on, in the words of the domain."""

from collections.abc import Mapping
from typing import Any

from properties_service.domain.content import Label, Sentiment, Verdict

SENTIMENTS = frozenset({"POSITIVE", "NEGATIVE", "NEUTRAL", "MIXED"})


class Malformed(Exception):
    """Raised when an answer is not what the service promises; nothing is approved on the strength of it."""


def to_verdict(moderated: Mapping[str, Any], least_confidence: float) -> Verdict:
    """Return the verdict of one picture: `{key, labels}` or `{key, unreadable}`. Raises Malformed."""
    try:
        unreadable = moderated.get("unreadable")
        labels = [] if unreadable else moderated["labels"]
        return Verdict(
            key=moderated["key"],
            labels=tuple(Label(name=label["Name"], confidence=float(label["Confidence"])) for label in labels),
            least_confidence=least_confidence,
            unreadable=unreadable,
        )
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise Malformed(f"moderation: {type(error).__name__}: {error}") from error


def to_sentiment(answer: Mapping[str, Any]) -> Sentiment:
    """Return the sentiment of one piece of text: `{Sentiment, SentimentScore}`. Raises Malformed."""
    try:
        name = answer["Sentiment"]
        if name not in SENTIMENTS:
            raise Malformed(f"sentiment: {name!r} is none")
        scores = {key: float(score) for key, score in answer["SentimentScore"].items()}
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise Malformed(f"sentiment: {type(error).__name__}: {error}") from error
    return Sentiment(name=name, scores=scores)
