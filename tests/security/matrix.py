"""Who may do what: each route of the APIs' tables and each kind of caller → the matrix of docs/security.md.

`python -m tests.security.matrix` prints it, `… write` writes it. test_matrix.py holds each cell against the functions
and the templates.
"""

import sys
from enum import StrEnum
from http import HTTPStatus

from apis.tools.template import tables
from tests.templates import PROJECT
from unicorn_kit.openapi import OPEN
from unicorn_kit.routes import Route

PAGE = PROJECT / "docs" / "security.md"
BEGIN, END = "<!-- computed by `make authorization` -->\n", "<!-- end of the computed table -->\n"


class Rule(StrEnum):
    """Who may use a route; an admin may use each."""

    ANYONE = "anyone"
    LOCALLY = "anyone, on stage `local` alone"
    AGENTS = "agents"
    OWNER = "its owner"
    ADMINS = "admins"


class Caller(StrEnum):
    """The one who calls; the first five are judged by API Gateway."""

    NO_TOKEN = "no token"
    EXPIRED = "expired"
    UNSIGNED = "unsigned"
    TAMPERED = "tampered"
    WRONG_ISSUER = "wrong issuer"
    ACCESS_TOKEN = "access token"
    NO_GROUP = "no group"
    OTHER_AGENT = "other agent"
    WRONG_AUDIENCE = "owner, wrong audience"
    OWNER = "owner"
    ADMIN = "admin"


IS_OPEN = (Rule.ANYONE, Rule.LOCALLY)
OF_THE_GATEWAY = (Caller.NO_TOKEN, Caller.EXPIRED, Caller.UNSIGNED, Caller.TAMPERED, Caller.WRONG_ISSUER)
OWNERS_ALONE = {  # by the domain's `check_owner`
    "read_own_listing",
    "move_contract",
    "change_contract",
    "change_listing",
    "withdraw_listing",
    "arrange_images",
    "edit_image",
    "remove_image",
    "expect_image",
    "request_approval",
    "appeal_decline",
    "read_publication",
    "read_webhook",
    "change_webhook",
    "remove_webhook",
    "rotate_webhook_secret",
    "move_enquiry",  # by `check_agent`, as the following
    "offer_slots",
    "remove_slot",
    "call_off_viewing",
}
ADMINS_ALONE = {"rename_country", "rename_city", "list_reviews", "decide_review"}  # by the domain's `check_admin`


def rule_of(route: Route) -> Rule:
    if route.access in OPEN:
        return Rule.LOCALLY if route.access == "watcher" else Rule.ANYONE
    if route.operation in OWNERS_ALONE:
        return Rule.OWNER
    return Rule.ADMINS if route.operation in ADMINS_ALONE else Rule.AGENTS


def expected(route: Route, caller: Caller) -> HTTPStatus:
    rule = rule_of(route)
    if rule in IS_OPEN:
        return route.status
    if caller in {*OF_THE_GATEWAY, Caller.ACCESS_TOKEN}:
        return HTTPStatus.UNAUTHORIZED
    is_allowed = {
        Caller.NO_GROUP: False,
        Caller.OTHER_AGENT: rule is Rule.AGENTS,
        Caller.WRONG_AUDIENCE: rule is not Rule.ADMINS,
        Caller.OWNER: rule is not Rule.ADMINS,
        Caller.ADMIN: True,
    }
    return route.status if is_allowed[caller] else HTTPStatus.FORBIDDEN


def table() -> str:
    lines = [f"| route | who may | {' | '.join(Caller)} |", "|---|---|" + "--:|" * len(Caller)]
    for name, api in tables().items():
        for route in api.routes:
            cells = " | ".join(str(expected(route, caller).value) for caller in Caller)
            lines.append(f"| {name}: `{', '.join(route.methods)} {route.path}` | {rule_of(route)} | {cells} |")
    return "\n".join(lines) + "\n"


def page() -> str:
    """Return the page with the matrix as the tables have it."""
    before, _, rest = PAGE.read_text().partition(BEGIN)
    _, _, after = rest.partition(END)
    return before + BEGIN + "\n" + table() + "\n" + END + after


if __name__ == "__main__":
    if sys.argv[1:] == ["write"]:
        PAGE.write_text(page())
    sys.stdout.write(table())
