"""An upload ticket names the bucket's own regional host, in every region, and the pages may send to that host alone.

S3 redirects requests to the global host, for hours after a bucket was created and for ever in newer regions; a browser
does not follow the redirect of a preflight.
"""

import json
import os
import re
from collections.abc import Iterator
from unittest.mock import patch
from uuid import UUID

import pytest
from web_service import wiring
from web_service.domain.images.upload import Ticket, Upload

from tests.infra.stacks import STACKS, every, properties, resources, stack, texts
from tests.templates import PROJECT

BUCKET = "unicorn-images"
REGIONS = [
    "us-east-1",
    "us-west-2",
    "eu-west-1",
    "eu-central-1",
    "eu-central-2",
    "eu-south-2",
    "ap-south-2",
    "ap-southeast-4",
    "ap-southeast-7",
    "il-central-1",
    "me-central-1",
    "mx-central-1",
    "ca-west-1",
    "cn-north-1",
    "cn-northwest-1",
    "us-gov-west-1",
    "eusc-de-east-1",
]
IMAGE = UUID("0191d9b4-5f8c-7a52-8e9f-6a1f0c1d2e3f")


def domain(region: str) -> str:
    """Return what CloudFormation puts in place of `AWS::URLSuffix`."""
    return {"cn": "amazonaws.com.cn", "eusc": "amazonaws.eu"}.get(region.partition("-")[0], "amazonaws.com")


def ticket(**environment: str) -> Ticket:
    """Return a ticket that the function's own wiring makes in an environment."""
    wiring.image_bucket.cache_clear()
    with patch.dict(os.environ, {"IMAGES_BUCKET": BUCKET} | environment):
        upload = Upload(filename="front.jpg", content_type="image/jpeg", size=1234)
        return wiring.image_bucket().ticket("usa/anytown/main-street/111", IMAGE, upload, seconds=900)


@pytest.fixture(autouse=True)
def another_client() -> Iterator[None]:
    """Forget the client of the last region."""
    yield
    wiring.image_bucket.cache_clear()


def in_lambda(region: str) -> Ticket:
    return ticket(AWS_REGION=region, AWS_DEFAULT_REGION=region)


@pytest.mark.parametrize("region", REGIONS)
def test_a_ticket_is_for_the_buckets_host_in_its_region(region: str) -> None:
    assert in_lambda(region).url == f"https://{BUCKET}.s3.{region}.{domain(region)}/"


@pytest.mark.parametrize("region", REGIONS)
def test_a_ticket_is_signed_for_the_region(region: str) -> None:
    fields = in_lambda(region).fields
    assert fields["x-amz-algorithm"] == "AWS4-HMAC-SHA256"
    assert fields["x-amz-credential"].split("/")[2:] == [region, "s3", "aws4_request"]


def test_a_ticket_on_the_local_engine_is_for_the_engine() -> None:
    made = ticket(AWS_REGION="us-east-1", AWS_ENDPOINT_URL="http://127.0.0.1:4566")
    assert made.url == f"http://127.0.0.1:4566/{BUCKET}"


@pytest.mark.parametrize("region", REGIONS)
def test_the_pages_may_send_an_upload_to_the_host_of_the_ticket_alone(region: str) -> None:
    [source] = set(_upload_hosts())
    source = source.replace("${AWS::Region}", region).replace("${AWS::URLSuffix}", domain(region))
    bucket, _, host = source.removeprefix("https://").partition(".s3.")
    assert re.fullmatch(r"\$\{\w*Bucket\w*\}", bucket)
    assert in_lambda(region).url == f"https://{BUCKET}.s3.{host}/"


@pytest.mark.parametrize("folder", STACKS)
def test_every_host_of_aws_in_a_template_has_its_region_and_the_partitions_domain(folder: str) -> None:
    """A host of S3 without a region is the global one; a domain that is written out is wrong in China."""
    made = [resource for resource in resources(folder).values() if resource["Type"] != "AWS::CloudFormation::Stack"]
    found = [text for resource in made for text in texts(resource.get("Properties", {}))]  # SAM gives stacks a place
    hosts = {
        host
        for text in found
        if not _is_principal(text)
        for host in re.findall(r"[\w.${}:-]+\.amazonaws\.com\b|[\w.${}:-]+AWS::URLSuffix\}", text)
    }
    assert not {host for host in hosts if not _is_regional(host)}


@pytest.mark.parametrize("folder", STACKS)
def test_no_template_reads_the_global_host_of_a_bucket(folder: str) -> None:
    """CloudFront follows no redirect either; `RegionalDomainName` is the host that never redirects."""
    buckets = "|".join(resources(folder, "AWS::S3::Bucket")) or "none"
    written = json.dumps(stack(folder))
    assert not re.findall(rf'\b(?:{buckets})(?:\.|", ")(?:DomainName|WebsiteURL)\b', written)


def test_one_module_presigns() -> None:
    """So the client of the wiring is the only one whose addresses reach a browser."""
    sources = [path for folder in PROJECT.glob("unicorn_*") for path in folder.rglob("*.py")]
    presigns = {path.name for path in sources if re.search(r"generate_presigned_\w+", path.read_text())}
    assert presigns == {"image_bucket.py"}


def _upload_hosts() -> Iterator[str]:
    """Yield the hosts of S3 that the pages' content security policies let a script call."""
    for folder, policy in every("AWS::CloudFront::ResponseHeadersPolicy"):
        written = " ".join(texts(properties(folder, policy)))
        for sources in re.findall(r"connect-src ([^;]*);", written):
            yield from (source for source in sources.split() if ".s3." in source)


def _is_regional(host: str) -> bool:
    return "${AWS::Region}" in host and (host.endswith("${AWS::URLSuffix}") or "cognito" in host)


def _is_principal(text: str) -> bool:
    """Say whether a text as a whole is the name of a service in a policy."""
    return re.fullmatch(r"[a-z0-9]+\.amazonaws\.com", text) is not None
