"""Why a listing is not published, in words for the agent."""

from dataclasses import dataclass
from enum import StrEnum

from properties_service.domain.contract_status import ContractFact
from properties_service.domain.home import Home, are_two


class ReasonCode(StrEnum):
    CONTRACT_NOT_FOUND = "CONTRACT_NOT_FOUND"
    CONTRACT_ENDED = "CONTRACT_ENDED"
    CONTRACT_OF_ANOTHER_ADDRESS = "CONTRACT_OF_ANOTHER_ADDRESS"
    CONTRACT_NOT_APPROVED_IN_TIME = "CONTRACT_NOT_APPROVED_IN_TIME"
    NO_IMAGES = "NO_IMAGES"
    IMAGE_UNSAFE = "IMAGE_UNSAFE"
    IMAGE_UNREADABLE = "IMAGE_UNREADABLE"
    DESCRIPTION_NEGATIVE = "DESCRIPTION_NEGATIVE"
    DESCRIPTION_LANGUAGE_UNKNOWN = "DESCRIPTION_LANGUAGE_UNKNOWN"
    EVALUATION_FAILED = "EVALUATION_FAILED"
    REVIEW_DECLINED = "REVIEW_DECLINED"
    REVIEW_NOT_ANSWERED_IN_TIME = "REVIEW_NOT_ANSWERED_IN_TIME"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    code: ReasonCode
    subject: str  # a property id, a contract id, an image's key, `images` or the text's field
    message: str


def contract_not_found(property_id: str) -> Reason:
    return Reason(
        code=ReasonCode.CONTRACT_NOT_FOUND,
        subject=property_id,
        message="There is no contract for this property. Draft one and request publication again.",
    )


def reason_against(contract: ContractFact, home: Home | None) -> Reason | None:
    """Return the reason why a listing of this home can never be published on this contract, if there is one."""
    if contract.has_ended:
        return contract_ended(contract)
    return contract_of_another_address(contract, home) if are_two(contract.home, home) else None


def contract_ended(contract: ContractFact) -> Reason:
    return Reason(
        code=ReasonCode.CONTRACT_ENDED,
        subject=contract.contract_id or contract.property_id,
        message=f"The contract is {contract.status}. Draft a new one and request publication again.",
    )


def contract_of_another_address(contract: ContractFact, home: Home | None) -> Reason:
    contracts, listings = (found.line if found and found.line else "another address" for found in (contract.home, home))
    return Reason(
        code=ReasonCode.CONTRACT_OF_ANOTHER_ADDRESS,
        subject=contract.contract_id or contract.property_id,
        message=f"The contract is about {contracts}; the listing is about {listings}. "
        "Correct one of them and request publication again.",
    )


def evaluation_failed(property_id: str) -> Reason:
    return Reason(
        code=ReasonCode.EVALUATION_FAILED,
        subject=property_id,
        message="Something unexpected stopped the evaluation. Ask again; if it stays, report the correlation id.",
    )
