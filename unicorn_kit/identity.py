"""Who sends a request: the claims that API Gateway has verified."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any, NamedTuple

from unicorn_kit.problems import Problem

AGENTS, ADMINS = "agents", "admins"  # the user pool's groups
NAME = "cognito:username"  # in an id token alone: an access token has `username`


class Caller(NamedTuple):
    """A signed-in user."""

    name: str
    groups: frozenset[str]

    @property
    def is_admin(self) -> bool:
        return ADMINS in self.groups


def agent(request_context: Mapping[str, Any]) -> Caller:
    """Return the agent or admin that is signed in.

    Raises Problem: 401 without an id token's claims, 403 outside the groups.
    """
    claims = (request_context.get("authorizer") or {}).get("claims")
    if not claims:
        raise Problem(HTTPStatus.UNAUTHORIZED, "not-signed-in", "Sign in and send the token as a bearer token.")
    if claims.get("token_use", "id") != "id" or NAME not in claims:
        raise Problem(
            HTTPStatus.UNAUTHORIZED, "not-signed-in", "Send the id token as the bearer token, not another one."
        )
    groups = _groups(claims.get("cognito:groups", ""))
    if not groups & {AGENTS, ADMINS}:
        raise Problem(HTTPStatus.FORBIDDEN, "not-an-agent", "Ask an admin to put you into the group 'agents'.")
    return Caller(claims[NAME], groups)


def _groups(claim: Any) -> frozenset[str]:
    """API Gateway hands the list over as text, `a,b` or `[a b]`, depending on who verified the token."""
    text = ",".join(claim) if isinstance(claim, list) else str(claim)
    return frozenset(text.strip("[]").replace(",", " ").split())
