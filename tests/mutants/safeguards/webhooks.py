"""Safeguards: web: webhooks."""

from tests.mutants.mutant import Area, Mutant

CODE = "unicorn_web/src/web_service/"
SENDING = "tests/unit/web/webhooks/test_sending.py::"
TARGET = "tests/unit/web/webhooks/test_target.py::"
RECEIVER = "tests/unit/web/webhooks/test_receiver.py::"
API = "tests/unit/web/webhooks/test_webhooks_api.py::"

AREA = Area(
    "Web: webhooks",
    (
        Mutant(
            "An agent gets events of own properties alone",
            f"{CODE}use_cases/deliveries.py",
            "        agent = listings.get(event.property_id).agent\n    except ListingNotFound:\n        return ()",
            '        agent = listings.get(event.property_id).agent\n    except ListingNotFound:\n        agent = "ana"',
            f"{SENDING}test_an_agent_gets_events_of_own_properties_alone",
        ),
        Mutant(
            "A replayed event is not sent",
            f"{CODE}adapters/webhooks/bus_event.py",
            'return None if "replay" in metadata else _event(',
            "return _event(",
            f"{SENDING}test_events_of_a_replay_are_old_and_not_sent",
        ),
        Mutant(
            "An event is recorded once",
            f"{CODE}adapters/webhooks/delivery_table.py",
            "self._put(seen, only_new=True)",
            "self._put(seen)",
            f"{SENDING}test_the_same_event_twice_is_sent_once",
        ),
        Mutant(
            "What follows in a lane waits for what failed",
            f"{CODE}use_cases/deliveries.py",
            "            if failed:\n                return [failed, *lane[number + 1 :]]",
            "            if failed:\n                continue",
            f"{SENDING}test_what_waits_behind_a_failure_is_not_tried",
        ),
        Mutant(
            "What is not due holds up its lane",
            f"{CODE}use_cases/deliveries.py",
            "if delivery.due_at > now or run.circuit",
            "if run.circuit",
            f"{SENDING}test_what_fails_is_sent_again_later_and_what_follows_waits_for_it",
        ),
        Mutant(
            "A lane is in the order of its sequence",
            f"{CODE}domain/webhooks/delivery.py",
            "sorted(map(_by_sequence, found.values()), key",
            "sorted(found.values(), key",
            f"{SENDING}test_events_that_come_out_of_order_and_wait_are_sent_in_the_order_of_their_sequence",
        ),
        Mutant(
            "Properties that are always refused let the others pass",
            f"{CODE}domain/webhooks/delivery.py",
            ", key=lambda lane: lane[0].due_at)",
            ", key=lambda lane: lane[0].occurred_at)",
            f"{SENDING}test_two_properties_that_are_always_refused_let_the_others_pass",
        ),
        Mutant(
            "What is recorded while a run has no time left is for the next round",
            f"{CODE}use_cases/deliveries.py",
            "self.deliveries.end(run, due_at=self.now(), even_with_news=True)\n                return\n",
            "self.deliveries.end(run, due_at=due_at, even_with_news=True)\n                return\n",
            f"{SENDING}test_what_is_recorded_while_a_run_has_no_time_left_is_for_the_next_round",
        ),
        Mutant(
            "A paused webhook gets nothing",
            f"{CODE}use_cases/deliveries.py",
            "if webhook.is_paused:",
            "if False:",
            f"{SENDING}test_a_paused_webhook_keeps_what_happens",
        ),
        Mutant(
            "A receiver that keeps failing gets few attempts",
            f"{CODE}domain/webhooks/delivery.py",
            "return Circuit(failures=failures, open_until=now + pause(failures - OPENS_AFTER + 1, chance))",
            "return Circuit(failures=failures)",
            f"{SENDING}test_a_receiver_that_is_down_gets_few_attempts_however_many_events_wait",
        ),
        Mutant(
            "What nobody took for a day is given up",
            f"{CODE}domain/webhooks/delivery.py",
            "return now - self.recorded_at <= WINDOW",
            "return True",
            f"{SENDING}test_what_nobody_took_for_a_day_becomes_a_letter_and_can_be_redriven",
        ),
        Mutant(
            "What is recorded while a sender works is seen by it",
            f"{CODE}adapters/webhooks/delivery_table.py",
            'no_news = "" if even_with_news else " AND',
            'no_news = "" if True else " AND',
            f"{SENDING}test_what_is_recorded_just_before_the_lease_is_given_back_is_sent_too",
        ),
        Mutant(
            "A webhook has one sender",
            f"{CODE}adapters/webhooks/delivery_table.py",
            'ConditionExpression="attribute_not_exists(leased_until) OR leased_until < :now",',
            'ConditionExpression="attribute_not_exists(leased_until) OR leased_until <> :now",',
            f"{SENDING}test_while_one_sender_works_another_sends_nothing",
        ),
        Mutant(
            "A round serves many receivers at once",
            f"{CODE}handlers/send_events.py",
            "ThreadPoolExecutor(min(AT_ONCE, len(webhooks)))",
            "ThreadPoolExecutor(1)",
            f"{SENDING}test_in_a_round_a_receiver_that_hangs_keeps_no_other_waiting",
        ),
        Mutant(
            "The secret before signs as well for a while",
            f"{CODE}domain/webhooks/webhook.py",
            "return [self.current, self.previous]",
            "return [self.current]",
            f"{API}test_a_secret_is_replaced_and_the_one_before_signs_for_a_day",
        ),
        Mutant(
            "The signature is over id, time and body",
            f"{CODE}domain/webhooks/signature.py",
            'f"{message_id}.{timestamp}.".encode() + body',
            'f"{timestamp}.".encode() + body',
            f"{SENDING}test_an_event_arrives_at_once_as_a_signed_cloud_event",
        ),
        Mutant(
            "Every address of a name is public",
            f"{CODE}domain/webhooks/target.py",
            "if not all(map(is_public, addresses)):",
            "if not any(map(is_public, addresses)):",
            f"{TARGET}test_a_name_that_also_leads_to_a_private_machine_is_refused",
        ),
        Mutant(
            "An address that stands for one of IPv4 is no target",
            f"{CODE}domain/webhooks/target.py",
            "return address in GLOBAL_UNICAST and address.is_global and not is_other",
            "return address.is_global",
            f"{TARGET}test_a_machine_that_is_not_on_the_public_internet_is_no_target",
        ),
        Mutant(
            "Only https is sent to",
            f"{CODE}domain/webhooks/target.py",
            'if not is_secure and not (is_loopback_allowed and host == "127.0.0.1"):',
            "if False:",
            f"{TARGET}test_what_is_no_plain_https_address_is_refused",
        ),
        Mutant(
            "The connection is made to the address that was judged",
            f"{CODE}adapters/webhooks/receiver.py",
            "socket.create_connection((address, target.port)",
            "socket.create_connection((target.host, target.port)",
            f"{RECEIVER}test_a_name_is_resolved_once_and_the_address_that_was_judged_is_connected_to",
        ),
        Mutant(
            "The certificate must be that of the name",
            f"{CODE}adapters/webhooks/receiver.py",
            "server_hostname=target.host",
            'server_hostname="other.example"',
            f"{RECEIVER}test_the_certificate_must_be_that_of_the_name_though_the_address_is_given",
        ),
        Mutant(
            "An attempt has a time limit however the bytes come",
            f"{CODE}adapters/webhooks/receiver.py",
            "        self._sock.settimeout(_left(self._deadline))\n        received",
            "        received",
            f"{RECEIVER}test_an_attempt_ends_at_its_time_limit_however_the_bytes_come",
        ),
        Mutant(
            "An answer has a size",
            f"{CODE}adapters/webhooks/receiver.py",
            "if self._most <= 0:",
            "if False:",
            f"{RECEIVER}test_an_answer_without_end_is_not_read_to_the_end",
        ),
        Mutant(
            "A webhook is its agent's",
            f"{CODE}domain/webhooks/webhook.py",
            "if webhook.agent != agent.name and not agent.is_admin:",
            "if False:",
            f"{API}test_another_agent_may_not_use_it_and_an_admin_may",
        ),
        Mutant(
            "A name is judged when a webhook is registered",
            f"{CODE}use_cases/webhooks.py",
            "    internet.check(url)\n    if len",
            "    if len",
            f"{API}test_a_name_that_leads_to_no_public_machine_is_refused",
        ),
        Mutant(
            "A secret is shown once",
            f"{CODE}api/webhooks/views.py",
            '        "next_attempt_at": _moment(',
            '        "secret": webhook.secrets.current,  # type: ignore[typeddict-unknown-key]\n'
            '        "next_attempt_at": _moment(',
            f"{API}test_a_registered_webhook_is_shown_with_its_secret_once",
        ),
    ),
)
