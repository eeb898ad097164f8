"""Safeguards: web: saved searches and their mails."""

from tests.mutants.mutant import Area, Mutant

CODE = "unicorn_web/src/web_service/"
API = "tests/unit/web/test_alerts_api.py::"
MAILS = "tests/unit/web/test_send_alerts.py::"
TABLE = "tests/adapters/web/test_alert_table.py::"
SES = "tests/adapters/web/test_ses_mailer.py::"

AREA = Area(
    "Web: saved searches",
    (
        Mutant(
            "A search that nobody confirmed is mailed nothing",
            f"{CODE}adapters/alerts/alert_table.py",
            '            "ConditionExpression": "search_state = :confirmed",\n',
            '            "ConditionExpression": "search_state <= :confirmed OR search_state >= :confirmed",\n',
            f"{TABLE}test_nothing_is_kept_for_a_search_that_nobody_confirmed_or_that_is_gone",
        ),
        Mutant(
            "A home that is found again while a mail is made is not dropped",
            f"{CODE}adapters/alerts/alert_table.py",
            'ConditionExpression="found_at = :seen"',
            'ConditionExpression="found_at >= :seen"',
            f"{TABLE}test_a_home_that_is_found_again_while_a_mail_is_made_is_not_dropped",
        ),
        Mutant(
            "A home that is approved again is waited for anew",
            f"{CODE}adapters/alerts/alert_table.py",
            '"SET found_at = :at, expires_at = :until"',
            '"SET found_at = if_not_exists(found_at, :at), expires_at = :until"',
            f"{MAILS}test_a_home_that_is_approved_again_is_waited_for_anew",
        ),
        Mutant(
            "A home that was mailed is not kept again",
            f"{CODE}adapters/alerts/alert_table.py",
            '[{"Update": new}, {"ConditionCheck": sent}, {"Update": due}]',
            '[{"Update": new}, {"Update": due}]',
            f"{MAILS}test_an_event_that_comes_again_and_again_brings_a_home_once",
        ),
        Mutant(
            "A search is mailed once a day",
            f"{CODE}adapters/alerts/alert_table.py",
            '"search_state = :confirmed AND mailed_on < :day"',
            '"search_state = :confirmed AND mailed_on <= :day"',
            f"{TABLE}test_the_days_mail_is_taken_once_and_may_be_given_back",
        ),
        Mutant(
            "What comes while a mail is made is not forgotten",
            f"{CODE}adapters/alerts/alert_table.py",
            '"REMOVE due, due_at", "news = :news", news',
            '"REMOVE due, due_at", "news >= :news", news',
            f"{TABLE}test_what_comes_while_a_mail_is_made_stays_due",
        ),
        Mutant(
            "A home that was withdrawn before the mail is not in it",
            f"{CODE}use_cases/alert_mails.py",
            "if (home := public.get(each.property_id)) and",
            "if (home := public.get(each.property_id) or next(iter(public.values()), None)) and",
            f"{MAILS}test_a_home_that_was_withdrawn_before_the_mail_is_not_in_it",
        ),
        Mutant(
            "A home that was changed until it matches no longer is not in the mail",
            f"{CODE}use_cases/alert_mails.py",
            " and Compared(each.property_id, home).is_found_by(wishes)",
            " and (Compared(each.property_id, home).is_found_by(wishes) or True)",
            f"{MAILS}test_a_home_that_was_changed_until_it_matches_no_longer_is_not_in_the_mail",
        ),
        Mutant(
            "A home that is approved and not public yet is waited for",
            f"{CODE}use_cases/alert_mails.py",
            "        return found.found_at + EXPECTED > self.now()",
            "        return False",
            f"{MAILS}test_a_home_that_is_approved_and_not_public_yet_waits_for_that",
        ),
        Mutant(
            "The day's mail is taken before it is sent",
            f"{CODE}use_cases/alert_mails.py",
            "        except MailUncertain as lost:  # the day is over for it; its homes are named again tomorrow\n"
            "            done.refused += 1\n",
            "        except MailUncertain as lost:  # the day is over for it; its homes are named again tomorrow\n"
            "            done.refused += 1\n"
            "            self.searches.give_back(search, day)\n",
            f"{MAILS}test_a_mail_whose_answer_is_lost_is_no_second_one_on_its_day_and_loses_no_home",
        ),
        Mutant(
            "A mail that the service refused loses no home",
            f"{CODE}use_cases/alert_mails.py",
            "            self.searches.give_back(search, day)\n"
            "            self.on_failure(search, str(refused))\n"
            "            return False",
            "            self.searches.give_back(search, day)\n"
            "            self.on_failure(search, str(refused))\n"
            "            return True",
            f"{MAILS}test_a_mail_that_the_service_refuses_goes_out_on_the_same_day",
        ),
        Mutant(
            "An address is sent one mail a day that it does not answer",
            f"{CODE}domain/alerts/saved_search.py",
            "        if waits:\n",
            "        if waits > CONFIRMED_WITHIN:\n",
            f"{API}test_an_address_is_sent_one_mail_a_day_that_it_does_not_answer",
        ),
        Mutant(
            "Who ends a search that was not theirs is sent no further mail on that day",
            f"{CODE}domain/alerts/saved_search.py",
            "        return replace(self, searches=rest, version=self.version + 1)",
            "        return replace(self, searches=rest, waits_until=None, version=self.version + 1)",
            f"{API}test_an_address_is_sent_one_mail_a_day_that_it_does_not_answer",
        ),
        Mutant(
            "An address is counted in every spelling that reaches its mailbox",
            f"{CODE}api/alerts/secrets.py",
            "    mailbox = f\"{name.partition('+')[0] or name}@{domain}\"",
            '    mailbox = f"{name}@{domain}"',
            f"{API}test_an_address_is_sent_one_mail_a_day_that_it_does_not_answer",
        ),
        Mutant(
            "An address has so many saved searches at most",
            f"{CODE}domain/alerts/saved_search.py",
            "        if len(searches) >= PER_ADDRESS:",
            "        if len(searches) > PER_ADDRESS:",
            f"{API}test_an_address_that_answers_its_mail_may_save_further_searches_up_to_some",
        ),
        Mutant(
            "Of two searches that an address saves at once one is written",
            f"{CODE}adapters/alerts/alert_table.py",
            '"version = :version" if before.version else "attribute_not_exists(version)"',
            '"version >= :version" if before.version else "attribute_exists(pk) OR attribute_not_exists(pk)"',
            f"{TABLE}test_of_two_searches_of_an_address_at_once_one_is_written",
        ),
        Mutant(
            "A network address saves so many searches in an hour",
            f"{CODE}adapters/alerts/alert_table.py",
            "[book, put, *counts]",
            "[book, put]",
            f"{API}test_a_network_address_saves_so_many_in_an_hour",
        ),
        Mutant(
            "Only who has the link reads, confirms and ends a search",
            f"{CODE}use_cases/alerts.py",
            "    if not (is_made_here or is_secret_of(found, secret)):",
            "    if not (is_made_here or is_secret_of(found, secret) or True):",
            f"{API}test_only_who_has_the_link_reads_confirms_and_ends_a_search",
        ),
        Mutant(
            "A saved search is read until its last moment and no longer",
            f"{CODE}use_cases/alerts.py",
            "    if found is None or found.expires_at <= now:  # DynamoDB",
            "    if found is None:  # DynamoDB",
            f"{API}test_a_search_is_gone_from_its_last_moment_on_though_it_is_stored",
        ),
        Mutant(
            "A search that ran out is mailed nothing more",
            f"{CODE}use_cases/alert_mails.py",
            " or search.expires_at <= self.now():",
            ":",
            f"{MAILS}test_a_search_that_ran_out_is_mailed_nothing_more",
        ),
        Mutant(
            "A mail that asks is tried by one function at a time",
            f"{CODE}adapters/alerts/alert_table.py",
            '"due = :ask AND due_at <= :before"',
            '"due = :ask"',
            f"{TABLE}test_a_mail_that_asks_is_due_until_it_went_out_and_tried_by_one_at_a_time",
        ),
        Mutant(
            "A mail that may have gone out to ask is not sent again",
            f"{CODE}use_cases/alerts.py",
            "    except MailUncertain:\n        pass\n",
            "    except MailUncertain as lost:\n        return str(lost)\n",
            f"{API}test_a_mail_that_may_have_gone_out_is_not_sent_again",
        ),
        Mutant(
            "An error of the mail service does not name the address",
            f"{CODE}adapters/alerts/ses_mailer.py",
            "            raise MailRefused(code) from None\n",
            "            raise MailRefused(str(error)) from error\n",
            f"{SES}test_an_error_says_whether_somebody_may_get_the_mail_and_not_who",
        ),
    ),
)
