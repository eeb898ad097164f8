"""PublicationEvaluationCompleted → homes kept for the saved searches that they match; the clock → the daily mails.

On AWS the rule invokes this function with one event; locally a queue lies between them. The clock, and
`unicorn reconcile`, send `{"reconcile": {}}`: then today's mails go out, as many as the time is enough for.
"""

import json
from typing import TYPE_CHECKING, Any

from unicorn_kit.errors import Unreadable
from web_service import inbound, wiring
from web_service.api.alerts.searches import wishes_of
from web_service.domain.alerts.saved_search import SavedSearch
from web_service.domain.publication.rules import Result
from web_service.ports.alerts import MailsAreOff
from web_service.telemetry import logger
from web_service.use_cases.alert_mails import Mails, Round
from web_service.use_cases.alert_matches import match_home
from web_service.use_cases.alerts import Post, ask_due

if TYPE_CHECKING:
    from aws_lambda_powertools.utilities.typing import LambdaContext

RESERVE = 20_000  # milliseconds before its time limit in which a run begins no mail


@logger.inject_lambda_context
def handler(event: dict[str, Any], context: "LambdaContext") -> dict[str, Any]:
    try:
        post = wiring.post()
    except MailsAreOff as off:  # nobody can have saved a search
        logger.info("mails_are_off", extra={"reason": str(off)})
        return _nothing()
    if "reconcile" in event:
        return _send(post, context, is_dry=bool(event["reconcile"].get("dry_run")))
    for envelope in _envelopes(event):
        _match(envelope)
    _ask(post)
    return _nothing()


def _envelopes(event: dict[str, Any]) -> list[str]:
    return [message["body"] for message in event["Records"]] if "Records" in event else [json.dumps(event)]


def _match(envelope: str) -> None:
    """Keep a home for the searches that it matches; an error is raised: the event is handed over again, then kept."""
    try:
        detail = inbound.read(envelope, inbound.PublicationEvaluationCompleted).detail
    except Unreadable as error:  # the listing's own subscriber keeps it as a dead letter
        logger.error("unreadable_event", extra={"reason": str(error)})
        return
    if detail.evaluation_result is not Result.APPROVED:
        return
    found = match_home(
        detail.property_id,
        detail.request_id,
        homes=wiring.homes(),
        searches=wiring.saved_searches(),
        wishes_of=wishes_of,
        now=wiring.now(),
    )
    logger.info(
        "home_matched",
        extra={
            "fact": "HomeMatched",
            "property_id": detail.property_id,
            "read": found.read,
            "kept": found.kept,
            "correlation_id": detail.correlation_id,
        },
    )


def _ask(post: Post) -> int:
    asked = ask_due(searches=wiring.saved_searches(), post=post, now=wiring.now())
    if asked:
        logger.info("asked_again", extra={"fact": "SearchesAskedAgain", "mails": asked})
    return asked


def _send(post: Post, context: "LambdaContext", *, is_dry: bool) -> dict[str, Any]:
    if is_dry:
        return _nothing() | {"found": len(wiring.saved_searches().due())}
    asked, mails = _ask(post), _mails(post, context)
    done = mails.send_due()
    logger.info("alerts_sent", extra={"fact": "AlertsSent", "mails": done.sent, "homes": done.homes})
    return _answer(done, asked)


def _mails(post: Post, context: "LambdaContext") -> Mails:
    return Mails(
        searches=wiring.saved_searches(),
        homes=wiring.homes(),
        post=post,
        wishes_of=wishes_of,
        now=wiring.now,
        is_late=lambda: context.get_remaining_time_in_millis() <= RESERVE,
        on_failure=_log_failure,
    )


def _log_failure(search: SavedSearch, reason: str) -> None:
    logger.error("alert_not_sent", extra={"fact": "AlertNotSent", "search_id": str(search.search_id), "reason": reason})


def _answer(done: Round, asked: int) -> dict[str, Any]:
    sent = done.sent + asked
    return {"found": sent + done.refused, "done": sent, "failed": done.refused, "next": None}


def _nothing() -> dict[str, Any]:
    """Return the answer of a round in which nothing was due."""
    return {"found": 0, "done": 0, "failed": 0, "next": None}
