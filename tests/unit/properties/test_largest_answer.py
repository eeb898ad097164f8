"""The longest list of reasons fits on the bus: forty images, each with every possible label."""

import json
from dataclasses import asdict, replace

import pytest
from properties_service.domain.content import Label, ListingContent, Sentiment, Verdict, judge
from properties_service.events import EvaluationReason, EvaluationResult, Metadata, PublicationEvaluationCompleted

from tests.unit.properties.fakes import DESCRIPTION, LIMITS, MONDAY
from unicorn_kit.ids import uuid7

BUS_LIMIT = 256 * 1024  # bytes of an entry
PICTURES = 40  # images of one listing
LABELS = 24  # more than Rekognition returns for any image
NAME = "Exposed Male Genitalia and Graphic Violence Or Gore"  # longer than any of its labels
FIELDS = ("headline", "description", "captions")
WORD = "\U0001f92e" * 100  # against a text; longer than a word of any language
PLACE = "/".join(["a" * 60] * 4)


@pytest.mark.parametrize("readable", [True, False])
def test_an_evaluation_with_every_possible_reason_fits_on_the_bus(*, readable: bool) -> None:
    keys = [f"published/{PLACE}/{uuid7()}/master.jpg" for _ in range(PICTURES)]
    labels = tuple(Label(name=f"{NAME} {number}", confidence=100.0) for number in range(LABELS))
    verdicts = {key: Verdict(key=key, labels=labels, unreadable=None if readable else "Some.Exception") for key in keys}
    words = [f"{WORD}{number}" for number in range(500)]
    nasty = [
        replace(DESCRIPTION, field=field, sentiments=[Sentiment(name="NEGATIVE", scores={}, words=words)])
        for field in FIELDS
    ]
    judged = judge(ListingContent(images=keys, texts=nasty), verdicts, LIMITS)
    reasons = [*judged.reasons, *judged.questions]
    assert len(reasons) == PICTURES * (1 if readable else 2) + len(FIELDS)
    event = PublicationEvaluationCompleted(
        metadata=Metadata(
            event_id=uuid7(),
            idempotency_key="i" * 300,
            correlation_id="c" * 128,
            causation_id="c" * 128,
            occurred_at=MONDAY,
            sequence=10**12,
        ),
        property_id=PLACE,
        request_id="r" * 64,
        evaluation_result=EvaluationResult.DECLINED,
        reasons=[EvaluationReason(**asdict(reason)) for reason in reasons],
    )
    detail = json.dumps(event.model_dump(mode="json"))  # escaped to ASCII, as the workflow may write it
    assert len(detail.encode()) + 200 <= BUS_LIMIT
