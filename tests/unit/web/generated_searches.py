"""Generated requests about saved searches, pointed to one that there is; and what was written, read back."""

from itertools import count
from typing import Any
from uuid import UUID

from schemathesis import Case
from web_service import wiring
from web_service.api.alerts.secrets import secret_of

from tests.unit.web.alerts import ANYTOWN, SAVED
from tests.unit.web.api import ask

_numbers = count(1)


def point_to_search(case: Case[Any]) -> None:
    """Point a valid request to a search that was saved for it, or give it an address of its own; forget the limits."""
    if not case.path.startswith(SAVED):
        return
    _forget_limits(wiring.saved_searches())
    if isinstance(case.body, dict) and "email" in case.body:
        case.body |= {"email": f"{next(_numbers)}@example.com", "search": ANYTOWN}
    if "search_id" in case.path_parameters:
        body = {"email": f"{next(_numbers)}@example.org", "search": ANYTOWN}
        search_id = ask("POST", SAVED, body, claims=None).body["search_id"]
        case.path_parameters["search_id"] = search_id
        for given, name in ((case.query, "secret"), (case.headers, "Saved-Search-Secret")):
            given.update({name: _secret(search_id)} if name in given else {})


def _forget_limits(alerts: Any) -> None:
    table = alerts._client
    for pk, sk in [key for key in table.items if key[0].startswith("LIMIT#")]:
        table.delete_item(TableName="", Key={"pk": {"S": pk}, "sk": {"S": sk}})


def check_search_kept(case: Case[Any], returned: Any) -> None:
    """Read the search that a write has returned; one that was ended is gone."""
    search_id = returned["search_id"] if returned else str(case.path_parameters["search_id"])
    read = ask("GET", f"{SAVED}/{search_id}", headers={"Saved-Search-Secret": _secret(search_id)}, claims=None)
    assert (read.status, read.body if returned else None) == (200 if returned else 410, returned or None)


def _secret(search_id: str) -> str:
    return secret_of(UUID(search_id), wiring.cursor_key())
