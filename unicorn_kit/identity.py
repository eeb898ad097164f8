"""Who sends a request: the claims that API Gateway has verified."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any, NamedTuple

from unicorn_kit.problems import Problem

AGENTS, ADMINS = "agents", "admins"  # the user pool's groups


class Caller(NamedTuple):
    """A signed-in user."""

    name: str
    groups: frozenset[str]

    @property
    def is_admin(self) -> bool:
        return ADMINS in self.groups


def agent(request_context: Mapping[str, Any]) -> Caller:
    """Return the agent or admin that is signed in. Raises Problem: 401 without claims, 403 outside their groups."""
    claims = (request_context.get("authorizer") or {}).get("claims")
    if not claims:
        raise Problem(HTTPStatus.UNAUTHORIZED, "not-signed-in", "Sign in and send the token as a bearer token.")
    groups = _groups(claims.get("cognito:groups", ""))
    if not groups & {AGENTS, ADMINS}:
        raise Problem(HTTPStatus.FORBIDDEN, "not-an-agent", "Ask an admin to put you into the group 'agents'.")
    return Caller(claims["cognito:username"], groups)


def _groups(claim: Any) -> frozenset[str]:
    """API Gateway hands the list over as text, `a,b` or `[a b]`, depending on who verified the token."""
    text = ",".join(claim) if isinstance(claim, list) else str(claim)
    return frozenset(text.strip("[]").replace(",", " ").split())
