"""The errors of domain, use cases and ports, each with the response that a caller gets."""

from collections.abc import Mapping
from dataclasses import asdict
from http import HTTPStatus
from typing import Any

from unicorn_kernel.address import InvalidAddress, InvalidPropertyId
from unicorn_kit.serving import ErrorResponse, ErrorResponses
from web_service.domain import agent
from web_service.domain.images import collection, edit
from web_service.domain.listings import listing, money, rent
from web_service.domain.publication import appealing, rules
from web_service.ports import listings, localities
from web_service.use_cases.publication import ImagesInProgress


def _holder(error: listings.ListingExists) -> Mapping[str, Any]:
    """Return which listing has the id, as clients cannot compute an id of an address."""
    held = error.holder
    return {"holder": {"property_id": held.property_id, "address": asdict(held.address), "is_yours": error.is_own}}


ERROR_RESPONSES: ErrorResponses = {
    InvalidAddress: ErrorResponse(HTTPStatus.BAD_REQUEST, "invalid-address", field=lambda e: f"address.{e.field}"),
    InvalidPropertyId: ErrorResponse(HTTPStatus.BAD_REQUEST, "invalid-property-id", field="property_id"),
    money.UnknownCurrency: ErrorResponse(HTTPStatus.BAD_REQUEST, "invalid-request", field="currency"),
    money.InvalidPrice: ErrorResponse(HTTPStatus.BAD_REQUEST, "invalid-request", field="listprice"),
    rent.InvalidRentPeriod: ErrorResponse(HTTPStatus.BAD_REQUEST, "invalid-request", field="rent_period"),
    rent.RentPeriodMissing: ErrorResponse(HTTPStatus.CONFLICT, "rent-period-missing", field="rent_period"),
    agent.AdminsOnly: ErrorResponse(HTTPStatus.FORBIDDEN, "not-allowed"),
    listing.NotYourListing: ErrorResponse(HTTPStatus.FORBIDDEN, "not-your-listing"),
    listing.AnotherVersion: ErrorResponse(HTTPStatus.PRECONDITION_FAILED, "changed-meanwhile"),
    listing.ApprovalPending: ErrorResponse(HTTPStatus.CONFLICT, "approval-pending"),
    rules.AlreadyApproved: ErrorResponse(HTTPStatus.CONFLICT, "already-approved"),
    appealing.NotDeclined: ErrorResponse(HTTPStatus.CONFLICT, "not-declined"),
    appealing.ChangedSinceDecline: ErrorResponse(HTTPStatus.CONFLICT, "changed-since-decline"),
    appealing.AppealedBefore: ErrorResponse(HTTPStatus.CONFLICT, "appealed-before"),
    appealing.NothingToJudge: ErrorResponse(HTTPStatus.CONFLICT, "nothing-to-judge"),
    collection.ImageNotFound: ErrorResponse(HTTPStatus.NOT_FOUND, "image-not-found"),
    collection.ImageNotReady: ErrorResponse(HTTPStatus.CONFLICT, "pictures-in-work", retry_after="2"),
    edit.NothingToEdit: ErrorResponse(HTTPStatus.BAD_REQUEST, "invalid-request", field="turn"),
    edit.CropOutsidePhoto: ErrorResponse(HTTPStatus.BAD_REQUEST, "invalid-request", field="crop"),
    edit.TooLittleLeft: ErrorResponse(HTTPStatus.BAD_REQUEST, "invalid-request", field="crop"),
    collection.OtherImages: ErrorResponse(HTTPStatus.CONFLICT, "other-pictures"),
    collection.TooManyImages: ErrorResponse(HTTPStatus.CONFLICT, "too-many-pictures"),
    ImagesInProgress: ErrorResponse(HTTPStatus.CONFLICT, "pictures-in-work", retry_after="2"),
    listings.ListingExists: ErrorResponse(HTTPStatus.CONFLICT, "listing-exists", extensions=_holder),
    listings.ListingChangedMeanwhile: ErrorResponse(HTTPStatus.CONFLICT, "changed-meanwhile", retry_after="1"),
    listings.ListingNotFound: ErrorResponse(HTTPStatus.NOT_FOUND, "listing-not-found"),
    localities.LocalityNotFound: ErrorResponse(HTTPStatus.NOT_FOUND, "locality-not-found"),
}
