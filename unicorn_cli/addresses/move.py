"""The steps that move one home, each of which may be interrupted and run again.

The listing moves first and the publication last, because a contract that ends in between is then seen: its fact is
moved with it, and Properties compares the two when the publication is written (properties.py).
"""

from collections.abc import Callable

from unicorn_cli.addresses.contracts import move_contracts
from unicorn_cli.addresses.listings import move_listing
from unicorn_cli.addresses.photos import copy_photos, delete_old_photos
from unicorn_cli.addresses.properties import has_arrived, move_state
from unicorn_cli.addresses.store import CannotMove, Store
from unicorn_cli.addresses.survey import Home
from unicorn_cli.terminal.waiting import eventually
from unicorn_kit.errors import StoreUnavailable
from unicorn_kit.transactions import ConditionFailed

ARRIVAL_SECONDS = 60  # of an event, from Contracts to Properties

type Wait = Callable[[Callable[[], bool]], bool | None]


def wait_for_event(has_come: Callable[[], bool]) -> bool | None:
    return eventually(has_come, seconds=ARRIVAL_SECONDS)


def move(store: Store, home: Home, wait: Wait = wait_for_event) -> None:
    """Move everything about a home to its new id. Raises CannotMove; what was moved by then is complete in itself."""
    try:
        if home.listing:
            copy_photos(store, home.old, home.new)
            move_listing(store, home.old, home.new)
        move_contracts(store, home.old, home.new, tuple(home.contract_ids))
        if not wait(lambda: has_arrived(store, home.new)):
            raise CannotMove("the event of its contract has not arrived; run the command again")
        move_state(store, home.old, home.new)
        delete_old_photos(store, home.old)
    except ConditionFailed as failed:
        raise CannotMove("it was changed at the same moment; run the command again") from failed
    except StoreUnavailable as error:
        raise CannotMove(f"the table did not answer ({error}); run the command again") from error
