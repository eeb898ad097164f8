"""The errors of domain and ports, each with the response that a caller gets."""

from http import HTTPStatus

from contracts_service import ports
from contracts_service.api.views import holder_view
from contracts_service.domain import contract
from unicorn_kernel.address import InvalidAddress, InvalidPropertyId
from unicorn_kit.serving import ErrorResponse, ErrorResponses

ERROR_RESPONSES: ErrorResponses = {
    InvalidAddress: ErrorResponse(HTTPStatus.BAD_REQUEST, "invalid-address", field=lambda e: f"address.{e.field}"),
    InvalidPropertyId: ErrorResponse(HTTPStatus.BAD_REQUEST, "invalid-property-id", field="property_id"),
    contract.ExpiryInThePast: ErrorResponse(HTTPStatus.BAD_REQUEST, "expiry-in-the-past", field="expires_on"),
    contract.MoveNotAllowed: ErrorResponse(HTTPStatus.CONFLICT, "move-not-allowed"),
    contract.ContractEnded: ErrorResponse(HTTPStatus.CONFLICT, "contract-ended"),
    contract.NotYourContract: ErrorResponse(HTTPStatus.FORBIDDEN, "not-your-contract"),
    ports.PropertyHasActiveContract: ErrorResponse(
        HTTPStatus.CONFLICT, "property-has-active-contract", extensions=lambda e: holder_view(e.holder)
    ),
    ports.ContractChangedMeanwhile: ErrorResponse(
        HTTPStatus.CONFLICT, "changed-meanwhile", if_conditional=HTTPStatus.PRECONDITION_FAILED
    ),
    ports.ContractNotFound: ErrorResponse(HTTPStatus.NOT_FOUND, "contract-not-found"),
}
