"""The JSON of the workflow's task `CheckContract`: its input as domain values, and its result as JSON.

See workflow/publication_evaluation.asl.json.
"""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

from properties_service.domain.content import Limits
from properties_service.domain.request import PublicationRequest, idempotency_key
from properties_service.domain.text import texts_of
from properties_service.inbound.publication_approval_requested import RequestIds
from properties_service.use_cases.evaluation import Attempt, ContractCheck
from unicorn_kit.errors import Unreadable


def envelope_id_of(task: Mapping[str, Any]) -> str:
    """Return the id of the envelope, or the name of the execution for an envelope without one."""
    return str(task["event"].get("id") or task["execution_id"].rsplit(":", 1)[-1])


def attempt_of(task: Mapping[str, Any], *, now: datetime, grace: timedelta) -> Attempt:
    started_at = datetime.fromisoformat(task["started_at"])
    return Attempt(execution_id=task["execution_id"], started_at=started_at, now=now, grace=grace)


def check_result(request: PublicationRequest, checked: ContractCheck, limits: Limits) -> dict[str, Any]:
    return {
        "outcome": checked.outcome,
        "request": _request(request),
        "reasons": [asdict(reason) for reason in checked.reasons],
        "images": list(request.images),
        "unjudged": list(checked.unmoderated),
        "least_confidence": limits.least_confidence,
        "languages": sorted(limits.languages),
        "texts": [asdict(text) for text in texts_of(request.texts)],
    }


def unreadable_result(envelope: Mapping[str, Any], envelope_id: str, problem: str) -> dict[str, Any]:
    """Return the result for a request that cannot be read; with `request`, if at least that can, to answer it."""
    try:
        request = _request(RequestIds.read(envelope).request(envelope_id))
    except Unreadable:
        request = {}
    return {"outcome": "UNREADABLE", "request": request, "problem": problem}


def _request(request: PublicationRequest) -> dict[str, Any]:
    """Return what all events that answer the request have in common; the workflow adds their id and time.

    Beside it stands `home`, if it is known: the waiting task stores it, and the publication has its key; and `appeal`,
    if it is one.
    """
    return {
        **({"home": asdict(request.home)} if request.home else {}),
        **({"appeal": True} if request.is_appeal else {}),
        "property_id": request.property_id,
        "request_id": request.request_id,
        "metadata": {
            "idempotency_key": idempotency_key(request.request_id, "evaluation"),
            "correlation_id": request.correlation_id,
            "causation_id": request.causation_id,
            "schema_version": 1,
            "sequence": request.evaluation_sequence,
        },
    }
