"""How a review is stored within the item of its listing, and how its questions and all reasons are."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from unicorn_kit.moments import rfc3339
from web_service.domain.publication.request import Reason
from web_service.domain.publication.review import Decision, Review, Verdict


def reason_attributes(reason: Reason) -> dict[str, Any]:
    return {"code": reason.code, "subject": reason.subject, "message": reason.message}


def to_reason(found: Mapping[str, Any]) -> Reason:
    return Reason(code=found["code"], subject=found["subject"], message=found["message"])


def review_attributes(review: Review) -> dict[str, Any]:
    return {
        "questions": [reason_attributes(question) for question in review.questions],
        "asked_at": rfc3339(review.asked_at),
        "answer_by": rfc3339(review.answer_by),
        "decision": _decision(review.decision) if review.decision else None,
    }


def to_review(found: Mapping[str, Any]) -> Review:
    return Review(
        questions=tuple(map(to_reason, found["questions"])),
        asked_at=datetime.fromisoformat(found["asked_at"]),
        answer_by=datetime.fromisoformat(found["answer_by"]),
        decision=_to_decision(found["decision"]) if "decision" in found else None,
    )


def _decision(decision: Decision) -> dict[str, Any]:
    return {
        "verdict": decision.verdict,
        "reviewer": decision.reviewer,
        "comment": decision.comment,
        "at": rfc3339(decision.at),
        "event_id": str(decision.event_id),
        "causation_id": decision.causation_id,
    }


def _to_decision(found: Mapping[str, Any]) -> Decision:
    return Decision(
        verdict=Verdict(found["verdict"]),
        reviewer=found["reviewer"],
        comment=found["comment"],
        at=datetime.fromisoformat(found["at"]),
        event_id=UUID(found["event_id"]),
        causation_id=found["causation_id"],
    )
