"""The site on AWS is the one that is tested locally: same addresses, same headers."""

import json
import re
import subprocess
from typing import Any

import pytest

from tests.infra.stacks import properties, resources
from tests.templates import template
from unicorn_cli.local.system import this_system
from unicorn_cli.site import headers, node
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
    code = properties("unicorn_web", "WebSitePages")["FunctionCode"]
    ask = f"{code}\nconsole.log(JSON.stringify({json.dumps(PATHS)}.map((uri) => handler({{request: {{uri}}}}).uri)))"
    system = this_system()
    system.make()
    run = [str(node.folder(system) / "node"), "--eval", ask]
    done = subprocess.run(run, capture_output=True, text=True, check=True, timeout=30)
    assert json.loads(done.stdout) == [page_of(path) for path in PATHS]


@pytest.fixture(scope="module")
def sent() -> dict[str, Any]:
    """The headers that CloudFront adds to every response."""
    found: dict[str, Any] = properties("unicorn_web", "WebSiteHeaders")["ResponseHeadersPolicyConfig"]
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
    origins = {"img-src", "connect-src"}
    assert {name: on_aws[name] for name in on_aws if name not in origins} == {
        name: local[name] for name in local if name not in origins
    }
    assert on_aws["img-src"] == {"'self'", "data:", "blob:", "https://${WebPictures.DomainName}"}
    assert not [origin for origin in on_aws["connect-src"] if re.search(r"^\*|^https:$|unsafe", origin)]


def test_a_first_deployment_needs_no_address_that_is_not_there_yet() -> None:
    """Cognito refuses callbacks without TLS but for this very name."""
    assert template(".")["Parameters"]["SiteOrigin"]["Default"].startswith("http://localhost:")


def test_only_cloudfront_reads_the_sites_bucket() -> None:
    public = properties("unicorn_web", "WebSiteBucket")["PublicAccessBlockConfiguration"]
    assert set(public.values()) == {True}
    deny, *allowed = properties("unicorn_web", "WebSiteBucketPolicy")["PolicyDocument"]["Statement"]
    assert (deny["Effect"], deny["Condition"]) == ("Deny", {"Bool": {"aws:SecureTransport": "false"}})
    for statement in allowed:
        assert statement["Principal"] == {"Service": "cloudfront.amazonaws.com"}
        assert "${WebSite}" in statement["Condition"]["StringEquals"]["aws:SourceArn"]["Fn::Sub"]


def test_the_site_is_on_aws_only() -> None:
    parts = [name for name in resources("unicorn_web") if name.startswith("WebSite")]
    assert len(parts) == 6
    assert {resources("unicorn_web")[name]["Condition"] for name in parts} == {"IsCloud"}
