"""The mails about saved searches: plain text, with links that are as long as they need to be and follow nobody."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from web_service.domain.alerts.saved_search import SavedSearch
from web_service.domain.search.cards import price_of
from web_service.domain.search.details import PublicListing

OFFERS = {"sale": "for sale", "rent": "for rent"}
PERIODS = {"week": "a week", "month": "a month", "year": "a year"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """A mail. `unsubscribe` is where a POST ends the mails (RFC 8058); a mail that was asked for has none."""

    to: str
    subject: str
    text: str
    unsubscribe: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Links:
    """The addresses that a mail about one search names."""

    site: str
    page: str  # of the saved search, with its secret behind `#`
    unsubscribe: str

    def home(self, property_id: str) -> str:
        return f"{self.site}/properties/{property_id}"


def confirmation(search: SavedSearch, links: Links) -> Mail:
    """Ask who reads an address whether it is to be sent new homes."""
    text = f"""Somebody, probably you, asked us to mail new homes of this search to this address:

{links.site}{search.search}

Open this page and confirm it until {_moment(search.expires_at)}:

{links.page}

If it was not you, do nothing: we send nothing more, and your address is deleted.
"""
    return Mail(to=search.email, subject="Confirm your saved search", text=text)


def digest(search: SavedSearch, homes: Sequence[tuple[str, PublicListing]], links: Links) -> Mail:
    """Name the new homes that match a search."""
    count = "1 new home" if len(homes) == 1 else f"{len(homes)} new homes"
    listed = "\n\n".join(f"{_line(home)}\n{links.home(property_id)}" for property_id, home in homes)
    text = f"""{count[0].upper()}{count[1:]} for your saved search
{links.site}{search.search}

{listed}

We send these mails until {_moment(search.expires_at)}, at most one a day. Keep them coming, or end them:
{links.page}
"""
    return Mail(to=search.email, subject=f"{count} for your saved search", text=text, unsubscribe=links.unsubscribe)


def _line(home: PublicListing) -> str:
    """Return `12 Main Street, Anytown: 250,000 USD for sale, 3 bedrooms`, and its headline if it has one."""
    parts = [_price(home), *_rooms(home)]
    headline = home.facts.get("headline")
    where = f"{home.number} {home.street}, {home.city}: {', '.join(parts)}"
    return f"{headline}\n{where}" if headline else where


def _price(home: PublicListing) -> str:
    offer = OFFERS[home.kind]
    price = price_of(home.minor, home.decimals)
    if price is None:
        return f"price on request, {offer}"
    period = PERIODS.get(str(home.facts.get("rent_period")), "") if home.kind == "rent" else ""
    return " ".join(filter(None, [f"{price:,f}", home.currency, period, offer]))


def _rooms(home: PublicListing) -> list[str]:
    bedrooms = home.facts.get("bedrooms")
    return [f"{bedrooms} bedroom{'' if bedrooms == 1 else 's'}"] if bedrooms else []


def _moment(at: datetime) -> str:
    return f"{at.day} {at:%B %Y}, {at:%H:%M} UTC"
