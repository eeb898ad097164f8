"""The one place that reads the environment and makes clients; nothing happens before it is first asked."""

import os
import time
from datetime import UTC, datetime
from functools import cache
from typing import TYPE_CHECKING

import boto3
from botocore.config import Config

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

    from web_service.adapters.dead_letters import DeadLetters
    from web_service.adapters.event_bus import EventBus
    from web_service.adapters.image_bucket import ImageBucket
    from web_service.adapters.listing_table import ListingTable
    from web_service.adapters.live_event_table import LiveEventTable
    from web_service.adapters.pillow_darkroom import PillowDarkroom
    from web_service.adapters.public_listings import PublicListingTable
    from web_service.domain.agent import Agent, Origin
    from web_service.use_cases.calls import Call

PAUSE = 0.4  # seconds between two looks at pictures that are still in work
# The types of calls are checked by mypy and by AWS; checking them in between, and composing a user agent for each,
# was a quarter of a call's CPU.
LEAN = Config(parameter_validation=False, user_agent="unicorn-web")

# Each function imports only the adapters that it needs. # ruff: noqa: PLC0415


@cache
def _dynamodb() -> "DynamoDBClient":
    return boto3.client("dynamodb", config=LEAN)


@cache
def listings() -> "ListingTable":
    from web_service.adapters.listing_table import ListingTable

    return ListingTable(_dynamodb(), os.environ["LISTING_TABLE"])


@cache
def public_listings() -> "PublicListingTable":
    from web_service.adapters.public_listings import PublicListingTable

    return PublicListingTable(_dynamodb(), os.environ["LISTING_TABLE"])


@cache
def live_events() -> "LiveEventTable":
    from web_service.adapters.live_event_table import LiveEventTable

    return LiveEventTable(_dynamodb(), os.environ["LIVE_EVENT_TABLE"])


@cache
def image_bucket() -> "ImageBucket":
    from web_service.adapters.image_bucket import ImageBucket

    client = boto3.client("s3", config=Config(signature_version="s3v4"))  # tickets are signed anew with every region
    return ImageBucket(client, os.environ["IMAGES_BUCKET"])


@cache
def darkroom() -> "PillowDarkroom":
    from web_service.adapters.pillow_darkroom import PillowDarkroom

    return PillowDarkroom()


@cache
def event_bus() -> "EventBus":
    from web_service.adapters.event_bus import EventBus

    return EventBus(boto3.client("events", config=LEAN), os.environ["EVENT_BUS"])


@cache
def dead_letters() -> "DeadLetters":
    from web_service.adapters.dead_letters import DeadLetters

    return DeadLetters(boto3.client("sqs", config=LEAN), os.environ["DEAD_LETTER_QUEUE"])


def call(agent: "Agent", origin: "Origin") -> "Call":
    """Bind an agent's request to the present moment."""
    from web_service.adapters.uuid7 import uuid7
    from web_service.use_cases.calls import Call

    return Call(agent=agent, origin=origin, now=now(), new_id=uuid7)


def now() -> datetime:
    """The present moment, in milliseconds, as all times are kept and told."""
    moment = datetime.now(UTC)
    return moment.replace(microsecond=moment.microsecond // 1000 * 1000)


def pause() -> None:
    time.sleep(PAUSE)


def site_origin() -> str:
    """The one origin whose pages may read the API's answers."""
    return os.environ["SITE_ORIGIN"]


def cursor_key() -> bytes:
    """The stack's own secret, which signs cursors."""
    return os.environ["CURSOR_KEY"].encode()


def pictures_url() -> str:
    """Where customers' browsers find the images bucket: a distribution on AWS, the engine itself locally."""
    given = os.environ.get("PICTURES_URL")
    return given or f"{os.environ['AWS_ENDPOINT_URL']}/{os.environ['IMAGES_BUCKET']}"
