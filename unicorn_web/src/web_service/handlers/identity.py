"""Who is asking: the claims that API Gateway has verified."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from web_service.domain.agent import Agent
from web_service.handlers.problems import Problem

GROUPS = frozenset({"agents", "admins"})


def agent(request_context: Mapping[str, Any]) -> Agent:
    """Return the agent that is signed in. Raises Problem: 401 without claims, 403 outside the agents' groups."""
    claims = (request_context.get("authorizer") or {}).get("claims")
    if not claims:
        raise Problem(HTTPStatus.UNAUTHORIZED, "not-signed-in", "Sign in and send the token as a bearer token.")
    groups = _groups(claims.get("cognito:groups", ""))
    if not groups & GROUPS:
        raise Problem(HTTPStatus.FORBIDDEN, "not-an-agent", "Ask an admin to put you into the group 'agents'.")
    return Agent(name=claims["cognito:username"], is_admin="admins" in groups)


def _groups(claim: Any) -> set[str]:
    """API Gateway hands the list over as text, `a,b` or `[a b]`, depending on who verified the token."""
    text = ",".join(claim) if isinstance(claim, list) else str(claim)
    return set(text.strip("[]").replace(",", " ").split())
