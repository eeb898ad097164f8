"""Safeguards: properties: what may be published."""

from tests.mutants.mutant import Area, Mutant

CODE = "unicorn_properties/src/properties_service/"

AREA = Area(
    "Properties: what may be published",
    (
        Mutant(
            "A waiting request goes on only with an approved contract",
            f"{CODE}domain/approval.py",
            "if contract is not None and contract.status is ContractStatus.APPROVED:",
            "if contract is not None:",
            "tests/unit/properties/test_what_to_do.py::test_a_waiter_that_is_too_old_fails",
        ),
        Mutant(
            "A waiting request is declined when its contract ends",
            f"{CODE}domain/approval.py",
            "if contract is not None and reason is not None:",
            "if contract is not None and reason == 0:",
            "tests/unit/properties/test_what_to_do.py::test_an_ended_contract_fails_its_waiter",
        ),
        Mutant(
            "No request waits for ever",
            f"{CODE}domain/approval.py",
            "if now - waiter.since >= delays.patience else None",
            "if waiter.since is None else None",
            "tests/unit/properties/test_what_to_do.py::test_a_waiter_that_is_too_old_fails",
        ),
        Mutant(
            "A publication is revoked once",
            f"{CODE}domain/approval.py",
            "publication is None or publication.revoked or contract is None",
            "publication is None or contract is None",
            "tests/unit/properties/test_what_to_do.py::test_a_publication_is_revoked_once_when_its_contract_ends",
        ),
        Mutant(
            "A publication whose contract was replaced is revoked",
            f"{CODE}domain/approval.py",
            "if (None not in ids and len(ids) > 1) or are_two(publication.home, contract.home):",
            "if are_two(publication.home, contract.home):",
            "tests/unit/properties/test_what_to_do.py::test_a_publication_is_revoked_when_its_contract_is_replaced",
        ),
        Mutant(
            "A publication on the contract of another home is revoked",
            f"{CODE}domain/approval.py",
            " or are_two(publication.home, contract.home):",
            ":",
            (
                "tests/unit/properties/test_what_to_do.py::"
                "test_a_publication_is_revoked_when_the_contract_turns_out_to_be_about_another_address"
            ),
        ),
        Mutant(
            "A publication is revoked when its contract ends",
            f"{CODE}domain/approval.py",
            "if contract.has_ended else None",
            "if contract is None else None",
            "tests/unit/properties/test_what_to_do.py::test_a_publication_is_revoked_once_when_its_contract_ends",
        ),
        Mutant(
            "An address that is not known contradicts none",
            f"{CODE}domain/home.py",
            "return one is not None and other is not None and one.key != other.key",
            "return one != other",
            (
                "tests/unit/properties/test_what_to_do.py::"
                "test_a_waiter_is_resumed_unless_both_addresses_are_known_and_differ"
            ),
        ),
        Mutant(
            "An older fact about a contract never replaces a newer one",
            f"{CODE}domain/contract_status.py",
            "return fact.sequence is not None and fact.sequence > known.sequence",
            "return fact.sequence is not None",
            "tests/unit/properties/test_contract_facts.py::test_a_late_draft_does_not_undo_an_approval",
        ),
        Mutant(
            "A fact without a number never beats one with a number",
            f"{CODE}domain/contract_status.py",
            "if known.sequence is not None and known.sequence <= SEQUENCE_MAX:",
            "if known.sequence is not None and fact.sequence is not None and known.sequence <= SEQUENCE_MAX:",
            "tests/unit/properties/test_contract_facts.py::test_the_newer_of_two_facts_is_detected",
        ),
        Mutant(
            "A contract only moves forward, whatever the clocks say",
            f"{CODE}domain/contract_status.py",
            "return _stage(fact) > _stage(known)  # a contract only",
            "return fact.as_of > known.as_of  # a contract only",
            "tests/unit/properties/test_contract_facts.py::test_the_newer_of_two_facts_is_detected",
        ),
        Mutant(
            "A label at the limit declines an image",
            f"{CODE}domain/content.py",
            "label.confidence >= limits.unsafe_confidence",
            "label.confidence > limits.unsafe_confidence",
            "tests/unit/properties/test_content.py::test_a_label_declines_at_or_above_the_threshold",
        ),
        Mutant(
            "A listing without a photo is declined",
            f"{CODE}domain/content.py",
            "if not images:",
            "if images is None:",
            "tests/unit/properties/test_content.py::test_a_listing_without_an_image_is_declined",
        ),
        Mutant(
            "A photo without a verdict is never approved",
            f"{CODE}domain/content.py",
            'raise ResultMissing(f"image {key} has no moderation result")',
            "continue",
            "tests/unit/properties/test_content.py::test_content_without_a_verdict_is_never_approved",
        ),
        Mutant(
            "A text that is not evaluated whole is never approved",
            f"{CODE}domain/content.py",
            "if len(text.sentiments) != text.pieces:",
            "if text.sentiments is None:",
            "tests/unit/properties/test_content.py::test_content_without_a_verdict_is_never_approved",
        ),
        Mutant(
            "Every piece of a text counts",
            f"{CODE}domain/content.py",
            "for found in text.sentiments if",
            "for found in text.sentiments[:1] if",
            "tests/unit/properties/test_content.py::test_one_negative_part_of_a_long_text_declines_it",
        ),
        Mutant(
            "A text in a language that cannot be evaluated is never accepted by a machine",
            f"{CODE}domain/content.py",
            "if text.language.code not in limits.languages:",
            "if text.language is None:",
            (
                "tests/unit/properties/test_content.py::"
                "test_a_text_in_a_language_that_cannot_be_evaluated_is_a_question_to_a_person"
            ),
        ),
        Mutant(
            "Each text is judged in its own language",
            f"{CODE}domain/content.py",
            "yield [text for text in texts if text.field == field]",
            "yield texts",
            "tests/unit/properties/test_content.py::test_each_text_is_judged_in_its_own_language",
        ),
        Mutant(
            "A short text has the language of the longest",
            f"{CODE}domain/text.py",
            "shown = text if len(text) >= SHOWS_LANGUAGE else longest",
            "shown = text",
            "tests/unit/properties/test_content.py::test_a_short_text_has_the_language_of_the_longest",
        ),
        Mutant(
            "A language is named only if the service is sure",
            f"{CODE}domain/languages.py",
            "if self.score >= SURE else None",
            "if self.score >= 0.5 else None",
            "tests/unit/properties/test_content.py::test_a_language_is_named_only_if_the_service_is_sure",
        ),
        Mutant(
            "A reason names the words that count against a text",
            f"{CODE}domain/content.py",
            "for word in found.words]",
            "for word in ()]",
            "tests/unit/properties/test_content.py::test_a_reason_names_the_field_and_the_words",
        ),
        Mutant(
            "A photo that cannot be read is never accepted by a machine",
            f"{CODE}domain/content.py",
            "if verdict.unreadable is not None:",
            "if verdict.unreadable == 0:",
            ("tests/unit/properties/test_content.py::test_every_reason_and_every_question_is_given_not_only_the_first"),
        ),
        Mutant(
            "Captions and alternative texts are evaluated too",
            f"{CODE}inbound/publication_approval_requested.py",
            '"captions": "\\n".join(self.captions or []),',
            "",
            "tests/unit/properties/test_inbound.py::test_every_text_that_customers_read_is_evaluated",
        ),
        Mutant(
            "An event dated ahead does not outlive its successors",
            f"{CODE}inbound/contract_status_changed.py",
            "as_of=modified_at if self.metadata else min(modified_at, arrived_at)",
            "as_of=modified_at",
            "tests/unit/properties/test_handlers.py::test_an_event_dated_ten_hours_ahead_does_not_block_later_ones",
        ),
        Mutant(
            "The time of an envelope is not believed beyond now",
            f"{CODE}inbound/reading.py",
            'return min(datetime.fromisoformat(envelope["time"]), now)',
            'return datetime.fromisoformat(envelope["time"])',
            "tests/unit/properties/test_inbound.py::test_an_event_has_arrived_at_the_time_of_its_envelope_or_by_now",
        ),
        Mutant(
            "A renewed contract whose event is late declines nobody",
            f"{CODE}domain/approval.py",
            "may_be_replaced = contract.as_of < waiter.since and now - waiter.since < delays.grace",
            "may_be_replaced = False",
            (
                "tests/unit/properties/test_what_to_do.py::"
                "test_a_contract_that_had_ended_before_fails_its_waiter_unless_another_replaces_it_in_time"
            ),
        ),
        Mutant(
            "A publication whose contract is replaced is revoked",
            f"{CODE}domain/approval.py",
            "if (None not in ids and len(ids) > 1) or are_two(",
            "if are_two(",
            "tests/unit/properties/test_what_to_do.py::test_a_publication_is_revoked_when_its_contract_is_replaced",
        ),
        Mutant(
            "A revocation is newer than its approval and older than the next evaluation",
            f"{CODE}domain/request.py",
            "return evaluation_sequence + 1",
            "return evaluation_sequence + 2",
            (
                "tests/unit/properties/test_use_cases.py::"
                "test_sequences_of_evaluations_and_revocations_follow_their_requests"
            ),
        ),
        Mutant(
            "A piece of text fits the sentiment service",
            f"{CODE}domain/text.py",
            "PIECE_BYTES = 5_000",
            "PIECE_BYTES = 5_001",
            "tests/unit/properties/test_content.py::test_a_long_text_is_split_without_loss",
        ),
        Mutant(
            "A call has no more texts than the sentiment service takes",
            f"{CODE}domain/text.py",
            "PIECES = 25",
            "PIECES = 26",
            "tests/unit/properties/test_content.py::test_a_call_has_no_more_texts_than_comprehend_takes",
        ),
        Mutant(
            "The numbers of events begin at one",
            f"{CODE}inbound/reading.py",
            "sequence: int = Field(ge=1, le=SEQUENCE_MAX)",
            "sequence: int = Field(le=SEQUENCE_MAX)",
            "tests/unit/properties/test_inbound.py::test_an_invalid_event_is_unreadable",
        ),
        Mutant(
            "The numbers of events have an end",
            f"{CODE}inbound/reading.py",
            "sequence: int = Field(ge=1, le=SEQUENCE_MAX)",
            "sequence: int = Field(ge=1)",
            "tests/unit/properties/test_inbound.py::test_an_invalid_event_is_unreadable",
        ),
        Mutant(
            "The numbers of replayed decisions have an end",
            f"{CODE}inbound/decisions.py",
            "sequence: int = Field(ge=1, le=DECISION_SEQUENCE_MAX)",
            "sequence: int = Field(ge=1)",
            (
                "tests/unit/properties/test_handlers.py::"
                "test_a_decision_with_a_sequence_that_none_can_have_is_dead_lettered"
            ),
        ),
        Mutant(
            "A stored number that no event can have bars no contract's fact",
            f"{CODE}domain/contract_status.py",
            "known.sequence is not None and known.sequence <= SEQUENCE_MAX",
            "known.sequence is not None",
            "tests/unit/properties/test_contract_facts.py::test_the_newer_of_two_facts_is_detected",
        ),
    ),
)
