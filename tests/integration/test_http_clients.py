"""Both deployed APIs, asked as clients ask that nobody here wrote: each request has one answer, the described one."""

import json
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from tests.integration.listings import a_draft, drafted
from unicorn_cli.stages.access import Access
from unicorn_cli.stages.api import Api

JSON = "application/json"
WANTED = ["text/html", "application/xml;q=1, */*;q=0", "application/problem+json", "application/json;odata=minimal", ""]


@pytest.fixture(scope="module")
def agent(access: Access) -> Iterator[httpx.Client]:
    """The Web API as agent1, without the habits of the command's client."""
    headers = {"Authorization": f"Bearer {access.token('agent1')}"}
    with httpx.Client(base_url=access.outputs["WebApiUrl"], headers=headers, trust_env=False, timeout=60) as client:
        yield client


def contract(text: str) -> dict[str, Any]:
    return {"address": a_draft("Clientville")["address"], "seller_name": text}


@pytest.mark.parametrize("accept", WANTED)
def test_there_is_json_alone_and_it_is_sent_whatever_is_wanted(agent: httpx.Client, accept: str) -> None:
    answers = [agent.get(path, headers={"Accept": accept}) for path in ("/search", "/properties/usa/x/y/1")]
    kinds = [(answer.status_code, answer.headers["Content-Type"]) for answer in answers]
    assert kinds == [(200, JSON), (404, "application/problem+json")]


@pytest.mark.parametrize(
    "header", [{"Range": "bytes=0-9"}, {"If-Modified-Since": "yesterday"}, {"Expect": "100-continue"}]
)
def test_what_is_not_described_changes_nothing(agent: httpx.Client, header: dict[str, str]) -> None:
    plain, answer = agent.get("/openapi.json"), agent.get("/openapi.json", headers=header)
    assert (answer.status_code, answer.content) == (200, plain.content)


@pytest.mark.parametrize("content_type", ["APPLICATION/JSON", "application/json;odata=minimal", "text/plain"])
def test_a_body_is_json_whatever_its_content_type_says(agent: httpx.Client, content_type: str) -> None:
    body = json.dumps(a_draft("Clientville") | {"description": "Ein schönes Haus"}, ensure_ascii=False).encode()
    answer = agent.post("/properties", content=body, headers={"Content-Type": content_type})
    assert (answer.status_code, answer.json()["description"]) == (201, "Ein schönes Haus")


@pytest.mark.parametrize("content_type", [JSON, f"{JSON}; charset=iso-8859-1"])
def test_letters_that_are_not_sent_as_utf8_are_refused_by_both_apis(
    agent: httpx.Client, outputs: dict[str, str], content_type: str
) -> None:
    draft = a_draft("Clientville") | {"description": "Ein schönes Haus"}
    for address, body in (("/properties", draft), (f"{outputs['ContractsApiUrl']}/contracts", contract("Zoë"))):
        sent = json.dumps(body, ensure_ascii=False).encode("latin-1")
        answer = agent.post(address, content=sent, headers={"Content-Type": content_type})
        assert (answer.status_code, answer.json()["detail"]) == (400, "Send the body as UTF-8 text.")


def test_of_a_name_that_is_there_twice_the_last_value_counts_in_both_apis(
    agent: httpx.Client, outputs: dict[str, str]
) -> None:
    draft = a_draft("Clientville")
    for address, field, body in (
        ("/properties", "description", draft),
        (f"{outputs['ContractsApiUrl']}/contracts", "seller_name", contract("Ada")),
    ):
        answer = agent.post(address, content=f'{json.dumps(body)[:-1]}, "{field}": "The last"}}')
        assert (answer.status_code, answer.json()[field]) == (201, "The last")


@pytest.mark.parametrize("given", ["{0}", '"x", W/{0}', ", {0},,", "*"])
def test_whoever_has_the_agents_version_gets_no_other(agent: httpx.Client, web_api: Api, given: str) -> None:
    address = f"/agent/listings/{drafted(web_api, 'Clientville')}"
    tag = agent.get(address).headers["ETag"]
    held = agent.get(address, headers={"If-None-Match": given.format(tag)})
    assert (held.status_code, held.content, held.headers["ETag"]) == (304, b"", tag)


def test_a_condition_on_several_lines_is_one_list(agent: httpx.Client, web_api: Api) -> None:
    property_id = drafted(web_api, "Clientville")
    tag = agent.get(f"/agent/listings/{property_id}").headers["ETag"]
    for lines in ([tag, '"99"'], ['"99"', tag]):
        held = agent.get(f"/agent/listings/{property_id}", headers=[("If-None-Match", line) for line in lines])
        assert held.status_code == 304


@pytest.mark.parametrize(
    "query", ["limit=1&limit=2", "limit=1_0", "limit=%201", "limit=1.0", "limit=%EF%BC%91", "limit="]
)
def test_a_number_in_a_query_is_one_in_digits_for_both_apis(
    agent: httpx.Client, outputs: dict[str, str], query: str
) -> None:
    for address in ("/properties", "/search", f"{outputs['ContractsApiUrl']}/contracts"):
        answer = agent.get(f"{address}?{query}")
        assert (answer.status_code, answer.json()["errors"][0]["field"]) == (400, "limit")


def test_what_the_gateway_refuses_is_a_problem_at_the_site_as_it_is_on_aws(outputs: dict[str, str]) -> None:
    """The engine has an answer of its own for it, which the local site's server replaces."""
    with httpx.Client(base_url=f"{outputs['SiteUrl']}/api/web", trust_env=False, timeout=60) as anyone:
        answers = [anyone.get("/properties"), anyone.put("/search"), anyone.get("/nothing/here")]
    assert [answer.status_code for answer in answers] == [401, 404, 404]
    assert {answer.headers["Content-Type"] for answer in answers} == {"application/problem+json"}
    assert [answer.json()["type"].rpartition("/")[2] for answer in answers] == ["not-signed-in", *["no-such-route"] * 2]
