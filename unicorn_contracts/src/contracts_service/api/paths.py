"""Parts of paths."""

from uuid import UUID

from contracts_service.ports import ContractNotFound


def contract_id(given: str) -> UUID:
    """Return the id in the path. Raises ContractNotFound: a text that is no id names no contract."""
    try:
        return UUID(given)
    except ValueError as error:
        raise ContractNotFound("there is no contract of that id") from error
