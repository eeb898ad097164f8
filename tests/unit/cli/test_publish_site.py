"""Publishing the site, on moto."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import boto3
import pytest
import time_machine
from moto import mock_aws

from unicorn_cli.site.publish import publish
from unicorn_cli.stages.cloud import Cloud
from unicorn_cli.terminal.problems import Problem

BUCKET = "site"
OUTPUTS = {
    "ContractsApiUrl": "https://a.execute-api.eu-west-1.amazonaws.com/dev",
    "StageKind": "dev",
    "WebApiUrl": "https://b.execute-api.eu-west-1.amazonaws.com/dev",
    "UserPoolId": "pool",
    "UserPoolClientId": "client",
    "ApprovalWaitSeconds": "2592000",
    "SignInUrl": "https://unicorn-dev-1.auth.eu-west-1.amazoncognito.com",
    "ImagesBucketName": "images",
    "PicturesUrl": "https://c.cloudfront.net",
    "SiteUrl": "https://d.cloudfront.net",
    "SiteBucketName": BUCKET,
}


@pytest.fixture
def cloud() -> Iterator[Cloud]:
    with mock_aws():
        cloud = Cloud("dev", boto3.Session(region_name="eu-west-1"))
        cloud.client("s3").create_bucket(Bucket=BUCKET, CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})
        yield cloud


@pytest.fixture
def outputs(cloud: Cloud) -> dict[str, str]:
    made = cloud.client("cloudfront").create_distribution(
        DistributionConfig={
            "CallerReference": "one",
            "Comment": "",
            "Enabled": True,
            "Origins": {"Quantity": 1, "Items": [{"Id": "site", "DomainName": "site.s3.amazonaws.com"}]},
            "DefaultCacheBehavior": {"TargetOriginId": "site", "ViewerProtocolPolicy": "redirect-to-https"},
        }
    )
    return OUTPUTS | {"DistributionId": made["Distribution"]["Id"]}


@pytest.fixture
def build(tmp_path: Path) -> Path:
    (tmp_path / "assets").mkdir()
    (tmp_path / "index.html").write_text("page")
    (tmp_path / "assets" / "customers-A1.js").write_text("one")
    (tmp_path / "assets" / "icon.svg").write_text("<svg/>")
    return tmp_path


def keys(cloud: Cloud) -> set[str]:
    return {entry["Key"] for entry in cloud.client("s3").list_objects_v2(Bucket=BUCKET).get("Contents", [])}


def test_every_file_has_its_type_and_is_kept_as_long_as_it_stays_true(
    cloud: Cloud, outputs: dict[str, str], build: Path
) -> None:
    done = publish(cloud, outputs, build)
    assert (done.url, done.uploaded, done.removed) == ("https://d.cloudfront.net", 5, 0)
    page = cloud.client("s3").get_object(Bucket=BUCKET, Key="index.html")
    script = cloud.client("s3").get_object(Bucket=BUCKET, Key="assets/customers-A1.js")
    assert (page["ContentType"], page["CacheControl"]) == ("text/html; charset=utf-8", "no-cache")
    assert script["ContentType"] == "text/javascript; charset=utf-8"
    assert script["CacheControl"] == "public, max-age=31536000, immutable"


@pytest.mark.parametrize(("kind", "expected"), [("prod", "Sitemap: https://d.cloudfront.net/sitemap.xml"), ("dev", "")])
def test_search_engines_are_told_of_stages_for_people_alone(
    cloud: Cloud, outputs: dict[str, str], build: Path, kind: str, expected: str
) -> None:
    publish(cloud, outputs | {"StageKind": kind}, build)
    found = cloud.client("s3").get_object(Bucket=BUCKET, Key="robots.txt")
    assert found["ContentType"] == "text/plain; charset=utf-8"
    rules = found["Body"].read().decode().splitlines()
    assert rules[-1] == (expected or "Disallow: /")
    assert ("Disallow: /" in rules) == (kind != "prod")


def test_a_page_is_published_after_the_files_that_it_names(cloud: Cloud, outputs: dict[str, str], build: Path) -> None:
    (build / "agent").mkdir()
    (build / "agent" / "index.html").write_text("<script src='/assets/customers-A1.js'></script>")
    published: list[str] = []
    cloud.client("s3").meta.events.register(
        "before-call.s3.PutObject", lambda params, **_: published.append(params["url_path"].rpartition(BUCKET)[2])
    )
    publish(cloud, outputs, build)
    assert [path.endswith(".html") for path in published] == [False, False, False, False, True, True]


def test_the_pages_learn_where_to_sign_in_and_find_the_apis_below_their_own_address(
    cloud: Cloud, outputs: dict[str, str], build: Path
) -> None:
    publish(cloud, outputs, build)
    config = json.load(cloud.client("s3").get_object(Bucket=BUCKET, Key="config.json")["Body"])
    assert config["signInUrl"] == OUTPUTS["SignInUrl"]
    assert not {OUTPUTS["WebApiUrl"], OUTPUTS["ContractsApiUrl"]}.intersection(config.values())
    assert (config["stage"], config["region"], config["live"]) == ("dev", "eu-west-1", False)
    assert config["approvalWaitSeconds"] == 30 * 24 * 60 * 60


def test_what_may_have_changed_is_fetched_anew_and_nothing_else(
    cloud: Cloud, outputs: dict[str, str], build: Path
) -> None:
    publish(cloud, outputs, build)
    distribution = outputs["DistributionId"]
    [made] = cloud.client("cloudfront").list_invalidations(DistributionId=distribution)["InvalidationList"]["Items"]
    found = cloud.client("cloudfront").get_invalidation(DistributionId=distribution, Id=made["Id"])
    assert found["Invalidation"]["InvalidationBatch"]["Paths"]["Items"] == [
        "/assets/icon.svg",
        "/config.json",
        "/index.html",
        "/robots.txt",
    ]


def test_a_file_with_a_hashed_name_is_uploaded_once_and_outlives_its_build_by_a_month(
    cloud: Cloud, outputs: dict[str, str], build: Path
) -> None:
    publish(cloud, outputs, build)
    assert publish(cloud, outputs, build).uploaded == 4
    (build / "assets" / "customers-A1.js").rename(build / "assets" / "customers-B2.js")
    assert publish(cloud, outputs, build).removed == 0
    assert {"assets/customers-A1.js", "assets/customers-B2.js"} <= keys(cloud)
    with time_machine.travel(datetime.now(UTC) + timedelta(days=31)):
        assert publish(cloud, outputs, build).removed == 1
    assert "assets/customers-A1.js" not in keys(cloud)


def test_a_local_system_has_nowhere_to_publish_to(cloud: Cloud, build: Path) -> None:
    with pytest.raises(Problem, match="has no bucket"):
        publish(cloud, {"SiteUrl": "http://127.0.0.1:5173"}, build)
