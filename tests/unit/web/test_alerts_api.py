"""Searches are saved, confirmed by a link, kept and ended, request by request."""

from datetime import timedelta

import pytest
from web_service import wiring
from web_service.api.alerts.secrets import address_digest
from web_service.domain.alerts.saved_search import CONFIRMED_WITHIN, KEPT, PER_ADDRESS
from web_service.ports.alerts import MailRefused, MailUncertain
from web_service.use_cases.alerts import TRIED_AGAIN

from tests.unit.web.alerts import ANYTOWN, EMAIL, KEY, SITE, Market, Saved, link_of, market_in_memory, save
from tests.unit.web.fakes import MONDAY, FakeListings, approved
from tests.unit.web.memory import listings_in_memory
from unicorn_kit.moments import rfc3339

MOMENT = timedelta(seconds=1)
UNKNOWN = "01a20f9d-d8c0-7017-891a-07277bdc2d1b"


@pytest.fixture
def listings(monkeypatch: pytest.MonkeyPatch) -> FakeListings:
    return listings_in_memory(monkeypatch, approved())


@pytest.fixture
def market(monkeypatch: pytest.MonkeyPatch, listings: FakeListings) -> Market:
    return market_in_memory(monkeypatch)


def test_a_search_is_saved_with_one_mail_and_confirmed_by_its_link(market: Market) -> None:
    answer = save(f"{ANYTOWN}?bedrooms=3&sort=newest&utm_source=mail&contract=sale")
    assert answer.status == 202
    search = f"{ANYTOWN}?bedrooms=3&contract=sale"
    expires = {"expires_at": rfc3339(MONDAY + CONFIRMED_WITHIN)}
    assert answer.body == {"search_id": answer.body["search_id"], "search": search, "state": "UNCONFIRMED"} | expires
    [mail] = market.outbox.mails
    assert (mail.to, mail.unsubscribe) == (EMAIL, None)
    assert f"{SITE}{search}" in mail.text
    search_id, secret = link_of(mail)
    assert str(search_id) == answer.body["search_id"]
    saved = Saved(market, str(search_id), secret)
    assert saved.ask("GET").body == answer.body  # looking at it confirms nothing
    confirmed = saved.ask("PUT", "/confirmation")
    kept = {"state": "CONFIRMED", "expires_at": rfc3339(MONDAY + KEPT)}
    assert (confirmed.status, confirmed.body) == (200, answer.body | kept)
    assert saved.ask("GET").body == confirmed.body
    assert len(market.outbox.mails) == 1


def test_a_link_that_is_used_twice_says_the_same_and_keeps_the_search_for_longer(market: Market) -> None:
    saved = market.confirmed()
    assert saved.ask("PUT", "/confirmation").status == 200
    market.now += timedelta(days=100)
    assert saved.ask("PUT", "/confirmation").body["expires_at"] == rfc3339(market.now + KEPT)


@pytest.mark.parametrize("method", ["DELETE", "POST"])
def test_a_search_is_ended_at_once_and_nothing_of_its_address_is_left(market: Market, method: str) -> None:
    saved = market.confirmed()
    for _ in range(2):
        ended = saved.ask("DELETE") if method == "DELETE" else saved.unsubscribe()
        assert (ended.status, ended.body) == (204, None)
    assert not [item for item in market.items() if not item["pk"]["S"].startswith("LIMIT#")]
    for path in ("", "/confirmation"):
        gone = saved.ask("PUT" if path else "GET", path)
        assert (gone.status, gone.kind) == (410, "saved-search-gone")


def test_only_who_has_the_link_reads_confirms_and_ends_a_search(market: Market) -> None:
    saved = market.save()
    guessed = Saved(market, UNKNOWN, saved.secret)
    for wrong in (Saved(market, saved.search_id, "wrong"), Saved(market, saved.search_id, ""), guessed):
        for method, path in (("GET", ""), ("PUT", "/confirmation"), ("DELETE", "")):
            refused = wrong.ask(method, path)
            assert (refused.status, refused.kind) == (404, "saved-search-not-found")
        assert wrong.unsubscribe().status == 404
    assert Saved(market, "no-id", saved.secret).ask("GET").kind == "saved-search-not-found"
    assert saved.ask("GET").body["state"] == "UNCONFIRMED"


def test_a_link_that_was_made_with_an_earlier_key_opens_its_search(
    market: Market, monkeypatch: pytest.MonkeyPatch
) -> None:
    saved = market.save()
    monkeypatch.setenv("CURSOR_KEY", "another key")
    assert saved.ask("PUT", "/confirmation").status == 200


def test_a_search_is_gone_from_its_last_moment_on_though_it_is_stored(market: Market) -> None:
    saved = market.save()
    market.now += CONFIRMED_WITHIN - MOMENT
    assert saved.ask("GET").status == 200
    market.now += MOMENT
    for method, path in (("GET", ""), ("PUT", "/confirmation")):
        assert saved.ask(method, path).kind == "saved-search-gone"
    assert saved.unsubscribe().status == 204
    kept = market.confirmed()
    market.now += KEPT
    assert kept.ask("GET").kind == "saved-search-gone"


@pytest.mark.parametrize("email", [EMAIL, "ADA@Example.com", "ada+homes@example.com"])
def test_an_address_is_sent_one_mail_a_day_that_it_does_not_answer(market: Market, email: str) -> None:
    ignored = market.save()
    refused = save(email=email)
    assert (refused.status, refused.kind, refused.fields) == (409, "address-is-busy", {"email"})
    assert int(refused.headers["Retry-After"]) == CONFIRMED_WITHIN.total_seconds() + 1
    assert ignored.unsubscribe().status == 204  # it was not them: no further mail on this day
    assert save(email=email).kind == "address-is-busy"
    assert len(market.outbox.mails) == 1
    market.now += CONFIRMED_WITHIN + MOMENT
    assert save(email=email).status == 202


def test_an_address_that_answers_its_mail_may_save_further_searches_up_to_some(market: Market) -> None:
    saved = [market.confirmed(f"{ANYTOWN}?bedrooms={number}") for number in range(PER_ADDRESS)]
    assert save().kind == "address-is-busy"
    assert saved[2].ask("DELETE").status == 204
    assert save().status == 202
    assert save(email="bert@example.com").status == 202


def test_a_network_address_saves_so_many_in_an_hour(market: Market) -> None:
    for number in range(10):
        assert save(email=f"{number}@example.com").status == 202
    refused = save(email="bert@example.com")
    assert (refused.status, refused.kind) == (429, "too-many-saved-searches")
    assert int(refused.headers["Retry-After"]) > 0
    assert len(market.outbox.mails) == 10
    assert save(email="bert@example.com", caller="198.51.100.2").status == 202


@pytest.mark.parametrize(
    ("email", "sentence"),
    [
        ("ada@example.com\nBcc: bert@example.com", "line end"),
        ("ada@example.com\r\n", "line end"),
        ("ada @example.com", "space"),
        ("ädä@example.com", "ASCII"),
        ("ada@exämple.com", "ASCII"),
        ("ada", "is no e-mail address"),
        ("ada@example", "is no e-mail address"),
        (f"{'a' * 65}@example.com", "is no e-mail address"),
        (f"{'a' * 64}@{'b.' * 125}bexam", "254"),
        ("ada@example.com, bert@example.com", "space"),
        ("ada\u200b@example.com", "no e-mail address has"),
    ],
)
def test_an_address_that_is_none_is_refused_with_one_sentence(market: Market, email: str, sentence: str) -> None:
    refused = save(email=email)
    assert (refused.status, refused.fields) == (400, {"email"})
    [error] = refused.body["errors"]
    assert sentence in error["message"]
    assert not market.outbox.mails


@pytest.mark.parametrize(
    ("search", "field"),
    [
        ("/search/usa", "search"),
        ("/properties/usa/anytown/main-street/111", "search"),
        ("https://elsewhere.example/search/usa/anytown", "search"),
        ("//elsewhere.example/search/usa/anytown", "search"),
        ("/search/usa/anytown/main-street/111", "search"),
        ("/search/usa/%F0%9F%A6%84", "search"),
        ("/search/usa/anytown?x=\n", "search"),
        (f"/search/usa/anytown?words={'x' * 1000}", "search"),
        ("/search/usa/anytown?bedrooms=many", "bedrooms"),
        ("/search/usa/anytown?min_price=5&max_price=4", "min_price"),
        ("/search/usa/anytown?words=!", "words"),
        ("/search-homes/usa?heating=magic", "heating"),
    ],
)
def test_what_is_no_search_is_refused_and_named(market: Market, search: str, field: str) -> None:
    refused = save(search)
    assert (refused.status, refused.fields) == (400, {field})
    assert not market.outbox.mails


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("/search/USA/Anytown", "/search/usa/anytown"),
        ("/search/usa/anytown/Main%20Street?q=typed", "/search/usa/anytown/main-street"),
        ("/search-homes/usa?words=rose+garden", "/search-homes/usa?words=rose+garden"),
        ("/search/usa/anytown?max_price=500", "/search/usa/anytown?currency=USD&max_price=500"),
        ("/search/usa/anytown?max_price=500&currency=EUR", "/search/usa/anytown?currency=EUR&max_price=500"),
        ("/search/usa/nowhere?max_price=500", "/search/usa/nowhere?max_price=500"),
    ],
)
def test_a_search_is_kept_in_one_spelling_with_the_currency_that_its_page_shows(
    market: Market, given: str, kept: str
) -> None:
    answer = save(given)
    assert (answer.status, answer.body["search"]) == (202, kept)


def test_a_program_that_fills_in_everything_sends_no_mail(market: Market) -> None:
    assert save(website="https://spam.example").fields == {"website"}
    assert not market.outbox.mails


def test_a_mail_that_the_service_does_not_take_goes_out_with_the_next_event_or_run(market: Market) -> None:
    market.outbox.answers.extend([MailRefused("busy"), MailRefused("busy")])
    assert save().status == 202
    assert market.send()["done"] == 0  # the request may still be at it
    market.now += TRIED_AGAIN
    assert market.send()["done"] == 0  # refused again
    assert not market.outbox.mails
    market.now += TRIED_AGAIN
    assert [market.send()["done"] for _ in range(2)] == [1, 0]
    search_id, secret = link_of(market.outbox.mails[0])
    assert Saved(market, str(search_id), secret).ask("PUT", "/confirmation").status == 200


def test_a_mail_that_may_have_gone_out_is_not_sent_again(market: Market) -> None:
    market.outbox.answers.append(MailUncertain("timeout"))
    assert save().status == 202
    market.now += TRIED_AGAIN
    assert market.send()["done"] == 0
    market.now += CONFIRMED_WITHIN + MOMENT
    assert save().status == 202  # who got none may ask again the next day


def test_a_due_mail_of_a_search_that_is_gone_is_not_sent(market: Market) -> None:
    market.outbox.answers.append(MailRefused("busy"))
    save()
    market.now += CONFIRMED_WITHIN
    assert market.send()["done"] == 0
    assert not market.outbox.mails


def test_a_stage_without_a_sender_says_so_and_keeps_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    listings_in_memory(monkeypatch, approved())
    real = wiring.post
    market = market_in_memory(monkeypatch)
    monkeypatch.setattr(wiring, "post", real)
    for name in ("MAIL_SENDER", "MAIL_SITE"):
        monkeypatch.delenv(name, raising=False)
    refused = save()
    assert (refused.status, refused.kind) == (503, "no-mails-here")
    monkeypatch.setenv("MAIL_SENDER", "alerts@example.com")  # and no site that links would lead to
    assert save().kind == "no-mails-here"
    assert not market.table.items
    assert market.send() == {"found": 0, "done": 0, "failed": 0, "next": None}


def test_no_log_line_and_no_answer_has_the_address_or_the_secret(
    market: Market, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    saved = market.confirmed()
    answers = [saved.ask("GET"), saved.unsubscribe(), saved.ask("GET")]
    written = [*(str(record.__dict__) for record in caplog.records), capsys.readouterr().out, str(answers)]
    assert caplog.records
    for secret in (EMAIL, saved.secret):
        assert not [line for line in written if secret in line]


def test_the_digest_of_an_address_is_keyed() -> None:
    assert address_digest(EMAIL, KEY) != address_digest(EMAIL, b"another key")
    assert "ada" not in address_digest(EMAIL, KEY)
