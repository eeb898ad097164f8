"""The site's distribution as CloudFront reads it: which behaviour answers a path, and its functions run in Node."""

import json
import re
import subprocess
from typing import Any

from tests.infra.stacks import SITE, properties, target
from unicorn_cli.local.system import this_system
from unicorn_cli.site import node

# https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-cache-policies.html
CACHING_OPTIMIZED = "658327ea-f89d-4fab-a63d-7e88639e58f6"
CACHING_DISABLED = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad"
# https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-origin-request-policies.html
ALL_VIEWER_EXCEPT_HOST_HEADER = "b689b0a8-53d0-40ab-baf2-68738e2966ac"

DISTRIBUTION: dict[str, Any] = properties(SITE, "SiteDistribution")["DistributionConfig"]
ORIGINS: dict[str, dict[str, Any]] = {origin["Id"]: origin for origin in DISTRIBUTION["Origins"]}
Behaviour = dict[str, Any]


def behaviours() -> list[Behaviour]:
    return [*DISTRIBUTION["CacheBehaviors"], DISTRIBUTION["DefaultCacheBehavior"]]


def behaviour_of(path: str) -> Behaviour:
    """Return the behaviour that answers a path: the first whose pattern matches, in the order of the template."""
    return next(found for found in behaviours() if matches(found.get("PathPattern", "*"), path))


def matches(pattern: str, path: str) -> bool:
    """Whether a path pattern matches: `*` stands for any characters, slashes too, `?` for exactly one.

    https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesCacheBehavior.html
    """
    expression = "".join({"*": ".*", "?": "."}.get(character, re.escape(character)) for character in pattern)
    return re.fullmatch(expression, path) is not None


def keeps(found: Behaviour, method: str) -> bool:
    """Whether a behaviour may keep the answers to a method."""
    is_cached = method in found.get("CachedMethods", ["GET", "HEAD"])
    return is_cached and found["CachePolicyId"] != CACHING_DISABLED


def rewritten(function: str, paths: list[str]) -> list[str]:
    """Return what a CloudFront function makes of each path; it is given events as CloudFront gives them."""
    requests = run_function(function, [event(path) for path in paths])
    for request, path in zip(requests, paths, strict=True):
        assert request == event(path)["request"] | {"uri": request["uri"]}  # nothing else has changed
    return [request["uri"] for request in requests]


def run_function(function: str, events: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the requests that a CloudFront function makes of events."""
    code = properties(SITE, function)["FunctionCode"]
    system = this_system()
    system.make()
    script = f"{code}\nfor (const event of {json.dumps(events)}) "
    script += "console.log(JSON.stringify(handler(event)));"
    run = [str(node.folder(system) / "node"), "--eval", script]
    done = subprocess.run(run, capture_output=True, text=True, check=True, timeout=30)
    return [json.loads(line) for line in done.stdout.splitlines()]


def event(path: str, **query: str) -> dict[str, Any]:
    """Return a viewer request.

    https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-event-structure.html
    """
    context = {"distributionDomainName": "d1.cloudfront.net", "distributionId": "E1", "eventType": "viewer-request"}
    return {
        "version": "1.0",
        "context": context | {"requestId": "r"},
        "viewer": {"ip": "198.51.100.1"},
        "request": {
            "method": "GET",
            "uri": path,
            "querystring": {name: {"value": value} for name, value in (query or {"limit": "24"}).items()},
            "headers": {"host": {"value": "d1.cloudfront.net"}, "authorization": {"value": "Bearer t"}},
            "cookies": {},
        },
    }


def function_of(found: Behaviour) -> str | None:
    """Return the logical id of the function that a behaviour runs."""
    [given] = found.get("FunctionAssociations") or [None]
    return target(given["FunctionARN"]) if given else None
