"""Agents and admins: what they ask of the APIs and what they are told; told nothing, they ask again."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import partial
from http import HTTPStatus
from typing import Any

from tests.simulator import photos
from tests.simulator.api import Answer, ask
from tests.simulator.bus import SHARED
from tests.simulator.lambdas import START
from tests.simulator.plan import Step
from tests.simulator.recovery import reconcile, redrive
from tests.simulator.world import World
from unicorn_cli.terminal.problems import Problem

NOT_TOLD = 500  # the least status that says nothing about what became of a request
TRIES = 3
WHILE_NOT_PUBLIC = (5.0, 20.0)  # seconds
WHILE_NOT_DECIDED = (2.0, 10.0, 60.0)  # seconds
VISITORS = 3  # who book at the same moment
EDITED, LOOKS = 0.15, 4  # the part of photos that is turned, and how often an agent tries while one is processed
OPENED_AFTER, ENDED_AFTER = 30.0, 40_000.0  # seconds at most, until somebody opens a link, and ends a search
SEARCHES = ("/search/usa/anytown", "/search-homes/usa?contract=sale", "/search/usa/anytown/main-street?words=lovely")
CHANGED_AFTER = 60.0  # seconds at most, until a visitor thinks of another time


@dataclass(frozen=True, slots=True, kw_only=True)
class Acknowledged:
    """A request that was answered with a success, and the answer."""

    step: Step
    action: str
    body: Any
    at: float


@dataclass
class People:
    world: World
    acknowledged: list[Acknowledged] = field(default_factory=list)
    statuses: list[int] = field(default_factory=list)
    told: dict[str, int] = field(
        default_factory=dict
    )  # the last answer to who drafts a contract, by its seller, or books

    confirmed: dict[str, float] = field(default_factory=dict)  # saved searches: when they were said to be
    opened: set[str] = field(default_factory=set)  # addresses whose link was used
    ended: dict[str, tuple[str, float]] = field(default_factory=dict)  # address, and when it was said to be

    def do(self, step: Step) -> None:
        """Let somebody do something, in a process of their own."""
        self.world.note("step", step)
        self.world.kernel.spawn(lambda: getattr(self, f"_{step.action}")(step))

    def _draft_contract(self, step: Step) -> None:
        body = {"address": address(step.home), "seller_name": seller(step)}
        answer = self._ask(step, "POST", "/contracts", "contracts", body)
        self.told[seller(step)] = answer.status

    def _approve_contract(self, step: Step) -> None:
        self._move(step, "APPROVED")

    def _cancel_contract(self, step: Step) -> None:
        self._move(step, "CANCELLED")

    def _close_contract(self, step: Step) -> None:
        self._move(step, "CLOSED")

    def _renew_contract(self, step: Step) -> None:
        """Replace the contract by another one, at once."""
        self._cancel_contract(step)
        self._draft_contract(step)
        self._approve_contract(step)

    def _move(self, step: Step, status: str) -> None:
        body = {"property_id": property_id(step.home), "contract_status": status}
        self._ask(step, "PUT", "/contracts", "contracts", body)

    def _amend_contract(self, step: Step) -> None:
        known = [done.body["contract_id"] for done in self.acknowledged if done.action == "draft_contract"]
        if known:
            path = f"/contracts/{known[int(step.draw * len(known))]}"
            change: dict[str, Any] = {"seller_name": f"Seller {step.number}"}
            if step.draw < 1 / 2:
                change = {"expires_on": "2026-03-02"}  # the last day of most histories
            self._ask(step, "PATCH", path, "contracts", change, {"If-Match": "*"})

    def _draft_listing(self, step: Step) -> None:
        body = {"address": address(step.home), "description": description(step), "contract": "sale"}
        self._ask(
            step,
            "POST",
            "/properties",
            "web",
            body | {"listprice": 100 + step.number, "currency": "USD"} | location(step),
        )

    def _add_photo(self, step: Step) -> None:
        kind = "safe" if step.draw < 0.85 else "unsafe" if step.draw < 0.95 else "broken"
        content = photos.upload(kind)
        body = {"filename": "front.jpg", "content_type": "image/jpeg", "size": len(content)}
        answer = self._ask(step, "POST", f"/properties/{property_id(step.home)}/images", "web", body)
        if answer.is_done:
            self.world.kernel.sleep(step.draw)
            self.world.upload(answer.body["fields"]["key"], content)
            if step.draw < EDITED or kind == "unsafe":
                self._edit_photo(step, answer.body["image_id"])

    def _edit_photo(self, step: Step, image_id: str) -> None:
        """Turn a photo as soon as it is processed, and perhaps what becomes of it once more."""
        path = f"/properties/{property_id(step.home)}/images"
        for turn in (90, 180):
            for _ in range(LOOKS):
                key = {"Idempotency-Key": f"step-{step.number}-{image_id}"}
                answer = self._ask(step, "POST", f"{path}/{image_id}/edits", "web", {"turn": turn}, key)
                if not (answer.body or {}).get("type", "").endswith("/pictures-in-work"):
                    break
                self.world.kernel.sleep(1 + step.draw)
            if not answer.is_done or step.draw > EDITED / 2:
                break
            image_id = answer.body["image_id"]

    def _remove_photo(self, step: Step) -> None:
        known = [done for done in self.acknowledged if done.action == "POST images" and done.step.home == step.home]
        if known:
            image_id = known[int(step.draw * len(known))].body["image_id"]
            self._ask(step, "DELETE", f"/properties/{property_id(step.home)}/images/{image_id}", "web")

    def _request_approval(self, step: Step) -> None:
        self._ask(step, "POST", "/request_approval", "web", {"property_id": property_id(step.home)})

    def _ask_question(self, step: Step) -> None:
        """Ask about a home, without an account: again while it is not public yet, and perhaps once more when kept."""
        path = f"/properties/{property_id(step.home)}/enquiries"
        for pause in (*WHILE_NOT_PUBLIC, 0.0):
            answer = self._ask(step, "POST", path, "web", question(step), is_known=False)
            if answer.status != HTTPStatus.NOT_FOUND:
                break
            self.world.kernel.sleep(pause * (1 + step.draw))
        if answer.is_done and step.draw < 1 / 3:
            self._ask(step, "POST", path, "web", question(step), is_known=False)

    def _read_inbox(self, step: Step) -> None:
        """Read the inbox, and give everything in it a state."""
        answer = self._ask(step, "GET", "/agent/enquiries", "web")
        state = "ANSWERED" if step.draw < 1 / 2 else "CLOSED" if step.draw < 3 / 4 else "NEW"
        for found in answer.body if answer.is_done else []:
            path = f"/properties/{found['property_id']}/enquiries/{found['enquiry_id']}"
            self._ask(step, "PATCH", path, "web", {"state": state}, {"If-Match": f'"{found["version"]}"'})

    def _see_home(self, step: Step) -> None:
        """Let visitors, who have no account, book a time to see a home; its agent offers some if there is none."""
        path = f"/properties/{property_id(step.home)}/viewings"
        for pause in (*WHILE_NOT_PUBLIC, 0.0):
            free = self._free(step, path)
            if free is not None:
                break
            self.world.kernel.sleep(pause * (1 + step.draw))
        if free == []:
            self._offer_slots(step)
            free = self._free(step, path)
        if free:
            for number in range(VISITORS):
                self.world.kernel.spawn(partial(self._book_viewing, step, number, path, free))

    def _book_viewing(self, step: Step, number: int, path: str, free: list[Any]) -> None:
        """Book one of the times; then move the viewing, cancel it, do both, or come."""
        draw = (step.draw + number / VISITORS) % 1
        body = visitor(step, number) | {"slot_id": _drawn(free, draw)["slot_id"]}
        key = {"Idempotency-Key": f"step-{step.number}-{number}"}
        booked = self._ask(step, "POST", path, "web", body, key, is_known=False)
        self.told[body["name"]] = booked.status
        if not booked.is_done:
            return
        self.world.kernel.sleep(CHANGED_AFTER * draw)
        secret, viewing = {"Viewing-Secret": booked.body["secret"]}, f"{path}/{booked.body['viewing_id']}"
        choice = draw * 7 % 1
        if choice < 1 / 2 and (others := self._free(step, path)):
            body = {"slot_id": _drawn(others, draw)["slot_id"]}
            self._ask(step, "PATCH", viewing, "web", body, secret, is_known=False)
        if 1 / 3 < choice < 2 / 3:
            self._ask(step, "DELETE", viewing, "web", None, secret, is_known=False)

    def _free(self, step: Step, path: str) -> list[Any] | None:
        """Return the times to see a home that are free; None while it is not public."""
        answer = self._ask(step, "GET", path, "web", is_known=False)
        return answer.body if answer.is_done else None

    def _offer_slots(self, step: Step) -> None:
        """Offer times that are still to come when the history is over."""
        start = START + timedelta(seconds=self.world.kernel.now, days=3 + int(step.draw * 3))
        body = {"starts_at": f"{start:%Y-%m-%dT%H:00Z}", "minutes": 30, "in_a_row": 1 + int(step.draw * 4)}
        self._ask(step, "POST", f"/properties/{property_id(step.home)}/slots", "web", body)

    def _read_agenda(self, step: Step) -> None:
        """Read the agenda of viewings, and cancel or remove what comes first."""
        answer = self._ask(step, "GET", "/agent/viewings", "web")
        for found in answer.body[:1] if answer.is_done else []:
            home, booked = found["property_id"], found["viewing"]
            if booked:
                version = {"If-Match": f'"{booked["version"]}"'}
                self._ask(step, "DELETE", f"/agent/viewings/{home}/{booked['viewing_id']}", "web", None, version)
            else:
                self._ask(step, "DELETE", f"/properties/{home}/slots/{found['slot_id']}", "web")

    def _save_search(self, step: Step) -> None:
        """Save a search for an address of its own, open the link in the mail, perhaps twice, and perhaps end it."""
        email = searcher(step)
        body = {"email": email, "search": _drawn(SEARCHES, step.draw)}
        answer = self._ask(step, "POST", "/saved-searches", "web", body, is_known=False)
        mails = self.world.mails.to(email)
        if not answer.is_done or not mails:
            return
        search_id, secret = mails[0].link
        path, link = f"/saved-searches/{search_id}", {"Saved-Search-Secret": secret}
        self.world.kernel.sleep(OPENED_AFTER * step.draw)
        self.opened.add(email)
        for _ in range(1 + (step.draw < 1 / 3)):
            if self._ask(step, "PUT", f"{path}/confirmation", "web", None, link, is_known=False).is_done:
                self.confirmed.setdefault(search_id, self.world.kernel.now)
        if step.draw > 3 / 4:
            self.world.kernel.sleep(ENDED_AFTER * (step.draw - 3 / 4))
            if self._ask(step, "DELETE", path, "web", None, link, is_known=False).is_done:
                self.ended[search_id] = email, self.world.kernel.now

    def _edit_listing(self, step: Step) -> None:
        body = {"description": description(step), "listprice": 1000 + step.number} | location(step)
        self._ask(step, "PATCH", f"/properties/{property_id(step.home)}", "web", body, {"If-Match": "*"})

    def _withdraw_listing(self, step: Step) -> None:
        self._ask(step, "DELETE", f"/properties/{property_id(step.home)}", "web")

    def _rename_city(self, step: Step) -> None:
        body = {"name": "ANYTOWN" if step.draw < 1 / 2 else "Anytown"}
        self._ask(step, "PUT", "/localities/usa/anytown", "web", body)

    def _appeal(self, step: Step) -> None:
        """Appeal; while it is not declined yet, later again."""
        path = f"/properties/{property_id(step.home)}/publication/appeal"
        for pause in (*WHILE_NOT_DECIDED, 0.0):
            answer = self._ask(step, "POST", path, "web", {"comment": f"Look again, {step.number}."})
            if answer.is_done or answer.status != HTTPStatus.CONFLICT:
                return
            self.world.kernel.sleep(pause * (1 + step.draw))

    def _review(self, step: Step) -> None:
        """Read what waits for a person, and decide all of it; if nothing waits yet, look again later."""
        for pause in (*WHILE_NOT_DECIDED, 0.0):
            waiting = self._ask(step, "GET", "/reviews", "web")
            if waiting.is_done and waiting.body:
                break
            self.world.kernel.sleep(pause * (1 + step.draw))
        for number, found in enumerate(waiting.body if waiting.is_done else []):
            self._decide(step, found["request_id"], (step.draw + number / 3) % 1)

    def _review_at_once(self, step: Step) -> None:
        """Let two admins, who see the same list, decide the same reviews at the same moment, perhaps differently."""
        waiting = self._ask(step, "GET", "/reviews", "web")
        for found in waiting.body if waiting.is_done else []:
            for who, draw in (("admin1", step.draw), ("admin2", step.draw * 7 % 1)):
                other = replace(step, who=who)
                self.world.kernel.spawn(partial(self._decide, other, found["request_id"], draw))

    def _decide(self, step: Step, request_id: str, draw: float) -> None:
        body = {"verdict": "APPROVED"} if draw < 1 / 2 else {"verdict": "DECLINED", "comment": f"No, {step.number}."}
        key = {"Idempotency-Key": f"step-{step.number}-{step.who}-{request_id}"}
        self._ask(step, "POST", f"/reviews/{request_id}", "web", body, key)

    def _read_publication(self, step: Step) -> None:
        self._ask(step, "GET", f"/properties/{property_id(step.home)}/publication", "web")

    def _search(self, step: Step) -> None:
        self._ask(step, "GET", "/search/usa/anytown", "web")

    def _redrive(self, _: Step) -> None:
        redrive(self.world)

    def _reconcile(self, _: Step) -> None:
        with suppress(Problem):  # a run failed: the command says so, and is repeated
            reconcile(self.world)

    def _replay(self, step: Step) -> None:
        """Publish again what is in the archive, marked as `unicorn replay` marks it, in no order."""
        events = list(self.world.buses.archive)
        self.world.chance.shuffle(events)
        self.world.counts["replayed"] += len(events)
        for event in events:
            detail = event["detail"] | {"metadata": event["detail"]["metadata"] | {"replay": f"replay-{step.number}"}}
            self.world.buses.publish(SHARED, event["source"], event["detail-type"], detail)
            self.world.kernel.sleep(0.01)

    def _ask(
        self,
        step: Step,
        method: str,
        path: str,
        api: str,
        body: Any = None,
        headers: Mapping[str, str] | None = None,
        *,
        is_known: bool = True,
    ) -> Answer:
        """Ask until an answer comes, signed in if `is_known`; a POST is repeated with the same Idempotency-Key."""
        if method == "POST":
            headers = {"Idempotency-Key": f"step-{step.number}-{path.rpartition('/')[2]}"} | dict(headers or {})
        for _ in range(TRIES):
            who = step.who if is_known else None
            answer = ask(self.world.lambdas, who, method, path, api=api, body=body, headers=headers)
            self.world.note("answer", step.number, method, path, answer.status)
            self.statuses.append(answer.status)
            if answer.is_done:
                at = self.world.kernel.now
                self.acknowledged.append(
                    Acknowledged(step=step, action=_named(method, path, body), body=answer.body, at=at)
                )
            if answer.status < NOT_TOLD:
                return answer
            self.world.kernel.sleep(1 + step.draw)
        return answer


def _named(method: str, path: str, body: Any) -> str:
    """Return what a request does, in the words of the plan."""
    if path == "/contracts":
        return "draft_contract" if method == "POST" else f"move_to_{body['contract_status']}"
    if path == "/request_approval" or path.endswith("/appeal"):
        return "request_approval"
    if path.startswith("/reviews/"):
        return "review"
    collections = [name for name in ("enquiries", "viewings", "saved-searches") if f"/{name}" in path]
    return f"{method} {collections[0] if collections else path.rpartition('/')[2]}"


def _drawn(found: Sequence[Any], draw: float) -> Any:
    return found[int(draw * len(found))]


def property_id(home: int) -> str:
    return f"usa/anytown/main-street/{home + 1}"


def address(home: int) -> dict[str, str]:
    return {"country": "usa", "city": "Anytown", "street": "Main Street", "number": str(home + 1)}


def seller(step: Step) -> str:
    return f"Ada {step.number}"


def question(step: Step) -> dict[str, str]:
    return {"name": "Cleo", "email": "cleo@example.com", "phone": "+1 555 0100", "text": f"Question {step.number}?"}


def visitor(step: Step, number: int) -> dict[str, str]:
    return {"name": f"Visitor {number} of {step.number}", "email": "vera@example.com", "phone": "+1 555 0101"}


def location(step: Step) -> dict[str, Any]:
    """Return the part of a listing's body that says where the home is: each time elsewhere, or nowhere any more."""
    if step.number % 4 == 0:
        return {"location": None}
    moved = step.number % 100 / 100  # degrees
    place = {"latitude": 48 + moved, "longitude": 11 - moved}
    return {"location": place | {"shown": "rough" if step.number % 2 else "exact"}}


def searcher(step: Step) -> str:
    return f"searcher.{step.number}@example.com"


def description(step: Step) -> str:
    if step.is_foreign:
        return f"Uroczy domek {step.number}."
    return f"A dreadful house {step.number}." if step.draw > 0.85 else f"A lovely house {step.number}."
