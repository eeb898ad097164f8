"""Find every home that is stored under another id than that of its address, and what keeps it from moving."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from unicorn_cli.addresses.contracts import contract_of_head, head_of, moved_to
from unicorn_cli.addresses.ids import address_of, id_of, why
from unicorn_cli.addresses.listings import LISTING, MOVED, check_movable, listing_of
from unicorn_cli.addresses.properties import CONTRACT, check_settled, is_open, state_of
from unicorn_cli.addresses.store import CannotMove, Item, Store, text
from unicorn_kernel.address import one_line

SHOWN = ("PENDING", "APPROVED")  # listings that customers see, or may see in a moment


@dataclass(slots=True, kw_only=True)
class Home:
    """A home that is to move, or whose move was interrupted."""

    old: str
    new: str
    why: str = "its move was interrupted"
    listing: Item | None = None
    contract_ids: list[str] = field(default_factory=list)

    @property
    def parts(self) -> str:
        """What is still under the old id, for people."""
        contracts = f"{len(self.contract_ids)} contract{'s' * (len(self.contract_ids) != 1)}"
        return ", ".join([*(["the listing"] if self.listing else []), *([contracts] if self.contract_ids else [])])


@dataclass(frozen=True, slots=True, kw_only=True)
class Obstacle:
    """A reason why a home stays where it is; a serious one puts a home on the contract of another."""

    old: str
    new: str | None
    why: str
    is_serious: bool = False


@dataclass(slots=True, kw_only=True)
class Survey:
    homes: list[Home] = field(default_factory=list)
    obstacles: list[Obstacle] = field(default_factory=list)


def survey(store: Store) -> Survey:
    """Compare every stored id with the address beside it; serious obstacles come first."""
    found = Survey()
    homes = {(home.old, home.new): home for home in _interrupted(store)}
    for item in _addressed(store):
        try:
            _add(homes, item)
        except CannotMove as reason:
            found.obstacles.append(Obstacle(old=_id(item), new=None, why=str(reason)))
    targets = defaultdict(list)
    for home in homes.values():
        targets[home.new].append(home)
    for home in sorted(homes.values(), key=lambda home: (home.old, home.new)):
        obstacle = obstacle_to(store, home, targets[home.new])
        if obstacle:
            found.obstacles.append(obstacle)
        else:
            found.homes.append(home)
    found.obstacles.sort(key=lambda obstacle: (not obstacle.is_serious, obstacle.old))
    return found


def _addressed(store: Store) -> Iterator[Item]:
    """Yield all listings and contracts, with what is needed to judge them."""
    for item in store.scan(
        store.listings, "pk", "sk", "address", "listing_status", "created_at", "images", "live", "version"
    ):
        if text(item, "sk") == LISTING:
            yield item
    for item in store.scan(store.contracts, "pk", "sk", "address", "property_id", "contract_id", "contract_status"):
        if text(item, "sk") == "CONTRACT":
            yield item


def _id(item: Item) -> str:
    return text(item, "property_id") or item["pk"]["S"]


def _add(homes: dict[tuple[str, str], Home], item: Item) -> None:
    address, old = address_of(item), _id(item)
    new = id_of(address)
    if new == old:
        return
    home = homes.setdefault((old, new), Home(old=old, new=new))
    home.why = why(old, new, address)
    if text(item, "sk") == LISTING:
        home.listing = item
    else:
        home.contract_ids.append(item["contract_id"]["S"])


def _interrupted(store: Store) -> Iterator[Home]:
    """Yield the homes of which something has moved, and something was left behind."""
    for item in store.scan(store.listings, "pk", "sk", "moved_to", "images", "settled"):
        if text(item, "sk") == MOVED and (item["images"]["L"] or "settled" not in item):
            yield Home(old=item["pk"]["S"], new=item["moved_to"]["S"])
    for head in store.scan(store.contracts, "pk", "sk", "moved_to", "moved_at", "sequence", "property_id"):
        new = moved_to(head)
        if new and is_open(state_of(store, head["property_id"]["S"]).get(CONTRACT), head):
            yield Home(old=head["property_id"]["S"], new=new)


def obstacle_to(store: Store, home: Home, rivals: list[Home]) -> Obstacle | None:
    """Return what keeps the home from moving; `rivals` are all that have the same new id, the home included."""
    try:
        two_homes = _two_homes(store, home)
        if two_homes:
            return Obstacle(old=home.old, new=home.new, why=two_homes, is_serious=True)
        check_settled(store, home.old)
        if home.listing:
            check_movable(home.listing)
            _check_alone(store, home, [rival for rival in rivals if rival.listing])
        _check_contracts(store, home, rivals)
    except CannotMove as reason:
        return Obstacle(old=home.old, new=home.new, why=str(reason))
    return None


def _two_homes(store: Store, home: Home) -> str | None:
    """Return the sentence about a listing that is, or may become, public on the contract of another home."""
    listing, contract = listing_of(store, home.old), contract_of_head(store, head_of(store, home.old))
    if listing is None or contract is None or not is_shown(listing):
        return None
    listed, agreed = address_of(listing), address_of(contract)
    if id_of(listed) == id_of(agreed):
        return None
    return (
        f"two homes have this id: the listing is about {one_line(listed)}, the contract about {one_line(agreed)}."
        " Withdraw the listing, or cancel the contract, and run the command again"
    )


def is_shown(listing: Item) -> bool:
    return "live" in listing or text(listing, "listing_status") in SHOWN


def _check_alone(store: Store, home: Home, rivals: list[Home]) -> None:
    """Of several listings of one home, the one that is shown moves, else the oldest; two that are shown stay."""
    if listing_of(store, home.new):
        raise CannotMove("its home is listed under the new id as well; withdraw and delete one of the two listings")
    shown = [rival for rival in rivals if rival.listing and is_shown(rival.listing)]
    if len(shown) > 1:
        others = " and ".join(rival.old for rival in shown if rival is not home)
        raise CannotMove(f"its home is listed as {others} as well; withdraw and delete one of the listings")
    first = shown[0] if shown else min(rivals, key=lambda rival: (rival.listing or {})["created_at"]["S"])
    if first is not home:
        raise CannotMove(f"its home is listed as {first.old} as well, which moves; delete this listing")


def _check_contracts(store: Store, home: Home, rivals: list[Home]) -> None:
    active = {old for old in {*(rival.old for rival in rivals), home.new} if _has_active_contract(store, old, home.new)}
    if len(active) > 1:
        names = " and ".join(sorted(active))
        raise CannotMove(f"its home has more than one contract in DRAFT or APPROVED ({names}); cancel all but one")


def _has_active_contract(store: Store, property_id: str, new: str) -> bool:
    head = head_of(store, property_id)
    contract = contract_of_head(store, head)
    return bool(head and contract and "active_contract_id" in head and id_of(address_of(contract)) == new)
