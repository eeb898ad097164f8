"""The one place that reads the environment and makes clients; nothing happens before it is first asked."""

import os
import time
from functools import cache
from typing import TYPE_CHECKING

from unicorn_kit.aws.clients import connect
from unicorn_kit.clock import now

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from aws_lambda_powertools.utilities.typing import LambdaContext
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_s3 import S3Client

    from unicorn_kit.dead_letters import DeadLetters
    from unicorn_kit.event_bus import EventBus
    from unicorn_kit.http import Request
    from unicorn_kit.idempotency import Receipts
    from unicorn_kit.scheduled_runs import ScheduledRuns
    from web_service.adapters.alerts.alert_table import AlertTable
    from web_service.adapters.alerts.homes import HomeTable
    from web_service.adapters.alerts.ses_mailer import SesClient
    from web_service.adapters.enquiries.enquiry_table import EnquiryTable
    from web_service.adapters.images.image_bucket import ImageBucket
    from web_service.adapters.images.photo_bucket import PhotoBucket
    from web_service.adapters.images.pillow_image_processor import PillowImageProcessor
    from web_service.adapters.images.shown_photos import ShownPhotoTable
    from web_service.adapters.images.signed_photos import SignedPhotos
    from web_service.adapters.listings.listing_table import ListingTable
    from web_service.adapters.publication.listing_stream import Event
    from web_service.adapters.publication.pending_requests import PendingRequests
    from web_service.adapters.publication.review_table import ReviewTable
    from web_service.adapters.reso.feed_round import ResoFeedRound
    from web_service.adapters.reso.feed_table import ResoFeedTable
    from web_service.adapters.reso.feed_writer import ResoFeedWriter
    from web_service.adapters.roster.roster_table import RosterTable
    from web_service.adapters.roster.roster_writer import RosterWriter
    from web_service.adapters.search.city_index import CityIndex
    from web_service.adapters.search.known_locality_table import KnownLocalityTable
    from web_service.adapters.search.locality_table import LocalityTable
    from web_service.adapters.search.public_counts import PublicCounts
    from web_service.adapters.search.public_listings import PublicListingTable
    from web_service.adapters.viewings.viewing_table import ViewingTable
    from web_service.adapters.webhooks.delivery_table import DeliveryTable
    from web_service.adapters.webhooks.receiver import HttpReceiver
    from web_service.adapters.webhooks.resolver import Resolver
    from web_service.adapters.webhooks.webhook_table import WebhookTable
    from web_service.domain.webhooks.delivery import Delivery
    from web_service.use_cases.alerts import Keys, Post
    from web_service.use_cases.changes import Call
    from web_service.use_cases.deliveries import Sender
    from web_service.use_cases.visits import Visit
    from web_service.use_cases.webhooks import Internet

__all__ = ["now"]

PAUSE = 0.4  # seconds between two looks for images that are still in progress
USER_AGENT = "unicorn-web"

# Each function imports only the adapters that it needs. # ruff: noqa: PLC0415


@cache
def _dynamodb() -> "DynamoDBClient":
    return connect("dynamodb", os.environ, user_agent=USER_AGENT)


@cache
def listings() -> "ListingTable":
    from web_service.adapters.listings.listing_table import ListingTable

    return ListingTable(_dynamodb(), os.environ["LISTING_TABLE"])


@cache
def public_listings() -> "PublicListingTable":
    from web_service.adapters.search.public_listings import PublicListingTable

    return PublicListingTable(_dynamodb(), os.environ["LISTING_TABLE"])


@cache
def known_localities() -> "KnownLocalityTable":
    from web_service.adapters.search.known_locality_table import KnownLocalityTable

    return KnownLocalityTable(_dynamodb(), os.environ["LISTING_TABLE"])


def city_index() -> "CityIndex":
    from web_service.adapters.search.city_index import CityIndex

    return CityIndex(_dynamodb(), os.environ["LISTING_TABLE"])


@cache
def localities() -> "LocalityTable":
    from web_service.adapters.search.locality_table import LocalityTable

    return LocalityTable(_dynamodb(), os.environ["LISTING_TABLE"])


@cache
def receipts() -> "Receipts":
    from unicorn_kit.idempotency import Receipts

    return Receipts(_dynamodb(), os.environ["IDEMPOTENCY_TABLE"], prefix="web")


@cache
def public_counts() -> "PublicCounts":
    from web_service.adapters.search.public_counts import PublicCounts

    return PublicCounts(_dynamodb(), os.environ["LISTING_TABLE"])


def _s3() -> "S3Client":
    import boto3
    from botocore.config import Config

    # Tickets name the bucket's own regional host, the only one that answers a browser's preflight in every region.
    regional = Config(
        signature_version="s3v4", s3={"addressing_style": "virtual", "us_east_1_regional_endpoint": "regional"}
    )
    return boto3.client("s3", config=regional)


@cache
def image_bucket() -> "ImageBucket":
    from web_service.adapters.images.image_bucket import ImageBucket

    return ImageBucket(_s3(), os.environ["IMAGES_BUCKET"])


@cache
def photo_bucket() -> "PhotoBucket":
    from web_service.adapters.images.photo_bucket import PhotoBucket

    return PhotoBucket(_s3(), os.environ["IMAGES_BUCKET"])


@cache
def shown_photos() -> "ShownPhotoTable":
    from web_service.adapters.images.shown_photos import ShownPhotoTable

    return ShownPhotoTable(_dynamodb(), os.environ["LISTING_TABLE"])


@cache
def signed_photos() -> "SignedPhotos":
    from web_service.adapters.images.signed_photos import SignedPhotos

    return SignedPhotos.of(os.environ, now=now)


@cache
def image_processor() -> "PillowImageProcessor":
    from web_service.adapters.images.pillow_image_processor import PillowImageProcessor

    return PillowImageProcessor()


@cache
def pending_requests() -> "PendingRequests":
    from web_service.adapters.publication.pending_requests import PendingRequests

    return PendingRequests(_dynamodb(), os.environ["LISTING_TABLE"])


@cache
def reviews() -> "ReviewTable":
    from web_service.adapters.publication.review_table import ReviewTable

    return ReviewTable(_dynamodb(), os.environ["LISTING_TABLE"])


@cache
def enquiries() -> "EnquiryTable":
    from web_service.adapters.enquiries.enquiry_table import EnquiryTable

    return EnquiryTable(_dynamodb(), os.environ["ENQUIRY_TABLE"], listings=os.environ["LISTING_TABLE"])


@cache
def viewings() -> "ViewingTable":
    from web_service.adapters.viewings.viewing_table import ViewingTable

    return ViewingTable(_dynamodb(), os.environ["VIEWING_TABLE"], listings=os.environ["LISTING_TABLE"])


@cache
def saved_searches() -> "AlertTable":
    from web_service.adapters.alerts.alert_table import AlertTable

    return AlertTable(_dynamodb(), os.environ["ALERT_TABLE"])


@cache
def homes() -> "HomeTable":
    from web_service.adapters.alerts.homes import HomeTable

    return HomeTable(_dynamodb(), os.environ["LISTING_TABLE"])


def alert_keys() -> "Keys":
    from web_service.api.alerts.secrets import address_digest, secret_of
    from web_service.use_cases.alerts import Keys

    key = cursor_key()
    return Keys(
        address=lambda email: address_digest(email, key), secret=lambda search_id: secret_of(search_id, key)
    )  # fmt: skip


def post() -> "Post":
    """Return what sends mails. Raises MailsAreOff where the stage has no sender, or does not know its site."""
    from web_service.adapters.alerts.ses_mailer import SesMailer
    from web_service.api.alerts.links import links_of
    from web_service.ports.alerts import MailsAreOff
    from web_service.use_cases.alerts import Post

    sender, site, key = os.environ.get("MAIL_SENDER"), os.environ.get("MAIL_SITE", "").rstrip("/"), cursor_key()
    if not (sender and site):
        raise MailsAreOff("this stage sends no mails: its operator has named no sender")
    return Post(mailer=SesMailer(_ses, sender), links=lambda search: links_of(search, site=site, key=key))


@cache
def _ses() -> "SesClient":
    import boto3
    from botocore.config import Config

    # A repeat may be a second mail.
    once = Config(retries={"total_max_attempts": 1}, connect_timeout=5, read_timeout=10)
    client: SesClient = boto3.client("sesv2", config=once)
    return client


@cache
def reconciliations() -> "ScheduledRuns":
    from unicorn_kit.scheduled_runs import ScheduledRuns

    return ScheduledRuns(_dynamodb(), os.environ["LISTING_TABLE"], "reconciliation")


@cache
def photo_runs() -> "ScheduledRuns":
    from unicorn_kit.scheduled_runs import ScheduledRuns

    return ScheduledRuns(_dynamodb(), os.environ["LISTING_TABLE"], "photos")


@cache
def reso_feed() -> "ResoFeedTable":
    from web_service.adapters.reso.feed_table import ResoFeedTable

    return ResoFeedTable(_dynamodb(), os.environ["RESO_FEED_TABLE"])


@cache
def reso_entries() -> "ResoFeedWriter":
    from web_service.adapters.reso.feed_writer import ResoFeedWriter

    tables = os.environ["LISTING_TABLE"], os.environ["RESO_FEED_TABLE"]
    return ResoFeedWriter(_dynamodb(), *tables, now=now)


@cache
def reso_round() -> "ResoFeedRound":
    from web_service.adapters.reso.feed_round import ResoFeedRound

    return ResoFeedRound(_dynamodb(), os.environ["LISTING_TABLE"], os.environ["RESO_FEED_TABLE"])


@cache
def roster() -> "RosterTable":
    from web_service.adapters.roster.roster_table import RosterTable

    return RosterTable(_dynamodb(), os.environ["LISTING_TABLE"], os.environ["ROSTER_TABLE"])


@cache
def roster_rows() -> "RosterWriter":
    from web_service.adapters.roster.roster_writer import RosterWriter

    return RosterWriter(_dynamodb(), os.environ["LISTING_TABLE"], os.environ["ROSTER_TABLE"], new_id=new_id)


@cache
def event_bus() -> "EventBus[Event]":
    from unicorn_kit.event_bus import EventBus

    client = connect("events", os.environ, user_agent=USER_AGENT)
    return EventBus(client, os.environ["EVENT_BUS"], key=lambda event: event.property_id)


@cache
def dead_letters() -> "DeadLetters":
    from unicorn_kit.dead_letters import DeadLetters

    return DeadLetters(connect("sqs", os.environ, user_agent=USER_AGENT), os.environ["DEAD_LETTER_QUEUE"])


@cache
def webhooks() -> "WebhookTable":
    from web_service.adapters.webhooks.webhook_table import WebhookTable

    return WebhookTable(_dynamodb(), os.environ["WEBHOOK_TABLE"])


@cache
def deliveries() -> "DeliveryTable":
    from web_service.adapters.webhooks.delivery_table import DeliveryTable

    return DeliveryTable(_dynamodb(), os.environ["WEBHOOK_TABLE"])


def is_loopback_allowed() -> bool:
    """Whether receivers on this machine are taken: the template sets it on stage local alone."""
    return os.environ.get("LOOPBACK_WEBHOOKS") == "allowed"


def internet() -> "Internet":
    from web_service.use_cases.webhooks import Internet

    return Internet(addresses=resolver(), is_loopback_allowed=is_loopback_allowed())


@cache
def resolver() -> "Resolver":
    from web_service.adapters.webhooks.resolver import Resolver

    return Resolver()


@cache
def receiver() -> "HttpReceiver":
    from web_service.adapters.webhooks.receiver import HttpReceiver

    return HttpReceiver(is_loopback_allowed=is_loopback_allowed(), resolve=resolver())


def sender(context: "LambdaContext", dead_letter: "Callable[[Delivery, str], None]") -> "Sender":
    """Return a sender of its own for each thread: a client has one connection."""
    import random

    from web_service.adapters.webhooks.delivery_table import DeliveryTable
    from web_service.adapters.webhooks.webhook_table import WebhookTable
    from web_service.use_cases.deliveries import Sender

    client, table = connect("dynamodb", os.environ, user_agent=USER_AGENT), os.environ["WEBHOOK_TABLE"]
    return Sender(
        webhooks=WebhookTable(client, table),
        deliveries=DeliveryTable(client, table),
        receiver=receiver(),
        now=now,
        chance=random.random,
        seconds_left=lambda: context.get_remaining_time_in_millis() / 1000,
        dead_letter=dead_letter,
    )


def random_bytes(number: int) -> bytes:
    return os.urandom(number)


def call(request: "Request") -> "Call":
    """Return an agent's request at the present moment. Raises Problem if nobody is signed in."""
    from unicorn_kit.ids import uuid7
    from web_service.domain.agent import Agent, Origin
    from web_service.use_cases.changes import Call

    agent = Agent(name=request.caller.name, is_admin=request.caller.is_admin)
    origin = Origin(correlation_id=request.correlation_id, causation_id=request.request_id)
    return Call(agent=agent, origin=origin, now=now(), new_id=uuid7)


def visit(request: "Request") -> "Visit":
    """Return a customer's request at the present moment."""
    from web_service.api.senders import sender
    from web_service.domain.agent import Origin
    from web_service.use_cases.visits import Visit

    most = int(os.environ["REQUESTS_PER_ADDRESS"])
    origin = Origin(correlation_id=request.correlation_id, causation_id=request.request_id)
    return Visit(sender=sender(request, cursor_key(), most=most), origin=origin, now=now(), new_id=new_id)


def new_id() -> "UUID":
    from unicorn_kit.ids import uuid7

    return uuid7()


def pause() -> None:
    time.sleep(PAUSE)


def cursor_key() -> bytes:
    """The stack's own secret, which signs cursors."""
    return os.environ["CURSOR_KEY"].encode()


def images_url(request: "Request") -> str:
    """The address of the public photos for a caller's browser.

    The site has them at its own address. For callers of the API there is a distribution; locally, the engine.
    """
    return "" if request.prefix else pictures_url()


def pictures_url() -> str:
    """The address of the public photos for whoever is no browser on the site."""
    return os.environ.get("PICTURES_URL") or f"{os.environ['AWS_ENDPOINT_URL']}/{os.environ['IMAGES_BUCKET']}"


def openid_configuration() -> str:
    """Return where the description sends agents to sign in."""
    from unicorn_kit.openid import openid_configuration

    return openid_configuration(os.environ["USER_POOL"], os.environ)
