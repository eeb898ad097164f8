"""A status of a contract → the fact about its property, if it is newer."""

from properties_service.domain.contract_status import ContractFact, supersedes
from properties_service.ports import ChangedMeanwhile, ContractFacts, StoreUnavailable

TRIES = 5  # against other writers of the same fact


def record_contract_status(fact: ContractFact, *, facts: ContractFacts) -> bool:
    """Store the fact if it is newer than the stored one; return whether it was."""
    for _ in range(TRIES):
        known = facts.of(fact.property_id)
        if not supersedes(fact, known):
            return False
        try:
            facts.put(fact, instead_of=known)
        except ChangedMeanwhile:
            continue
        return True
    raise StoreUnavailable("other writers kept changing the same fact")
