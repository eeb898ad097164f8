"""Addresses of private objects are those that boto3 makes, in another order of the query."""

from datetime import UTC, datetime
from typing import Any
from urllib.parse import SplitResult, parse_qsl, urlsplit

import boto3
import pytest
from botocore.config import Config

from unicorn_kit.aws.presigning import Bucket
from unicorn_kit.aws.signing import Credentials

TOKEN = "IQoJb3JpZ2luX2VjEJ//+=="
KEYS = ["photos/usa/anytown/main-street/111/a/320.webp", "a b/ü+~%/(1)'*.webp"]


def boto3s(credentials: Credentials, key: str, *, region: str, engine: str | None) -> str:
    config = Config(
        signature_version="s3v4", s3={"addressing_style": "virtual", "us_east_1_regional_endpoint": "regional"}
    )
    session = boto3.Session(*credentials, region_name=region)
    client = session.client("s3", config=config, endpoint_url=engine)
    parameters: Any = {"Bucket": "homes", "Key": key}
    return client.generate_presigned_url("get_object", Params=parameters, ExpiresIn=900)


def parts(address: str) -> tuple[SplitResult, dict[str, str]]:
    found = urlsplit(address)
    return found._replace(query=""), dict(parse_qsl(found.query, strict_parsing=True))


def assert_same(made: str, bucket: Bucket, key: str) -> None:
    """Compare an address of boto3 with ours of the same moment."""
    signed_at = datetime.strptime(parts(made)[1]["X-Amz-Date"], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    assert parts(bucket.presigned(key, at=signed_at, seconds=900)) == parts(made)


@pytest.mark.parametrize("token", [None, TOKEN])
@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("region", ["eu-west-1", "us-east-1"])
def test_an_address_is_that_of_boto3(region: str, key: str, token: str | None) -> None:
    credentials = Credentials("AKIDEXAMPLE", "wJalrXUtnFEMI", token)
    bucket = Bucket(f"https://homes.s3.{region}.amazonaws.com", region, credentials)
    assert_same(boto3s(credentials, key, region=region, engine=None), bucket, key)


def test_a_local_engine_has_the_bucket_in_its_path() -> None:
    credentials, engine = Credentials("test", "test", None), "http://127.0.0.1:4566"
    bucket = Bucket(f"{engine}/homes", "us-east-1", credentials)
    assert_same(boto3s(credentials, KEYS[0], region="us-east-1", engine=engine), bucket, KEYS[0])
