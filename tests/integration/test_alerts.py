"""A saved search on the deployed stacks: confirmed by the link in the inbox, mailed a new home, ended by one click."""

import json
import re
import subprocess
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

import httpx

from demo.listings import path_of
from tests.integration.aws import Aws
from tests.integration.listings import published
from unicorn_cli.stages.api import Api
from unicorn_cli.terminal.waiting import eventually

LINK = re.compile(r"http\S+/alerts/([0-9a-f-]{36})#(\S{43})")
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
type Unicorn = Callable[..., subprocess.CompletedProcess[str]]


def mails(unicorn: Unicorn, email: str) -> list[str]:
    """Return what the inbox shows of the mails to an address."""
    shown = unicorn("inbox", "--since", "1h ago")
    assert shown.returncode == 0, shown.stderr
    return [mail for mail in shown.stdout.split("\n\n20") if f"To {email}:" in mail]


def saved(customer: Api, unicorn: Unicorn, email: str, search: str) -> tuple[str, dict[str, str]]:
    """Save a search and confirm it by the link in its mail; return its path and what its owner sends."""
    body, key = {"email": email, "search": search}, uuid4().hex
    answer, again = (customer.post("/saved-searches", body, expect=202, key=key) for _ in range(2))
    assert answer == again
    [mail] = mails(unicorn, email)
    found = LINK.search(mail)
    assert found
    assert found[1] == answer["search_id"]
    return f"/saved-searches/{found[1]}", {"Saved-Search-Secret": found[2]}


def test_a_search_is_saved_confirmed_mailed_and_ended(
    web_api: Api, customer: Api, aws: Aws, outputs: dict[str, str], unicorn: Unicorn
) -> None:
    name = f"ada.{uuid4().hex}"
    email, other = f"{name}@example.com", f"{name}@example.org"
    with httpx.Client(base_url=outputs["WebApiUrl"], timeout=120, trust_env=False) as browser:
        path, secret = saved(customer, unicorn, email, "/search/usa/alertville?max_price=999999999")
        country, country_secret = saved(customer, unicorn, other, "/search-homes/usa?max_price=1&words=alertville")
        assert browser.get(path, headers=secret).json()["state"] == "UNCONFIRMED"
        for _ in range(2):
            assert browser.put(f"{path}/confirmation", headers=secret).json()["state"] == "CONFIRMED"
        assert browser.put(f"{country}/confirmation", headers=country_secret).status_code == 200

        property_id, _ = published(web_api, aws, outputs["EventBusName"], "Alertville")
        withdrawn, _ = published(web_api, aws, outputs["EventBusName"], "Alertville")
        assert eventually(lambda: _waiting(aws, outputs, path) == {property_id, withdrawn})
        web_api.delete(path_of(withdrawn))
        for _ in range(2):
            run = unicorn("reconcile", "--context", "alerts")
            assert run.returncode == 0, run.stderr
        [_, mail] = mails(unicorn, email)
        assert path_of(property_id) in mail
        assert withdrawn not in mail
        assert len(mails(unicorn, other)) == 1  # the one that asked

        one_click = f"{path}/unsubscribe?secret={secret['Saved-Search-Secret']}"
        for _ in range(2):
            ended = browser.post(one_click, content="List-Unsubscribe=One-Click", headers=FORM)
            assert ended.status_code == 204
        assert browser.get(path, headers=secret).status_code == 410
        assert browser.delete(country, headers=country_secret).status_code == 204
    stored = aws.dynamodb.scan(TableName=outputs["WebAlertsTableName"])["Items"]
    assert name not in json.dumps(stored)
    web_api.delete(path_of(property_id))


def test_the_links_lead_to_the_site(customer: Api, outputs: dict[str, str], unicorn: Unicorn) -> None:
    email = f"ada.{uuid4().hex}@example.com"
    customer.post("/saved-searches", {"email": email, "search": "/search/usa/anytown"}, expect=202)
    [mail] = mails(unicorn, email)
    found = LINK.search(mail)
    assert found
    site, link = urlsplit(outputs["SiteUrl"]), urlsplit(found[0])
    assert (link.scheme, link.netloc) == (site.scheme, site.netloc)


def _waiting(aws: Aws, outputs: dict[str, str], path: str) -> set[str]:
    """Return the homes that wait for a search's next mail."""
    found: list[Any] = aws.dynamodb.query(
        TableName=outputs["WebAlertsTableName"],
        KeyConditionExpression="pk = :pk",
        ExpressionAttributeValues={":pk": {"S": f"SEARCH#{path.rpartition('/')[2]}"}},
    )["Items"]
    return {item["sk"]["S"].removeprefix("NEW#") for item in found if item["sk"]["S"].startswith("NEW#")}
