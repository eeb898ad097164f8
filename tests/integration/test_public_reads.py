"""HEAD on the deployed APIs: the headers of GET, and no body; at the APIs' own addresses and behind the site."""

import httpx
import pytest

PATHS = {
    "WebApiUrl": [
        "/search",
        "/search/usa/anytown",
        "/properties/usa/anytown/main-street/111",
        "/openapi.json",
        "/docs",
    ],
    "ContractsApiUrl": ["/openapi.json", "/docs"],
}
READS = [(api, path) for api, paths in PATHS.items() for path in paths]
OF_ONE_ANSWER = {"date", "x-correlation-id", "x-amzn-requestid", "x-amz-request-id"}


def headers(answer: httpx.Response) -> dict[str, str]:
    return {name: value for name, value in answer.headers.items() if name not in OF_ONE_ANSWER}


@pytest.mark.parametrize(("api", "path"), READS)
def test_a_head_has_the_headers_of_a_get_and_no_body(outputs: dict[str, str], api: str, path: str) -> None:
    with httpx.Client(base_url=outputs[api], trust_env=False, timeout=60) as client:
        get, head = client.get(path), client.head(path)
    assert (head.status_code, head.content, get.status_code) == (200, b"", 200)
    assert headers(head) == headers(get)


def test_a_head_is_answered_behind_the_site(outputs: dict[str, str]) -> None:
    plain = {"Accept-Encoding": "identity"}
    with httpx.Client(base_url=outputs["SiteUrl"], headers=plain, trust_env=False, timeout=60) as client:
        for prefix in ("/api/web", "/api/contracts"):
            get, head = client.get(f"{prefix}/openapi.json"), client.head(f"{prefix}/openapi.json")
            assert (head.status_code, head.content) == (200, b"")
            for name in ("Content-Type", "Content-Length"):
                assert head.headers[name] == get.headers[name]


def test_a_shared_link_is_answered_and_a_misspelt_filter_is_told(outputs: dict[str, str]) -> None:
    with httpx.Client(base_url=outputs["WebApiUrl"], trust_env=False, timeout=60) as client:
        plain = client.get("/search/usa/anytown")
        assert client.get("/search/usa/anytown?utm_source=mail&fbclid=x").json() == plain.json()
        told = client.get("/search/usa/anytown?min_prise=100")
        assert client.get("/search", headers={"If-None-Match": "*"}).status_code == 304
    assert (told.status_code, "min_price" in told.json()["detail"]) == (400, True)
