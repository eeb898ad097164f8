"""The distribution in front of pages, images and both APIs: which path goes where, and what it may keep."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from site_service.answers import is_ours
from web_service.api.search.names import is_near
from web_service.api.search.queries import PARAMETERS

from apis.tools.template import tables
from tests.infra.distribution import (
    ALL_VIEWER_EXCEPT_HOST_HEADER,
    CACHING_OPTIMIZED,
    DISTRIBUTION,
    ORIGINS,
    behaviour_of,
    behaviours,
    event,
    function_of,
    keeps,
    rewritten,
    run_function,
)
from tests.infra.stacks import SITE, pattern, properties, resources, target
from tests.unit.web.test_search_names import MISSPELT, OF_OTHERS
from unicorn_kit.routes import Route

# Places that are spelled like a word of the API's own paths.
PARTS = ["usa", "images", "publication", "search", "docs", "openapi.json", "api", "web", "main%20street"]
FEED = "/reso/property"  # what is newer than a reader's own position: nobody else asks for it
ROUTES = [(context, route) for context, api in tables().items() for route in api.routes]
NEVER_KEPT = {  # anyone's, and about one person alone, or true at this moment alone
    *("ask_about_home", "read_enquiry"),
    *("list_free_slots", "book_viewing", "read_viewing", "move_viewing", "cancel_viewing"),
    *("save_search", "read_saved_search", "keep_saved_search", "remove_saved_search", "unsubscribe"),
}
EVERY_ROUTE = pytest.mark.parametrize(
    ("context", "route"), [pytest.param(*row, id=f"{row[0]} {row[1].method} {row[1].path}") for row in ROUTES]
)


def addresses(route: Route) -> Iterator[str]:
    """Yield a route's own paths, each part of a place being every word once."""
    for shift in range(len(PARTS)):
        parts = iter(PARTS[shift:] + PARTS[:shift])
        yield re.sub(r"\{\w+\}", lambda _: next(parts), route.path)  # noqa: B023


@EVERY_ROUTE
def test_what_everybody_may_read_is_kept_and_nothing_else_is(context: str, route: Route) -> None:
    for path in addresses(route):
        found = behaviour_of(f"/api/{context}{path}")
        kept = {keeps(found, method) for method in route.methods}
        is_kept = route.access == "public" and route.path != FEED and route.operation not in NEVER_KEPT
        assert kept == {is_kept}, (path, found["PathPattern"])


@EVERY_ROUTE
def test_every_route_reaches_its_api_by_its_own_method(context: str, route: Route) -> None:
    for path in addresses(route):
        found = behaviour_of(f"/api/{context}{path}")
        assert set(route.methods) <= set(found["AllowedMethods"])
        assert found["TargetOriginId"] == f"{context}-api"
        assert function_of(found) == ("SitePublicReadPaths" if target(found["CachePolicyId"]) else "SiteApiPaths")
        assert found["OriginRequestPolicyId"] == ALL_VIEWER_EXCEPT_HOST_HEADER


def test_the_api_is_asked_for_its_own_path() -> None:
    asked = {f"/api/{context}{path}": path for context, route in ROUTES for path in addresses(route)}
    more = {"/api/web/api/web/x": "/api/web/x", "/api/website": "/api/website", "/api/web/": "/", "/x/api/web/y": None}
    asked |= {path: expected or path for path, expected in more.items()}
    assert rewritten("SiteApiPaths", list(asked)) == list(asked.values())
    public = run_function("SitePublicReadPaths", [event(path) for path in asked])
    assert [request["uri"] for request in public] == list(asked.values())


def test_the_cache_keeps_apart_what_a_search_knows_or_refuses_and_nothing_by_names_of_others() -> None:
    """Whatever the API ignores is in no key; what it answers 400 for still reaches it."""
    names = [*PARAMETERS, *OF_OTHERS, *MISSPELT]
    given = [event("/api/web/search/usa/anytown", **dict.fromkeys(names, "1"))]
    [request] = run_function("SitePublicReadPaths", given)
    near = {name for name in names if any(is_near(name, filter_name) for filter_name in PARAMETERS)}
    assert set(request["querystring"]) == near == {*PARAMETERS, *MISSPELT}


@pytest.mark.parametrize("path", ["/api/web/properties/usa/anytown/main-street/111", "/api/web/docs"])
def test_no_parameter_is_in_the_key_of_what_reads_none(path: str) -> None:
    [request] = run_function("SitePublicReadPaths", [event(path, utm_source="mail", sort="price")])
    assert request["querystring"] == {}


@pytest.mark.parametrize("context", list(tables()))
def test_an_api_is_an_origin_with_its_stage_as_path_and_knows_the_sites(context: str) -> None:
    origin = ORIGINS[f"{context}-api"]
    assert pattern(origin["DomainName"]).startswith(f"${{{context.title()}ApiId}}.execute-api.${{AWS::Region}}.")
    assert pattern(origin["OriginPath"]) == "/${Stage}"
    assert origin["OriginCustomHeaders"] == [{"HeaderName": "X-Forwarded-Prefix", "HeaderValue": f"/api/{context}"}]


def test_nothing_is_sent_without_tls_and_links_to_pages_lead_there() -> None:
    for found in behaviours():
        is_page = found["TargetOriginId"] in {"pages", "rendered-pages"}
        assert found["ViewerProtocolPolicy"] == ("redirect-to-https" if is_page else "https-only")
    custom = [origin["CustomOriginConfig"] for origin in ORIGINS.values() if "CustomOriginConfig" in origin]
    assert {(given["OriginProtocolPolicy"], *given["OriginSSLProtocols"]) for given in custom} == {
        ("https-only", "TLSv1.2")
    }


@pytest.fixture(scope="module")
def kept() -> Any:
    """The cache policy of the public reads."""
    reads = [found for found in behaviours() if found["TargetOriginId"] != "images"]
    [policy] = {target(found["CachePolicyId"]) for found in reads if target(found["CachePolicyId"])}
    return properties(SITE, str(policy))["CachePolicyConfig"]


def test_the_api_decides_what_is_kept_and_30_seconds_are_the_longest(kept: dict[str, Any]) -> None:
    """With a minimum above 0, CloudFront also keeps what the API forbids to keep.

    https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cache-key-understand-cache-policy.html
    """
    assert (kept["MinTTL"], kept["DefaultTTL"], kept["MaxTTL"]) == (0, 0, 30)


def test_answers_are_kept_for_each_query_and_each_caller_who_is_signed_in(kept: dict[str, Any]) -> None:
    """`Authorization` is forwarded only if it is in the key.

    https://repost.aws/knowledge-center/cloudfront-authorization-header
    """
    key = kept["ParametersInCacheKeyAndForwardedToOrigin"]
    assert key["QueryStringsConfig"] == {"QueryStringBehavior": "all"}
    assert key["HeadersConfig"] == {"HeaderBehavior": "whitelist", "Headers": ["Authorization"]}
    assert key["CookiesConfig"] == {"CookieBehavior": "none"}


def test_public_reads_are_compressed_with_gzip_and_brotli(kept: dict[str, Any]) -> None:
    key = kept["ParametersInCacheKeyAndForwardedToOrigin"]
    assert key["EnableAcceptEncodingGzip"] and key["EnableAcceptEncodingBrotli"]
    assert all(found["Compress"] for found in behaviours() if target(found["CachePolicyId"]) == "SitePublicReads")


def test_no_error_is_kept() -> None:
    """CloudFront keeps errors for ten seconds, and obeys `no-store` for some statuses only.

    https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/custom-error-pages-expiration.html
    """
    given = {entry["ErrorCode"]: entry["ErrorCachingMinTTL"] for entry in DISTRIBUTION["CustomErrorResponses"]}
    assert given == dict.fromkeys([400, 403, 404, 405, 414, 500, 501, 502, 503, 504], 0)


def test_photos_come_from_the_bucket() -> None:
    found = behaviour_of("/published/usa/anytown/main-street/111/a/800.webp")
    assert found["TargetOriginId"] == "images"
    assert not found["Compress"]
    assert target(ORIGINS["images"]["OriginAccessControlId"]) == "SiteBucketAccess"


@pytest.mark.parametrize("path", ["/agent/", "/agent/listings/x", "/live/", "/robots.txt", "/api", "/oauth2/token"])
def test_every_other_path_is_a_file_or_a_page_that_scripts_fill(path: str) -> None:
    assert behaviour_of(path) is DISTRIBUTION["DefaultCacheBehavior"]


RENDERED = ["/", "/search/usa", "/search/usa/anytown/main-street", "/properties/a/b/c/d", "/sitemap.xml"]
RENDERED += ["/search-homes/usa", "/sitemaps/usa.xml", "/sitemaps/usa/anytown/1-of-1.xml"]


@pytest.mark.parametrize(
    "path", [*RENDERED, "/searches", "/search-homes", "/agent/", "/assets/a-1.js", "/index.html", "/events/"]
)
def test_the_function_answers_the_paths_that_it_renders_and_no_other(path: str) -> None:
    found = behaviour_of(path)
    assert (found["TargetOriginId"] == "rendered-pages") == is_ours(path) == (path in RENDERED)


@pytest.mark.parametrize("path", RENDERED)
def test_rendered_pages_are_read_only_secured_and_kept(path: str) -> None:
    found = behaviour_of(path)
    assert (found["AllowedMethods"], keeps(found, "GET"), found["Compress"]) == (["GET", "HEAD"], True, True)
    assert target(found["ResponseHeadersPolicyId"]) == "SiteHeaders"
    assert function_of(found) == "SitePageRequests"
    assert found["OriginRequestPolicyId"] == ALL_VIEWER_EXCEPT_HOST_HEADER  # Lambda's signature is for its own host
    is_sitemap = path.startswith("/sitemap")  # read by robots, and expensive: kept for an hour, as it says
    assert (found["CachePolicyId"] == CACHING_OPTIMIZED) == is_sitemap


def test_a_rendered_page_knows_the_host_of_the_site_and_no_parameter_but_its_cursor() -> None:
    [answered] = run_function("SitePageRequests", [event("/search/usa/anytown")])
    host = event("/")["request"]["headers"]["host"]["value"]
    assert (answered["headers"]["x-forwarded-host"], answered["querystring"]) == ({"value": host}, {})
    forged = event("/")
    forged["request"]["headers"]["x-forwarded-host"] = {"value": "evil.example"}
    forged["request"]["querystring"] = {"cursor": {"value": "c"}, "utm_source": {"value": "mail"}}
    [answered] = run_function("SitePageRequests", [forged])
    assert answered["headers"]["x-forwarded-host"] == {"value": host}
    assert answered["querystring"] == {"cursor": {"value": "c"}}


def test_what_was_typed_into_the_search_box_reaches_what_reads_it_and_is_in_no_other_key() -> None:
    asked = [
        event(path, q="linz", utm_source="mail") for path in ("/search/", "/", "/search/usa/anytown", "/sitemap.xml")
    ]
    kept = [set(request["querystring"]) for request in run_function("SitePageRequests", asked)]
    assert kept == [{"q"}, set(), set(), set()]
    asked = [
        event(f"/api/web/{path}", q="linz", sort="price")
        for path in ("search-suggestions", "search/usa", "search-homes/usa")
    ]
    kept = [set(request["querystring"]) for request in run_function("SitePublicReadPaths", asked)]
    assert kept == [{"q"}, {"sort"}, {"sort"}]


def test_only_the_distribution_may_call_the_function_that_renders() -> None:
    assert properties(SITE, "SiteRenderPagesUrl")["AuthType"] == "AWS_IAM"
    access = properties(SITE, "SiteRenderPagesAccess")["OriginAccessControlConfig"]
    assert (access["OriginAccessControlOriginType"], access["SigningBehavior"]) == ("lambda", "always")
    assert target(ORIGINS["rendered-pages"]["OriginAccessControlId"]) == "SiteRenderPagesAccess"
    permissions = [given["Properties"] for given in resources(SITE, "AWS::Lambda::Permission").values()]
    assert {given["Action"] for given in permissions} == {"lambda:InvokeFunctionUrl", "lambda:InvokeFunction"}
    for given in permissions:
        assert given["Principal"] == "cloudfront.amazonaws.com"
        assert pattern(given["SourceArn"]).endswith(":distribution/${SiteDistribution}")


def test_the_function_that_renders_may_do_nothing_but_log_and_is_told_nothing() -> None:
    role = properties(SITE, "SiteRenderPagesRole")
    assert "Policies" not in role
    assert [arn for arn in role["ManagedPolicyArns"] if "AWSLambdaBasicExecutionRole" not in str(arn)] == []
    assert "Environment" not in properties(SITE, "SiteRenderPages")


def test_tokens_are_exchanged_at_the_sites_own_origin() -> None:
    found = behaviour_of("/api/sign-in/oauth2/token")
    assert (found["TargetOriginId"], keeps(found, "POST")) == ("sign-in", False)
    assert "POST" in found["AllowedMethods"]
    assert rewritten("SiteApiPaths", ["/api/sign-in/oauth2/token"]) == ["/oauth2/token"]
    assert pattern(ORIGINS["sign-in"]["DomainName"]) == "${SiteSignInDomain}.auth.${AWS::Region}.amazoncognito.com"


def test_every_origin_is_used() -> None:
    assert {found["TargetOriginId"] for found in behaviours()} == set(ORIGINS)


def test_no_behaviour_stands_behind_one_that_takes_all_its_requests() -> None:
    for number, found in enumerate(DISTRIBUTION["CacheBehaviors"]):
        example = found["PathPattern"].replace("*", "x")
        assert behaviour_of(example) is found, (number, example)


def test_the_signed_in_come_back_to_the_distribution() -> None:
    client = properties(SITE, "SiteUserPoolClient")
    for name in ("CallbackURLs", "LogoutURLs"):
        assert [pattern(url) for url in client[name]] == ["https://${SiteDistribution.DomainName}/agent/"]
