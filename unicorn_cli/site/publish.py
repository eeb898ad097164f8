"""Publish the built site on AWS: files into the private bucket of the stage, then an invalidation in CloudFront.

What a hashed name stands for never changes, so the files come first and the pages that name them last: a customer
never gets a page whose script is not there. Files of older builds stay for those who still have an older page open.
"""

import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

from site_service.robots import robots

from unicorn_cli.site.config import config_of
from unicorn_cli.site.files import File, file_of, read
from unicorn_cli.site.headers import is_hashed
from unicorn_cli.stages.cloud import Cloud
from unicorn_cli.stages.kind import PARAMETER, PROD
from unicorn_cli.terminal.problems import Problem

KEPT = timedelta(days=30)  # how long files of older builds are left


@dataclass(frozen=True, slots=True)
class Published:
    url: str
    uploaded: int
    removed: int


def publish(cloud: Cloud, outputs: dict[str, str], folder: Path) -> Published:
    """Publish a build, replacing the published one. Raises Problem if the stage has no site."""
    _check(cloud, outputs)
    files = read(folder)
    files["/config.json"] = file_of("/config.json", json.dumps(config_of(cloud, outputs), indent=2).encode())
    bucket = outputs["SiteBucketName"]
    rules = robots(outputs["SiteUrl"], is_indexed=outputs[PARAMETER] == PROD)
    files["/robots.txt"] = file_of("/robots.txt", rules.encode())
    there = _there(cloud, bucket)
    new = [address for address in files if not (is_hashed(address) and address in there)]
    for address in sorted(new, key=_last_the_pages):
        _upload(cloud, bucket, address, files[address])
    _invalidate(cloud, outputs["DistributionId"], [address for address in files if not is_hashed(address)])
    return Published(outputs["SiteUrl"], len(new), _remove_old(cloud, bucket, there, set(files)))


def _check(cloud: Cloud, outputs: dict[str, str]) -> None:
    if "SiteBucketName" not in outputs:
        fix = "`make up` serves it" if cloud.is_local else "Deploy unicorn_site/ too, as docs/deploy.md describes"
        raise Problem(f"The stage {cloud.stage} has no bucket for a site", fix)


def _there(cloud: Cloud, bucket: str) -> dict[str, datetime]:
    """Return the addresses in the bucket, and since when they are there."""
    pages = cloud.client("s3").get_paginator("list_objects_v2").paginate(Bucket=bucket)
    return {f"/{entry['Key']}": entry["LastModified"] for page in pages for entry in page.get("Contents", [])}


def _last_the_pages(address: str) -> tuple[bool, str]:
    return address.endswith(".html"), address


def _upload(cloud: Cloud, bucket: str, address: str, file: File) -> None:
    cloud.client("s3").put_object(
        Bucket=bucket,
        Key=address.removeprefix("/"),
        Body=file.content,
        ContentType=file.media_type,
        CacheControl=file.cache_control,
    )


def _invalidate(cloud: Cloud, distribution: str, addresses: list[str]) -> None:
    cloud.client("cloudfront").create_invalidation(
        DistributionId=distribution,
        InvalidationBatch={
            "Paths": {"Quantity": len(addresses), "Items": sorted(addresses)},
            "CallerReference": str(uuid4()),
        },
    )


def _remove_old(cloud: Cloud, bucket: str, there: dict[str, datetime], wanted: set[str]) -> int:
    eldest = datetime.now(UTC) - KEPT
    old = [address for address, since in there.items() if address not in wanted and since < eldest]
    for address in old:
        cloud.client("s3").delete_object(Bucket=bucket, Key=address.removeprefix("/"))
    return len(old)
