"""Generated requests for webhooks that can be accepted, and what they leave behind."""

from typing import Any

from schemathesis import Case
from web_service import wiring
from web_service.domain.webhooks.webhook import WEBHOOKS_MAX, Webhook

from tests.unit.web.api import ask
from tests.unit.web.fakes import AGENT

URL = "https://agency.example/hooks"


def point_to_webhook(case: Case[Any]) -> None:
    """Point a valid request to a webhook that there is, in its current version, and its address to a known host."""
    if not case.path.startswith("/webhooks"):
        return
    if isinstance(case.body, dict) and "url" in case.body:
        case.body["url"] = URL
    newest = _newest()
    if "webhook_id" in (case.path_parameters or {}):
        case.path_parameters["webhook_id"] = str(newest.webhook_id)
    if "If-Match" in case.headers:
        case.headers["If-Match"] = f'"{newest.version}"'


def _newest() -> Webhook:
    """Return a webhook; there are fewer than an agent may have."""
    known = wiring.webhooks().of_agent(AGENT.name)
    if len(known) == WEBHOOKS_MAX:
        wiring.webhooks().remove(known[0])
    if not known:
        ask("POST", "/webhooks", {"url": URL, "event_types": ["PublicationRevoked"]})
    return wiring.webhooks().of_agent(AGENT.name)[-1]


def check_webhook_kept(case: Case[Any], returned: dict[str, Any] | None) -> None:
    """Read the webhook that a write has returned, or has deleted."""
    if returned is None:
        assert ask("GET", f"/webhooks/{case.path_parameters['webhook_id']}").status == 404
        return
    read = ask("GET", f"/webhooks/{returned['webhook_id']}").body
    assert {name: value for name, value in returned.items() if name in read} == {
        name: value for name, value in read.items() if name in returned
    }
