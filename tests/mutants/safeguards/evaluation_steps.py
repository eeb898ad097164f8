"""Safeguards: properties: waiting, deciding once, and telling."""

from tests.mutants.mutant import Area, Mutant

CODE = "unicorn_properties/src/properties_service/"

AREA = Area(
    "Properties: waiting, deciding once, and telling",
    (
        Mutant(
            "A writer of a fact that loses a race reads again",
            f"{CODE}use_cases/contract_facts.py",
            "        except ChangedMeanwhile:\n            continue",
            "        except ChangedMeanwhile:\n            return False",
            "tests/unit/properties/test_contract_facts.py::test_a_writer_that_loses_a_race_reads_again",
        ),
        Mutant(
            "A request is evaluated once, however often it is delivered",
            f"{CODE}use_cases/evaluation.py",
            "        return ContractCheck(outcome=Outcome.DUPLICATE)",
            "        pass",
            "tests/unit/properties/test_use_cases.py::test_a_second_delivery_of_a_request_is_a_duplicate",
        ),
        Mutant(
            "A contract that has ended declines a new request",
            f"{CODE}use_cases/evaluation.py",
            "    if reason is not None:\n        return ContractCheck(outcome=Outcome.DECLINED",
            "    if reason == 0:\n        return ContractCheck(outcome=Outcome.DECLINED",
            "tests/unit/properties/test_use_cases.py::test_an_ended_contract_is_a_reason_that_names_it",
        ),
        Mutant(
            "Every reason, of the contract and of the content, is given at the first try",
            "unicorn_properties/workflow/publication_evaluation.asl.json",
            "$states.input.outcome = 'DECLINED'",
            "$states.input.outcome = 'NEVER'",
            (
                "tests/infra/test_workflow_paths.py::"
                "test_declined_with_the_reasons_of_the_contract_and_of_the_content_at_once"
            ),
        ),
        Mutant(
            "A contract declines even while the services that judge the content are down",
            f"{CODE}handlers/validate_content.py",
            "return declined_result(against) if against else unavailable_result()",
            "return unavailable_result()",
            "tests/unit/properties/test_handlers.py::test_the_task_adds_to_the_reasons_of_the_contract",
        ),
        Mutant(
            "The event of a first or next contract may be late",
            f"{CODE}use_cases/evaluation.py",
            "if reason is not None and attempt.is_early:",
            "if reason == 0 and attempt.is_early:",
            "tests/unit/properties/test_use_cases.py::test_a_late_contract_event_is_waited_for",
        ),
        Mutant(
            "A verdict with too high a threshold is asked for again",
            f"{CODE}use_cases/evaluation.py",
            "if verdict.least_confidence <= limits.unsafe_confidence",
            "if verdict",
            "tests/unit/properties/test_use_cases.py::test_a_verdict_with_a_higher_threshold_is_requested_again",
        ),
        Mutant(
            "A photo that could not be read is looked at again next time",
            f"{CODE}use_cases/evaluation.py",
            "[verdict for verdict in moderated if verdict.unreadable is None]",
            "list(moderated)",
            "tests/unit/properties/test_use_cases.py::test_an_unreadable_image_is_moderated_again_next_time",
        ),
        Mutant(
            "A revocation is published before it is marked",
            f"{CODE}use_cases/syncing.py",
            (
                "    services.publisher().publish_revocation(action, at=services.now)  # first: what "
                "is marked is not published again\n"
                "    services.approvals.mark_revoked(publication.property_id, publication.request_id, "
                "at=services.now)\n"
            ),
            (
                "    services.approvals.mark_revoked(publication.property_id, publication.request_id, "
                "at=services.now)\n"
                "    services.publisher().publish_revocation(action, at=services.now)\n"
            ),
            (
                "tests/unit/properties/test_what_to_do.py::"
                "test_a_revocation_that_could_not_be_published_is_published_later"
            ),
        ),
        Mutant(
            "A waiter is dropped only after it was resumed",
            f"{CODE}use_cases/syncing.py",
            "    try:\n        _resume(action, services.workflow())",
            (
                "    services.approvals.drop_waiter(action.waiter)\n"
                "    try:\n"
                "        _resume(action, services.workflow())"
            ),
            "tests/unit/properties/test_what_to_do.py::test_a_waiter_is_kept_while_the_workflow_service_is_down",
        ),
        Mutant(
            "A token that is gone holds up no other waiter",
            f"{CODE}use_cases/syncing.py",
            "    except TokenGone:\n        request_ids",
            "    except ZeroDivisionError:\n        request_ids",
            "tests/unit/properties/test_what_to_do.py::test_a_dead_token_is_dropped_and_the_others_are_resumed",
        ),
        Mutant(
            "A failed request is declined once",
            f"{CODE}use_cases/decisions.py",
            "if requests.is_answered(request.request_id):",
            "if requests is None:",
            (
                "tests/unit/properties/test_use_cases.py::"
                "test_an_execution_that_ended_without_an_evaluation_gets_exactly_one"
            ),
        ),
        Mutant(
            "A failed request is marked as answered only after its evaluation was published",
            f"{CODE}use_cases/decisions.py",
            (
                "    publisher.publish_failure(request, reason=evaluation_failed(request.property_id), at=now)\n"
                "    requests.mark_answered(request.request_id)\n"
            ),
            (
                "    requests.mark_answered(request.request_id)\n"
                "    publisher.publish_failure(request, reason=evaluation_failed(request.property_id), at=now)\n"
            ),
            (
                "tests/unit/properties/test_use_cases.py::"
                "test_an_evaluation_that_could_not_be_published_is_published_later"
            ),
        ),
        Mutant(
            "A timed-out token is gone, and not tried for ever",
            f"{CODE}adapters/waiting_workflows.py",
            '"TaskTimedOut", ',
            "",
            "tests/adapters/properties/test_waiting_workflows.py::test_a_dead_token_is_gone",
        ),
        Mutant(
            "A workflow service that is down loses no waiter",
            f"{CODE}adapters/waiting_workflows.py",
            "raise WorkflowUnavailable(code)",
            "raise TokenGone(code)",
            "tests/adapters/properties/test_waiting_workflows.py::test_any_other_error_is_retried",
        ),
        Mutant(
            "A change that can never be synced blocks no other",
            f"{CODE}handlers/sync_property_approvals.py",
            "except Exception as error:  # whatever it is",
            "except ZeroDivisionError as error:  # whatever it is",
            "tests/unit/properties/test_handlers.py::test_a_property_whose_state_cannot_be_read_blocks_no_other",
        ),
        Mutant(
            "A batch of which nothing could be synced is delivered again",
            f"{CODE}handlers/sync_property_approvals.py",
            "if synced and not any(synced.values()):",
            "if synced is None:",
            "tests/unit/properties/test_handlers.py::test_a_batch_that_fails_completely_is_delivered_again",
        ),
        Mutant(
            "A task token is never logged",
            f"{CODE}handlers/wait_for_contract_approval.py",
            '"request_id": waiter.request_id,\n            "correlation',
            '"request_id": waiter.token,\n            "correlation',
            "tests/unit/properties/test_handlers.py::test_a_task_token_is_stored_and_never_logged",
        ),
        Mutant(
            "An execution that has published its answer gets no second one",
            f"{CODE}adapters/ended_executions.py",
            'frozenset({"EvaluationFailed", "RequestUnreadable"})',
            'frozenset({"RequestUnreadable"})',
            (
                "tests/unit/properties/test_handlers.py::"
                "test_an_execution_that_published_its_evaluation_gets_no_second_one"
            ),
        ),
        Mutant(
            "An expired waiter is given up whatever the round is at",
            f"{CODE}use_cases/waiting.py",
            "    handle_round(expired, look_at, budget=budget.half(), move=lambda _: None)\n",
            "",
            (
                "tests/simulation/test_schedules.py::"
                "test_one_whose_time_is_over_is_given_up_by_the_next_run_whatever_the_round_is_at"
            ),
        ),
        Mutant(
            "A property that cannot be synced keeps no other waiting",
            f"{CODE}use_cases/waiting.py",
            "except Exception as error:  # also a state",
            "except ZeroDivisionError as error:  # also a state",
            (
                "tests/unit/properties/test_what_to_do.py::"
                "test_the_schedule_continues_after_a_property_that_cannot_be_read"
            ),
        ),
        Mutant(
            "A result of moderation without labels is no verdict",
            f"{CODE}adapters/validate_content_task.py",
            'labels = [] if unreadable else moderated["labels"]',
            'labels = moderated.get("labels") or []',
            "tests/unit/properties/test_content.py::test_a_malformed_moderation_result_is_not_a_verdict",
        ),
        Mutant(
            "A text that was not read is never approved",
            f"{CODE}adapters/validate_content_task.py",
            'if not unavailable_services(task) and len(texts) != task["texts"]:',
            "if texts is None:",
            "tests/unit/properties/test_handlers.py::test_a_text_that_was_not_read_fails_the_evaluation",
        ),
        Mutant(
            "Locally, languages are recognised by words, not by capitals and signs",
            "unicorn_properties/local/stand_ins/detect_dominant_language.py",
            '_identifier().rank(f" {words} ")',
            "_identifier().rank(text)",
            "tests/unit/properties/test_listing_prose.py::test_the_languages_of_short_and_long_sentences_are_recognised",
        ),
        Mutant(
            "A sentiment that the service does not have is refused",
            f"{CODE}adapters/validate_content_task.py",
            "if name not in SENTIMENTS:",
            "if not name:",
            "tests/unit/properties/test_content.py::test_a_malformed_sentiment_is_rejected",
        ),
        Mutant(
            "Locally, only words that run a home or a person down count against a text",
            "unicorn_properties/local/stand_ins/detect_sentiment.py",
            "if valence > 0 or not any(map(str.isalpha, word))",
            "if word != 'no'",
            "tests/unit/properties/test_listing_prose.py::test_no_word_of_the_trade_counts_against_a_text",
        ),
        Mutant(
            "Locally, ruins are negative",
            "unicorn_properties/local/stand_ins/detect_sentiment.py",
            "analyzer.lexicon = kept | AGAINST",
            "analyzer.lexicon = AGAINST | analyzer.lexicon",
            "tests/unit/properties/test_listing_prose.py::test_english_prose_is_judged_as_a_careful_person_does",
        ),
        Mutant(
            "Locally, what a home lacks does not turn the praise that follows",
            "unicorn_properties/local/stand_ins/detect_sentiment.py",
            "CLAUSE_ENDS.split(text)",
            "[text]",
            "tests/unit/properties/test_listing_prose.py::test_what_a_home_lacks_does_not_turn_the_praise_that_follows",
        ),
        Mutant(
            "A property that fails holds up no reconciliation",
            f"{CODE}use_cases/reconciling.py",
            "except Exception as error:  # also a state",
            "except ZeroDivisionError as error:  # also a state",
            "tests/simulation/test_reconciliation.py::test_a_reconciliation_during_the_outage_reports_what_failed",
        ),
    ),
)
