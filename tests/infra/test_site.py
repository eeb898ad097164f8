"""The site on AWS is the one that is tested locally: same addresses, same headers."""

from typing import Any

import pytest

from tests.infra.deployed import Place, deployed
from tests.infra.distribution import rewritten
from tests.infra.stacks import SITE, pattern, properties
from unicorn_cli.site import headers
from unicorn_cli.site.files import page_of

PATHS = [
    "/",
    "/search/usa/anytown",
    "/properties/usa/anytown/main-street/111",
    "/agent",
    "/agent/",
    "/agent/listings/x",
    "/agents",
    "/live",
    "/live/a/b",
    "/events",
    "/events/style.css",
    "/assets/customers-A1.js",
    "/agent/none.js",
    "/config.json",
]


def test_cloudfront_answers_a_place_in_a_page_as_the_local_server_does() -> None:
    assert rewritten("SitePages", PATHS) == [page_of(path) for path in PATHS]


@pytest.fixture(scope="module")
def sent() -> dict[str, Any]:
    """The headers that CloudFront adds to every response."""
    found: dict[str, Any] = properties(SITE, "SiteHeaders")["ResponseHeadersPolicyConfig"]
    return found


def test_cloudfront_sends_the_security_headers_of_the_local_server(sent: dict[str, Any]) -> None:
    named = sent["SecurityHeadersConfig"]
    assert named["FrameOptions"]["FrameOption"] == headers.SECURITY["X-Frame-Options"]
    assert named["ReferrerPolicy"]["ReferrerPolicy"] == headers.SECURITY["Referrer-Policy"]
    assert named["ContentTypeOptions"]["Override"]
    custom = {item["Header"]: item["Value"] for item in sent["CustomHeadersConfig"]["Items"]}
    left = {"X-Content-Type-Options", "X-Frame-Options", "Referrer-Policy"}
    assert custom == {name: value for name, value in headers.SECURITY.items() if name not in left}
    assert named["StrictTransportSecurity"]["AccessControlMaxAgeSec"] >= 31536000


def rules(policy: str) -> dict[str, set[str]]:
    return {name: set(values) for name, *values in (rule.split() for rule in policy.split(";") if rule.strip())}


def test_cloudfront_sends_the_policy_of_the_local_server(sent: dict[str, Any]) -> None:
    policy, _ = sent["SecurityHeadersConfig"]["ContentSecurityPolicy"]["ContentSecurityPolicy"]["Fn::Sub"]
    on_aws = rules(policy)
    local = rules(headers.content_security_policy(bucket="https://b"))
    differ: dict[str, set[str]] = {"connect-src": set(), "img-src": set()}  # by the bucket's address
    assert on_aws | differ == local | differ
    address = "https://${Bucket}.s3.${AWS::Region}.${AWS::URLSuffix}"
    assert on_aws["img-src"] - {address} == local["img-src"] - {"https://b/"} == {"'self'", "data:", "blob:"}


def test_pages_call_their_own_origin_and_the_images_bucket_and_no_other(sent: dict[str, Any]) -> None:
    policy, names = sent["SecurityHeadersConfig"]["ContentSecurityPolicy"]["ContentSecurityPolicy"]["Fn::Sub"]
    assert rules(policy)["connect-src"] == {"'self'", "https://${Bucket}.s3.${AWS::Region}.${AWS::URLSuffix}"}
    assert pattern(names["Bucket"]) == "{{resolve:ssm:/unicorn/${Stage}/images-bucket-name}}"


@pytest.mark.parametrize("kind", ["local", "dev", "prod"])
def test_the_pages_are_told_how_long_a_request_waits_for_its_contract(kind: str) -> None:
    found = deployed("unicorn_properties", Place(stage=kind, kind=kind))
    waits = [
        variables["APPROVAL_WAIT_SECONDS"]
        for resource in found["Resources"].values()
        if "APPROVAL_WAIT_SECONDS" in (variables := resource["Properties"].get("Environment", {}).get("Variables", {}))
    ]
    assert waits == [found["Outputs"]["ApprovalWaitSeconds"]["Value"]]


def test_only_cloudfront_reads_the_sites_bucket() -> None:
    public = properties(SITE, "SiteBucket")["PublicAccessBlockConfiguration"]
    assert set(public.values()) == {True}
    deny, *allowed = properties(SITE, "SiteBucketPolicy")["PolicyDocument"]["Statement"]
    assert (deny["Effect"], deny["Condition"]) == ("Deny", {"Bool": {"aws:SecureTransport": "false"}})
    for statement in allowed:
        assert statement["Principal"] == {"Service": "cloudfront.amazonaws.com"}
        assert "${SiteDistribution}" in statement["Condition"]["StringEquals"]["aws:SourceArn"]["Fn::Sub"]
