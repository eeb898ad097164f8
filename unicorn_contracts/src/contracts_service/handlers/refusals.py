"""The errors of domain and ports, each with the answer that a caller gets."""

from http import HTTPStatus

from contracts_service import ports
from contracts_service.domain import contract, property_id

REFUSALS: dict[type[Exception], tuple[HTTPStatus, str]] = {
    property_id.InvalidPropertyId: (HTTPStatus.BAD_REQUEST, "invalid-property-id"),
    contract.ExpiryInThePast: (HTTPStatus.BAD_REQUEST, "expiry-in-the-past"),
    contract.MoveNotAllowed: (HTTPStatus.CONFLICT, "move-not-allowed"),
    contract.ContractEnded: (HTTPStatus.CONFLICT, "contract-ended"),
    ports.PropertyHasActiveContract: (HTTPStatus.CONFLICT, "property-has-active-contract"),
    ports.RequestInFlight: (HTTPStatus.CONFLICT, "request-in-flight"),
    ports.KeyOfAnotherRequest: (HTTPStatus.UNPROCESSABLE_ENTITY, "key-of-another-request"),
    ports.ContractNotFound: (HTTPStatus.NOT_FOUND, "contract-not-found"),
}
FIELDS: dict[type[Exception], str] = {
    property_id.InvalidPropertyId: "property_id",
    contract.ExpiryInThePast: "expires_on",
    ports.KeyOfAnotherRequest: "Idempotency-Key",
}
