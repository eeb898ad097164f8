"""Events on their way to receivers: signed, in order, given up in sight; nobody waits for another."""

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta
from threading import Event
from typing import Any
from uuid import uuid4

import pytest
from standardwebhooks import Webhook as Verifier
from standardwebhooks import WebhookVerificationError
from web_service import wiring
from web_service.adapters.webhooks.webhook_items import moment
from web_service.domain.agent import Agent, Origin
from web_service.domain.webhooks.signature import secret_of, signed_headers
from web_service.domain.webhooks.webhook import EventType, Webhook, restarted, rotated
from web_service.use_cases.changes import Call
from web_service.use_cases.webhooks import Change, Internet, change_webhook

from tests.receipts import FunctionDied
from tests.unit.web.webhooks.world import ROUND, World, in_background, refuse
from unicorn_kit.errors import Unreadable

A, B = "https://a.example/hooks", "https://b.example/hooks"
ORIGIN = Origin(correlation_id="correlation", causation_id="causation")


@pytest.fixture
def world(monkeypatch: pytest.MonkeyPatch) -> World:
    return World(monkeypatch)


def sequences(world: World, url: str = A) -> list[int]:
    return [int(event["sequence"]) for event in world.receiver.taken[url]]


def rounds(world: World, time: timedelta) -> None:
    """Let the clock come for so long."""
    end = world.now + time
    while world.now < end:
        world.now += ROUND
        world.round()


def test_an_event_arrives_at_once_as_a_signed_cloud_event(world: World) -> None:
    house = world.house(1, "ana")
    world.webhook("ana", A)
    event = world.event(house, 7)
    world.invoke(event)
    [sent] = world.receiver.taken[A]
    assert sent == {
        "specversion": "1.0",
        "id": event["detail"]["metadata"]["event_id"],
        "source": "unicorn.contracts",
        "type": "properties.unicorn.ContractStatusChanged",
        "subject": house,
        "time": "2026-03-02T09:00:00.000Z",
        "datacontenttype": "application/json",
        "sequence": "0000000000007",
        "data": event["detail"],
    }
    assert not world.waiting()


def test_an_agent_gets_events_of_own_properties_alone(world: World) -> None:
    world.webhook("ana", A)
    world.invoke(world.event(world.house(1, "bea"), 1))
    world.invoke(world.event("usa/anytown/main-street/99", 1))  # nobody's
    assert not world.receiver.taken
    assert not world.waiting()


def test_an_agent_gets_the_wanted_types_alone(world: World) -> None:
    house = world.house(1, "ana")
    world.webhook("ana", A, event_types=(EventType.PUBLICATION_REVOKED,))
    world.webhook("ana", B, event_types=(EventType.PUBLICATION_REVOKED, EventType.CONTRACT_STATUS_CHANGED))
    for name in ("ContractStatusChanged", "SomethingElse"):
        world.invoke(world.event(house, 1, **{"detail-type": name}))
    assert dict(world.receiver.tries) == {B: 1}


def test_events_of_a_replay_are_old_and_not_sent(world: World) -> None:
    house = world.house(1, "ana")
    world.webhook("ana", A)
    event = world.event(house, 1)
    event["detail"]["metadata"]["replay"] = "repair"
    world.invoke(event)
    assert not world.receiver.tries


def test_the_same_event_twice_is_sent_once(world: World) -> None:
    world.webhook("ana", A)
    event = world.event(world.house(1, "ana"), 1)
    for _ in range(3):
        world.invoke(event)
    assert sequences(world) == [1]


def test_what_fails_is_sent_again_later_and_what_follows_waits_for_it(world: World) -> None:
    house = world.house(1, "ana")
    world.webhook("ana", A)
    world.receiver.before = lambda _: refuse()
    world.invoke(world.event(house, 1))
    world.receiver.before = lambda _: None
    world.invoke(world.event(house, 2))
    assert sequences(world) == []  # the first is not due yet
    rounds(world, timedelta(minutes=10))
    assert sequences(world) == [1, 2]


def test_events_that_come_out_of_order_and_wait_are_sent_in_the_order_of_their_sequence(world: World) -> None:
    house = world.house(1, "ana")
    webhook = world.webhook("ana", A, is_paused=True)
    clocks = {3: 0, 1: 2, 2: 1}  # of several machines
    for sequence, seconds in clocks.items():
        world.now += timedelta(seconds=seconds)
        world.invoke(world.event(house, sequence))
    resume(world, webhook)
    rounds(world, timedelta(minutes=10))
    assert sequences(world) == [1, 2, 3]


def change(world: World, webhook: Webhook, **changes: Any) -> Webhook:
    """Change a webhook as its agent does."""
    call = Call(agent=Agent(name=webhook.agent), origin=ORIGIN, now=world.now, new_id=uuid4)
    return change_webhook(
        webhook.webhook_id,
        Change(**changes),
        if_version=None,
        webhooks=wiring.webhooks(),
        deliveries=wiring.deliveries(),
        internet=Internet(addresses=lambda *_: ["93.184.215.14"]),
        call=call,
    )


def resume(world: World, webhook: Webhook) -> None:
    change(world, webhook, is_paused=False)


def test_a_paused_webhook_keeps_what_happens(world: World) -> None:
    webhook = world.webhook("ana", A, is_paused=True)
    world.invoke(world.event(world.house(1, "ana"), 1))
    rounds(world, timedelta(days=3))
    assert world.receiver.tries[A] == 0
    assert not world.letters
    resume(world, webhook)
    rounds(world, timedelta(minutes=10))
    assert sequences(world) == [1]


def test_after_a_long_pause_nothing_is_given_up_untried(world: World) -> None:
    """The time in which an event is tried again counts from the end of the pause, for each."""
    houses = [world.house(number, "ana") for number in range(8)]
    webhook = world.webhook("ana", A, is_paused=True)
    for number, house in enumerate(houses):
        world.invoke(world.event(house, number + 1))
    rounds(world, timedelta(days=13, hours=23))
    resume(world, webhook)
    world.receiver.before = lambda _: refuse()
    rounds(world, timedelta(hours=23))
    assert not world.letters
    assert len(world.waiting()) == 8
    rounds(world, timedelta(hours=3))
    assert len(world.letters) == 8
    world.pass_time(timedelta(days=13).total_seconds())  # as long as its letter: it can be redriven
    world.receiver.before = lambda _: None
    for letter, _ in world.letters:
        world.invoke(letter)
    assert sorted(sequences(world)) == list(range(1, 9))


def test_a_pause_that_is_set_again_or_ended_twice_changes_no_window(world: World) -> None:
    webhook = world.webhook("ana", A)
    world.receiver.before = lambda _: refuse()
    world.invoke(world.event(world.house(1, "ana"), 1))
    for _ in range(26):
        rounds(world, timedelta(hours=1))
        webhook = change(world, webhook, is_paused=False, url=A)
    assert len(world.letters) == 1


@pytest.mark.parametrize("failures", [1, 7])
def test_a_new_address_gets_at_once_what_the_old_one_did_not_take(world: World, failures: int) -> None:
    webhook = world.webhook("ana", A)
    world.receiver.before = lambda url: refuse() if url == A else None
    for number in range(failures):
        world.invoke(world.event(world.house(number, "ana"), number + 1))
    rounds(world, timedelta(hours=6))
    world.registered[B] = change(world, webhook, url=B)
    world.round()
    assert sorted(sequences(world, B)) == list(range(1, failures + 1))
    assert not world.waiting()


def test_a_webhook_that_goes_on_gets_at_once_what_waits(world: World) -> None:
    webhook = world.webhook("ana", A)
    world.receiver.before = lambda _: refuse()
    world.invoke(world.event(world.house(1, "ana"), 1))
    rounds(world, timedelta(hours=6))
    webhook = change(world, webhook, is_paused=True)
    world.receiver.before = lambda _: None
    resume(world, webhook)
    world.round()
    assert sequences(world) == [1]


def test_at_a_new_address_the_pauses_between_attempts_begin_anew_and_hold(world: World) -> None:
    webhook = world.webhook("ana", A)
    world.receiver.before = lambda _: refuse()
    for number in range(7):
        world.invoke(world.event(world.house(number, "ana"), number + 1))
    rounds(world, timedelta(hours=6))
    world.registered[B] = change(world, webhook, url=B)
    for _ in range(20):
        world.pass_time(1)
        world.round()
    assert world.receiver.tries[B] == 5  # then its circuit is open


def during_a_run(world: World, what: Callable[[], object]) -> None:
    """Let something happen while the first of three events of one house, and of one of another, are being sent."""
    ours, other = world.house(1, "ana"), world.house(2, "ana")
    paused = world.webhook("ana", A, is_paused=True)
    for sequence in (1, 2, 3):
        world.invoke(world.event(ours, sequence))
    world.invoke(world.event(other, 4))
    happenings = [what]

    def happen(_: str) -> None:
        if happenings:
            happenings.pop()()

    world.receiver.after = happen
    resume(world, paused)
    world.round()


def test_a_run_sees_a_pause_before_its_next_attempt(world: World) -> None:
    during_a_run(world, lambda: change(world, world.registered[A], is_paused=True))
    assert sequences(world) == [1]
    assert len(world.waiting()) == 3
    rounds(world, timedelta(hours=1))
    assert sequences(world) == [1]


def test_a_run_sees_a_deletion_before_its_next_attempt(world: World) -> None:
    during_a_run(world, lambda: wiring.webhooks().remove(wiring.webhooks().get(world.registered[A].webhook_id)))
    assert sequences(world) == [1]
    assert not [item for (_, sk), item in world.table.items.items() if sk == "STATE"]


def test_a_run_sees_a_new_address_before_its_next_attempt(world: World) -> None:
    def move() -> None:
        world.registered[B] = change(world, world.registered[A], url=B)

    during_a_run(world, move)
    assert (sequences(world, A), sorted(sequences(world, B))) == ([1], [2, 3, 4])


def test_a_run_sees_a_new_secret_before_its_next_attempt(world: World) -> None:
    """Two rotations: what was signed with the first secret alone is refused by a receiver that has the third."""

    def rotate() -> None:
        for number in (1, 2):
            before = wiring.webhooks().get(world.registered[A].webhook_id)
            after = rotated(before, secret_of(bytes([number]) * 32), at=world.now)
            wiring.webhooks().save(before, after)
            world.registered[A] = after

    during_a_run(world, rotate)
    assert sorted(sequences(world)) == [1, 2, 3, 4]


def test_a_run_whose_circuit_has_opened_goes_on_at_once_with_a_new_address(world: World) -> None:
    webhook = world.webhook("ana", A, is_paused=True)
    for number in range(7):
        world.invoke(world.event(world.house(number, "ana"), number + 1))
    resume(world, webhook)

    def fail(url: str) -> None:
        if url == A and world.receiver.tries[A] == 5:
            world.registered[B] = change(world, webhook, url=B)
        if url == A:
            refuse()

    world.receiver.before = fail
    world.round()
    assert sorted(sequences(world, B)) == list(range(1, 8))


def test_a_new_address_gets_what_the_old_one_refused_in_the_same_run_also_if_nothing_wakes_it(world: World) -> None:
    """The function that changed the address ended before it said so."""
    webhook = world.webhook("ana", A, is_paused=True)
    for number in (1, 2):
        world.invoke(world.event(world.house(number, "ana"), number))
    resume(world, webhook)

    def move_and_refuse(url: str) -> None:
        if url == A:
            before = wiring.webhooks().get(webhook.webhook_id)
            after = restarted(replace(before, url=B, version=before.version + 1), before, at=world.now)
            wiring.webhooks().save(before, after)
            world.registered[B] = after
            refuse()

    world.receiver.before = move_and_refuse
    world.round()
    assert sorted(sequences(world, B)) == [1, 2]


def test_one_event_that_a_receiver_refuses_holds_up_its_property_alone(world: World) -> None:
    poisoned, other = world.house(1, "ana"), world.house(2, "ana")
    world.webhook("ana", A)
    first = world.event(poisoned, 1)

    def refuse_the_first(_: str) -> None:
        if world.receiver.taken[A][-1]["id"] == first["detail"]["metadata"]["event_id"]:
            world.receiver.taken[A].pop()
            refuse()

    world.receiver.after = refuse_the_first
    for event in [first, world.event(poisoned, 2), world.event(other, 3), world.event(other, 4)]:
        world.invoke(event)
    assert sequences(world) == [3, 4]


def test_what_waits_behind_a_failure_is_not_tried(world: World) -> None:
    house = world.house(1, "ana")
    webhook = world.webhook("ana", A, is_paused=True)
    for sequence in (1, 2, 3):
        world.invoke(world.event(house, sequence))
    resume(world, webhook)
    world.receiver.before = lambda _: refuse()
    world.round()
    assert world.receiver.tries[A] == 1


def test_a_receiver_that_is_down_gets_few_attempts_however_many_events_wait(world: World) -> None:
    houses = [world.house(number, "ana") for number in range(50)]
    world.webhook("ana", A)
    world.receiver.before = lambda _: refuse()
    for number in range(200):
        world.invoke(world.event(houses[number % 50], number + 1))
    rounds(world, timedelta(hours=23))
    assert 20 <= world.receiver.tries[A] <= 50
    assert len(world.waiting()) == 200
    assert not world.letters


def test_what_nobody_took_for_a_day_becomes_a_letter_and_can_be_redriven(world: World) -> None:
    house = world.house(1, "ana")
    webhook = world.webhook("ana", A)
    world.receiver.before = lambda _: refuse()
    for sequence in (1, 2, 3):
        world.invoke(world.event(house, sequence))
    rounds(world, timedelta(hours=26))
    assert not world.waiting()
    assert {reason for _, reason in world.letters} == {"answered 503"}
    assert [letter["redrive"]["webhook_id"] for letter, _ in world.letters] == [str(webhook.webhook_id)] * 3
    world.receiver.before = lambda _: None
    for letter, _ in world.letters:
        world.invoke(letter)
    rounds(world, timedelta(hours=1))
    assert sequences(world) == [1, 2, 3]


def test_a_letter_says_which_event_it_is_and_nothing_of_what_it_contains(world: World) -> None:
    house = world.house(1, "ana")
    webhook = world.webhook("ana", f"{A}?token=zqtoken")
    world.receiver.before = lambda _: refuse()
    event = world.event(house, 1)
    event["detail"]["description"] = "zqdescription"
    world.invoke(event)
    rounds(world, timedelta(hours=26))
    text = str(world.letters)
    assert house in text
    assert "zq" not in text
    assert webhook.secrets.current not in text


def test_a_sender_that_died_holds_up_nobody_longer_than_its_time_limit(world: World) -> None:
    house = world.house(1, "ana")
    world.webhook("ana", A)

    def die(_: str) -> None:
        raise FunctionDied

    world.receiver.before = die
    with pytest.raises(FunctionDied):
        world.invoke(world.event(house, 1))
    world.receiver.before = lambda _: None
    rounds(world, timedelta(minutes=10))
    assert sequences(world) == [1]


def test_what_is_recorded_while_another_sender_works_is_sent_by_that_one(world: World) -> None:
    """Its own sender finds the lease taken, at whatever moment; nothing waits for the next round."""
    house = world.house(1, "ana")
    world.webhook("ana", A)
    more = [world.event(house, sequence) for sequence in (2, 3)]

    def another(_: str) -> None:
        if more:
            world.invoke(more.pop(0))

    world.receiver.after = another
    world.invoke(world.event(house, 1))
    assert sequences(world) == [1, 2, 3]
    assert not world.waiting()


def test_while_one_sender_works_another_sends_nothing(world: World) -> None:
    house = world.house(1, "ana")
    world.webhook("ana", A)
    tries: list[int] = []

    def another(_: str) -> None:
        tries.append(len(tries))
        if len(tries) == 1:
            world.now += timedelta(seconds=1)
            world.round()

    world.receiver.before = another
    world.invoke(world.event(house, 1))
    assert tries == [0]


def test_what_is_recorded_just_before_the_lease_is_given_back_is_sent_too(world: World) -> None:
    house = world.house(1, "ana")
    world.webhook("ana", A)
    late = [world.event(house, 2)]

    def at_the_end(method: str) -> str:
        is_end = method == "update_item" and world.receiver.taken[A] and late
        if is_end:
            world.invoke(late.pop())
        return ""

    world.trouble = at_the_end
    world.invoke(world.event(house, 1))
    assert sequences(world) == [1, 2]


def test_what_is_recorded_while_a_run_has_no_time_left_is_for_the_next_round(world: World) -> None:
    ours, other = world.house(1, "ana"), world.house(2, "ana")
    world.webhook("ana", A)
    late = [world.event(other, 2)]

    def slow(_: str) -> None:
        world.pass_time(101)
        if late:
            world.invoke(late.pop())

    world.receiver.before = slow
    world.invoke(world.event(ours, 1))
    assert sequences(world) == [1]
    world.receiver.before = lambda _: None
    rounds(world, ROUND)
    assert sequences(world) == [1, 2]


def test_an_event_that_nobody_can_read_holds_up_no_other_in_the_local_queue(world: World) -> None:
    house = world.house(1, "ana")
    world.webhook("ana", A)
    unreadable = world.event(house, 1, detail={})
    world.invoke({"Records": [{"body": json.dumps(event)} for event in (unreadable, world.event(house, 2))]})
    assert sequences(world) == [2]
    with pytest.raises(Unreadable):  # on AWS the rule hands over one at a time, and Lambda keeps it as a dead letter
        world.invoke(unreadable)


def test_two_properties_that_are_always_refused_let_the_others_pass(world: World) -> None:
    refused = {world.house(number, "ana") for number in (1, 2)}
    world.webhook("ana", A)
    take, longest = world.receiver.post, timedelta()

    def post(url: str, headers: Mapping[str, str], body: bytes) -> None:
        if json.loads(body)["subject"] in refused:
            refuse()
        take(url, headers, body)

    world.receiver.post = post  # type: ignore[method-assign]
    for number, house in enumerate([*refused, *(world.house(number, "ana") for number in range(3, 75))]):
        world.invoke(world.event(house, number))
        rounds(world, 2 * ROUND)
        waiting = [item for item in world.waiting() if item["property_id"]["S"] not in refused]
        began = min((int(item["recorded_at"]["N"]) for item in waiting), default=None)
        longest = max(longest, timedelta() if began is None else world.now - moment(began))
    assert longest < timedelta(hours=4)


def test_a_receiver_that_hangs_keeps_no_other_agent_waiting(world: World) -> None:
    """Neither in a round, with a hundred that hang, nor when an event arrives."""
    bad = [f"https://bad-{number}.example/" for number in range(20)]
    for url in bad:
        world.webhook("ana", url)
    world.webhook("bea", B)
    ours, theirs = world.house(1, "ana"), world.house(2, "bea")
    is_served, late = Event(), list[str]()

    def hang(url: str) -> None:
        if url != B:
            late.extend([] if is_served.wait(5) else [url])
            refuse()

    world.receiver.before = hang
    world.receiver.after = lambda url: is_served.set() if url == B else None
    with in_background(lambda: world.invoke(world.event(ours, 1))):
        world.invoke(world.event(theirs, 1))
    assert sequences(world, B) == [1]
    assert not late, "the other waited for these"


def test_in_a_round_a_receiver_that_hangs_keeps_no_other_waiting(world: World) -> None:
    for number in range(20):
        world.webhook("ana", f"https://bad-{number}.example/")
    world.webhook("bea", B)
    ours, theirs = world.house(1, "ana"), world.house(2, "bea")
    world.receiver.before = lambda _: refuse()
    world.invoke(world.event(ours, 1))
    world.pass_time(60)  # so it is the last to be due again
    world.invoke(world.event(theirs, 1))
    is_served, late = Event(), list[str]()

    def hang(url: str) -> None:
        if url != B:
            late.extend([] if is_served.wait(5) else [url])
            refuse()

    world.receiver.before = hang
    world.receiver.after = lambda url: is_served.set() if url == B else None
    world.now += timedelta(minutes=10)
    world.round()
    assert sequences(world, B) == [1]
    assert not late, "the other waited for these"


def test_both_secrets_sign_while_one_replaces_the_other(world: World) -> None:
    house = world.house(1, "ana")
    webhook = world.webhook("ana", A)
    headers = signed_headers(house, b"{}", at=world.now, secrets=["whsec_AAAA", webhook.secrets.current])
    assert len(headers["webhook-signature"].split()) == 2
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("standardwebhooks.webhooks.Webhook._Webhook__verify_timestamp", lambda *_: world.now)
        for secret in ("whsec_AAAA", webhook.secrets.current):
            Verifier(secret).verify(b"{}", headers)
        with pytest.raises(WebhookVerificationError):
            Verifier("whsec_BBBB").verify(b"{}", headers)
        with pytest.raises(WebhookVerificationError):
            Verifier("whsec_AAAA").verify(b"{ }", headers)


def test_a_webhook_that_is_deleted_gets_nothing_more(world: World) -> None:
    webhook = world.webhook("ana", A)
    world.receiver.before = lambda _: refuse()
    world.invoke(world.event(world.house(1, "ana"), 1))
    wiring.webhooks().remove(webhook)
    world.receiver.before = lambda _: None
    rounds(world, timedelta(hours=2))
    assert world.receiver.tries[A] == 1
