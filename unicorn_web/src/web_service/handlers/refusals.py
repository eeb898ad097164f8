"""The errors of domain, use cases and ports, each with the answer that a caller gets."""

from http import HTTPStatus

from web_service import ports
from web_service.domain import listing, money, pictures, property_id, publication
from web_service.use_cases.publication import PicturesInWork

REFUSALS: dict[type[Exception], tuple[HTTPStatus, str]] = {
    property_id.InvalidPropertyId: (HTTPStatus.BAD_REQUEST, "invalid-property-id"),
    money.UnknownCurrency: (HTTPStatus.BAD_REQUEST, "invalid-request"),
    money.InvalidPrice: (HTTPStatus.BAD_REQUEST, "invalid-request"),
    listing.NotYourListing: (HTTPStatus.FORBIDDEN, "not-your-listing"),
    listing.ApprovalPending: (HTTPStatus.CONFLICT, "approval-pending"),
    publication.AlreadyApproved: (HTTPStatus.CONFLICT, "already-approved"),
    pictures.TooManyPictures: (HTTPStatus.CONFLICT, "too-many-pictures"),
    PicturesInWork: (HTTPStatus.CONFLICT, "pictures-in-work"),
    ports.ListingExists: (HTTPStatus.CONFLICT, "listing-exists"),
    ports.ListingChangedMeanwhile: (HTTPStatus.CONFLICT, "changed-meanwhile"),
    ports.ListingNotFound: (HTTPStatus.NOT_FOUND, "listing-not-found"),
}
FIELDS: dict[type[Exception], str] = {
    property_id.InvalidPropertyId: "property_id",
    money.UnknownCurrency: "currency",
    money.InvalidPrice: "listprice",
}
RETRY_AFTER: dict[type[Exception], str] = {PicturesInWork: "2", ports.ListingChangedMeanwhile: "1"}  # seconds
