"""Who may read photos, by the templates: the public what is published, moderation originals, and for how long."""

from fnmatch import fnmatchcase
from typing import Any

import pytest
from web_service.adapters.images.photo_bucket import FOR_ALL
from web_service.domain.images.keys import WIDTHS, master_key, private_prefix, published_prefix, width_file
from web_service.handlers.search_api import FRESH

from tests.infra.deployed import Place, deployed
from tests.infra.distribution import behaviour_of
from tests.infra.grants import Grant, grants
from tests.infra.stacks import SITE, as_list, pattern, properties, target

HOUSE, IMAGE = "usa/anytown/main-street/111", "0191d9b4-5f8c-7a52-8e9f-6a1f0c1d2e3f"
PUBLIC = {f"{published_prefix(HOUSE, IMAGE)}{width_file(width)}" for width in WIDTHS}
CLOSED = {
    f"incoming/{HOUSE}/{IMAGE}",
    master_key(HOUSE, IMAGE),
    master_key(HOUSE, IMAGE, is_private=False),  # of earlier releases
    *(f"{private_prefix(HOUSE, IMAGE)}{width_file(width)}" for width in WIDTHS),
}
MINUTE = 60  # seconds after which nobody can read what no approved version shows
KINDS = pytest.mark.parametrize("place", [Place(stage="prod", kind="prod"), Place(stage="local", kind="local")])
SYNC = "WebSyncPhotos"


def allowed(place: Place, key: str) -> list[Any]:
    """Return the statements of the bucket's policy that allow a request to read an object without permissions."""
    policy = deployed(".", place)["Resources"]["ImagesBucketPolicy"]["Properties"]["PolicyDocument"]
    return [
        statement
        for statement in policy["Statement"]
        if statement["Effect"] == "Allow"
        for resource in as_list(statement["Resource"])
        if fnmatchcase(key, resource.partition("/ImagesBucket.Arn>/")[2] or resource.rpartition(">/")[2])
    ]


@KINDS
def test_the_public_reads_what_is_published_and_nothing_else(place: Place) -> None:
    assert all(allowed(place, key) for key in PUBLIC)
    assert not [key for key in CLOSED if allowed(place, key)]
    statements = [found for key in PUBLIC for found in allowed(place, key)]
    assert {action for found in statements for action in as_list(found["Action"])} == {"s3:GetObject"}


@pytest.mark.parametrize(
    ("folder", "cache", "headers"),
    [(SITE, "SitePhotos", "SitePhotoHeaders"), ("unicorn_web", "WebPicturesCache", "WebPicturesHeaders")],
)
def test_no_cache_keeps_a_photo_for_longer_than_half_a_minute(folder: str, cache: str, headers: str) -> None:
    """At the edge and in browsers, whatever the object says: earlier releases said a year."""
    kept = properties(folder, cache)["CachePolicyConfig"]
    assert (kept["MinTTL"], kept["DefaultTTL"], kept["MaxTTL"]) == (0, FRESH, FRESH)
    sent = properties(folder, headers)["ResponseHeadersPolicyConfig"]["CustomHeadersConfig"]["Items"]
    assert sent == [{"Header": "Cache-Control", "Value": FOR_ALL, "Override": True}]
    assert f"public, max-age={FRESH}" == FOR_ALL
    assert FRESH <= MINUTE / 2


def test_both_distributions_keep_photos_so_and_no_missing_one() -> None:
    of_site = behaviour_of(f"/{next(iter(PUBLIC))}")
    assert (target(of_site["CachePolicyId"]), target(of_site["ResponseHeadersPolicyId"])) == (
        "SitePhotos",
        "SitePhotoHeaders",
    )
    of_web = properties("unicorn_web", "WebPictures")["DistributionConfig"]
    behaviour = of_web["DefaultCacheBehavior"]
    assert (target(behaviour["CachePolicyId"]), target(behaviour["ResponseHeadersPolicyId"])) == (
        "WebPicturesCache",
        "WebPicturesHeaders",
    )
    errors = {found["ErrorCode"]: found["ErrorCachingMinTTL"] for found in of_web["CustomErrorResponses"]}
    assert errors == {403: 0, 404: 0}


def reads(function: str, stage: str = "prod") -> set[Grant]:
    return {found for found in grants(stage) if found.function == function and found.action == "s3:GetObject"}


@pytest.mark.parametrize("function", ["WebListingsApi", "WebReviewsApi"])
def test_agents_addresses_read_private_widths_alone(function: str) -> None:
    [found] = reads(function)
    readable = {key for key in PUBLIC | CLOSED if fnmatchcase(f"ImagesBucket/{key}", found.resource)}
    assert readable == {key for key in CLOSED if key.startswith("photos/") and key.endswith(".webp")}


def test_the_function_that_makes_photos_public_writes_no_listing_and_reads_no_upload() -> None:
    mine = {found for found in grants("prod") if found.function == SYNC}
    # It brings a photo that is edited there, for the image function.
    assert {found.action for found in mine if "incoming" in found.resource} == {"s3:PutObject"}
    assert not [found for found in mine if found.resource == "ImagesBucket/*"]
    writes = {found.action for found in mine if found.resource.startswith("WebListingsTable")}
    assert writes == {"dynamodb:BatchGetItem", "dynamodb:UpdateItem", "dynamodb:DescribeStream", "dynamodb:GetRecords",
                      "dynamodb:GetShardIterator", "dynamodb:ListStreams"}  # fmt: skip
    role = properties("unicorn_web", f"{SYNC}Role")
    [update] = [
        statement
        for policy in role["Policies"]
        for statement in policy["PolicyDocument"]["Statement"]
        if "dynamodb:UpdateItem" in as_list(statement["Action"])
    ]
    assert update["Condition"] == {"ForAllValues:StringEquals": {"dynamodb:LeadingKeys": ["SCHEDULE#photos"]}}


def test_no_other_function_reads_or_writes_what_is_published() -> None:
    touching = {
        found.function
        for found in grants("prod")
        if found.action in {"s3:GetObject", "s3:PutObject", "s3:DeleteObject"}
        if any(fnmatchcase(f"ImagesBucket/{key}", found.resource) for key in PUBLIC)
    }
    assert touching == {SYNC}


def test_moderation_reads_originals_alone() -> None:
    role = properties("unicorn_properties", "PropertiesPublicationEvaluationRole")
    keys = [
        pattern(resource).rpartition("}}/")[2]
        for policy in role["Policies"]
        for statement in policy["PolicyDocument"]["Statement"]
        for part in (statement.get("Fn::If", [None, statement])[1],)
        if "s3:GetObject" in as_list(part["Action"])
        for resource in as_list(part["Resource"])
    ]
    readable = {key for key in PUBLIC | CLOSED if any(fnmatchcase(key, wanted) for wanted in keys)}
    assert readable == {master_key(HOUSE, IMAGE), master_key(HOUSE, IMAGE, is_private=False)}
