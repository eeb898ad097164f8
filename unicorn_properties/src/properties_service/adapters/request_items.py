"""The items of requests and of verdicts on images; status_items.py has the table of all items."""

from decimal import Decimal
from typing import TYPE_CHECKING

from properties_service.adapters.status_items import key_of, moment_of
from properties_service.domain.content import Label, ReadText, Sentiment, Verdict
from unicorn_kit.attributes import to_item, to_values

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime
    from typing import Any

    from mypy_boto3_dynamodb.type_defs import AttributeValueTypeDef as Value

    from properties_service.domain.reasons import Reason
    from properties_service.domain.request import PublicationRequest
    from properties_service.ports import Findings

    type Item = Mapping[str, Value]


def request_key(request_id: str) -> dict[str, "Value"]:
    return key_of(f"REQUEST#{request_id}", "REQUEST")


def verdict_key(key: str) -> dict[str, "Value"]:
    return key_of(f"IMAGE#{key}", "VERDICT")


def request_item(
    request: "PublicationRequest", at: "datetime", expires_at: int, execution_id: str | None = None
) -> dict[str, "Value"]:
    """Return the item of a request; without an execution if it is restored from a replayed decision."""
    return request_key(request.request_id) | to_item(
        {
            "property_id": request.property_id,
            "correlation_id": request.correlation_id,
            "registered_at": moment_of(at),
            "expires_at": expires_at,
            "execution_id": execution_id,
        }
    )


def findings_value(findings: "Findings") -> "Value":
    return {
        "M": to_item(
            {
                "texts": [_text(text) for text in findings.texts],
                "images": [
                    {"key": verdict.key, "labels": _labels(verdict), "unreadable": verdict.unreadable}
                    for verdict in findings.verdicts
                ],
                "reasons": _named(findings.judgement.reasons),
                "questions": _named(findings.judgement.questions) or None,
            }
        )
    }


def _named(reasons: "Sequence[Reason]") -> list[str]:
    return [f"{reason.code}: {reason.subject}" for reason in reasons]


def verdict_item(verdict: Verdict, expires_at: int) -> dict[str, "Value"]:
    return verdict_key(verdict.key) | to_item(
        {
            "image_key": verdict.key,
            "labels": _labels(verdict),
            "least_confidence": _number(verdict.least_confidence),
            "expires_at": expires_at,
        }
    )


def to_verdict(item: "Item") -> Verdict:
    values = to_values(item)
    return Verdict(
        key=values["image_key"],
        labels=tuple(Label(name=label["name"], confidence=float(label["confidence"])) for label in values["labels"]),
        least_confidence=float(values["least_confidence"]),
    )


def _labels(verdict: Verdict) -> list[dict[str, "Any"]]:
    return [{"name": label.name, "confidence": _number(label.confidence)} for label in verdict.labels]


def _text(text: ReadText) -> dict[str, "Any"]:
    return {
        "field": text.field,
        "language": text.language.code,
        "language_score": _number(text.language.score),
        "sentiments": [_sentiment(sentiment) for sentiment in text.sentiments],
    }


def _sentiment(sentiment: Sentiment) -> dict[str, "Any"]:
    return {
        "sentiment": sentiment.name,
        "scores": {name: _number(score) for name, score in sentiment.scores.items()},
        "words": list(sentiment.words),
    }


def _number(value: float) -> Decimal:
    return Decimal(str(value))
