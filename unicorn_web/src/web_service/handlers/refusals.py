"""The errors of domain, use cases and ports, each with the answer that a caller gets."""

from http import HTTPStatus

from web_service import ports
from web_service.domain import listing, pictures, publication
from web_service.handlers.http import Refusal, Refusals
from web_service.use_cases.publication import PicturesInWork

REFUSALS: Refusals = {
    listing.NotYourListing: Refusal(HTTPStatus.FORBIDDEN, "not-your-listing"),
    listing.AnotherVersion: Refusal(HTTPStatus.PRECONDITION_FAILED, "changed-meanwhile"),
    listing.ApprovalPending: Refusal(HTTPStatus.CONFLICT, "approval-pending"),
    publication.AlreadyApproved: Refusal(HTTPStatus.CONFLICT, "already-approved"),
    pictures.ImageNotFound: Refusal(HTTPStatus.NOT_FOUND, "image-not-found"),
    pictures.OtherPictures: Refusal(HTTPStatus.CONFLICT, "other-pictures"),
    pictures.TooManyPictures: Refusal(HTTPStatus.CONFLICT, "too-many-pictures"),
    PicturesInWork: Refusal(HTTPStatus.CONFLICT, "pictures-in-work", retry_after="2"),
    ports.ListingExists: Refusal(HTTPStatus.CONFLICT, "listing-exists"),
    ports.ListingChangedMeanwhile: Refusal(HTTPStatus.CONFLICT, "changed-meanwhile", retry_after="1"),
    ports.ListingNotFound: Refusal(HTTPStatus.NOT_FOUND, "listing-not-found"),
}
