"""What the first page of the list asks of a book in a file. Made by python -m tools.statements, not by hand.

A statement is its text and a letter for each column: d a day, m a moment, f a flag, a dot as it is.
"""

from __future__ import annotations

# ruff: noqa: Q003
# fmt: off
STATEMENTS: dict[str, tuple[str, str]] = {
    "version": (
        (
            "SELECT book.schema_version "
            "FROM book "
        ),
        ".",
    ),
    "settings": (
        (
            "SELECT setting.\"key\", setting.value "
            "FROM setting "
            "WHERE setting.from_on <= :as_of ORDER BY setting.seq "
        ),
        "..",
    ),
    "listed_on": (
        (
            "SELECT book.listed_on "
            "FROM book "
        ),
        "d",
    ),
    "zone_groups": (
        (
            "SELECT zone_group.id, zone_group.zones, zone_group.country "
            "FROM zone_group "
        ),
        "...",
    ),
    "hold_spans": (
        (
            "SELECT hold.debtor_id, hold.kind, hold.from_on, hold.until_on "
            "FROM hold "
            "WHERE hold.debtor_id IN (__[POSTCOMPILE_ids]) "
        ),
        "..dd",
    ),
    "numbers": (
        (
            "SELECT phone.debtor_id, phone.seq, phone.number, phone.as_typed, phone.valid "
            "FROM phone "
            "WHERE phone.debtor_id IN (__[POSTCOMPILE_ids]) "
        ),
        "....f",
    ),
    "leases": (
        (
            "SELECT lease.debtor_id, lease.holder, lease.agent, lease.host, lease.process, lease.until_at "
            "FROM lease "
            "WHERE lease.debtor_id IN (__[POSTCOMPILE_ids]) "
        ),
        ".....m",
    ),
    "owed.first": (
        (
            "SELECT work.debtor_id, work.account_seq, work.contact_group, work.owed_at, work.due_on, work.deadline_on, work.balance_minor, work.missing_minor, work.value_at_risk, work.risk_rank, work.next_step, work.why_minor, work.why_on, work.p_bp, work.creditor, work.assigned_to, work.rest_until, account.ref, debtor.ref AS ref_1, debtor.name, account.currency, account.creditor AS creditor_1, debtor.zone_group, account.reference "
            "FROM work JOIN account ON account.debtor_id = work.debtor_id AND account.seq = work.account_seq JOIN debtor ON debtor.id = work.debtor_id "
            "WHERE work.owed_at <= :ends_at AND work.contact_group = :group AND (work.rest_until IS NULL OR work.rest_until <= :rested_by) ORDER BY work.owed_at ASC, work.debtor_id ASC, work.account_seq ASC "
            "LIMIT :limit "
        ),
        "...mdd......d...m.......",
    ),
    "late.first": (
        (
            "SELECT work.debtor_id, work.account_seq, work.contact_group, work.owed_at, work.due_on, work.deadline_on, work.balance_minor, work.missing_minor, work.value_at_risk, work.risk_rank, work.next_step, work.why_minor, work.why_on, work.p_bp, work.creditor, work.assigned_to, work.rest_until, account.ref, debtor.ref AS ref_1, debtor.name, account.currency, account.creditor AS creditor_1, debtor.zone_group, account.reference "
            "FROM work JOIN account ON account.debtor_id = work.debtor_id AND account.seq = work.account_seq JOIN debtor ON debtor.id = work.debtor_id "
            "WHERE work.due_on < :today AND work.deadline_on < :today AND work.contact_group = :group AND (work.rest_until IS NULL OR work.rest_until <= :rested_by) AND (work.owed_at IS NULL OR work.owed_at > :ends_at) ORDER BY work.deadline_on ASC, work.debtor_id ASC, work.account_seq ASC "
            "LIMIT :limit "
        ),
        "...mdd......d...m.......",
    ),
    "due.first": (
        (
            "SELECT work.debtor_id, work.account_seq, work.contact_group, work.owed_at, work.due_on, work.deadline_on, work.balance_minor, work.missing_minor, work.value_at_risk, work.risk_rank, work.next_step, work.why_minor, work.why_on, work.p_bp, work.creditor, work.assigned_to, work.rest_until, account.ref, debtor.ref AS ref_1, debtor.name, account.currency, account.creditor AS creditor_1, debtor.zone_group, account.reference "
            "FROM work JOIN account ON account.debtor_id = work.debtor_id AND account.seq = work.account_seq JOIN debtor ON debtor.id = work.debtor_id "
            "WHERE work.due_on = :today AND work.contact_group = :group AND (work.rest_until IS NULL OR work.rest_until <= :rested_by) AND (work.owed_at IS NULL OR work.owed_at > :ends_at) ORDER BY work.deadline_on ASC, work.debtor_id ASC, work.account_seq ASC "
            "LIMIT :limit "
        ),
        "...mdd......d...m.......",
    ),
    "rest.first": (
        (
            "SELECT work.debtor_id, work.account_seq, work.contact_group, work.owed_at, work.due_on, work.deadline_on, work.balance_minor, work.missing_minor, work.value_at_risk, work.risk_rank, work.next_step, work.why_minor, work.why_on, work.p_bp, work.creditor, work.assigned_to, work.rest_until, account.ref, debtor.ref AS ref_1, debtor.name, account.currency, account.creditor AS creditor_1, debtor.zone_group, account.reference "
            "FROM work JOIN account ON account.debtor_id = work.debtor_id AND account.seq = work.account_seq JOIN debtor ON debtor.id = work.debtor_id "
            "WHERE work.due_on IS NULL AND work.contact_group = :group AND (work.rest_until IS NULL OR work.rest_until <= :rested_by) AND (work.owed_at IS NULL OR work.owed_at > :ends_at) ORDER BY work.risk_rank DESC, work.debtor_id DESC, work.account_seq DESC "
            "LIMIT :limit "
        ),
        "...mdd......d...m.......",
    ),
    "grace.first": (
        (
            "SELECT work.debtor_id, work.account_seq, work.contact_group, work.owed_at, work.due_on, work.deadline_on, work.balance_minor, work.missing_minor, work.value_at_risk, work.risk_rank, work.next_step, work.why_minor, work.why_on, work.p_bp, work.creditor, work.assigned_to, work.rest_until, account.ref, debtor.ref AS ref_1, debtor.name, account.currency, account.creditor AS creditor_1, debtor.zone_group, account.reference "
            "FROM work JOIN account ON account.debtor_id = work.debtor_id AND account.seq = work.account_seq JOIN debtor ON debtor.id = work.debtor_id "
            "WHERE work.due_on < :today AND work.deadline_on >= :today AND work.contact_group = :group AND (work.owed_at IS NULL OR work.owed_at > :ends_at) ORDER BY work.due_on ASC, work.deadline_on ASC, work.debtor_id ASC, work.account_seq ASC "
            "LIMIT :limit "
        ),
        "...mdd......d...m.......",
    ),
    "held.first": (
        (
            "SELECT work.debtor_id, work.account_seq, work.contact_group, work.owed_at, work.due_on, work.deadline_on, work.balance_minor, work.missing_minor, work.value_at_risk, work.risk_rank, work.next_step, work.why_minor, work.why_on, work.p_bp, work.creditor, work.assigned_to, work.rest_until, account.ref, debtor.ref AS ref_1, debtor.name, account.currency, account.creditor AS creditor_1, debtor.zone_group, account.reference "
            "FROM work JOIN account ON account.debtor_id = work.debtor_id AND account.seq = work.account_seq JOIN debtor ON debtor.id = work.debtor_id "
            "WHERE work.contact_group = 0 ORDER BY work.debtor_id ASC, work.account_seq ASC "
            "LIMIT :limit "
        ),
        "...mdd......d...m.......",
    ),
    "wait.following": (
        (
            "SELECT work.debtor_id, work.account_seq, work.contact_group, work.owed_at, work.due_on, work.deadline_on, work.balance_minor, work.missing_minor, work.value_at_risk, work.risk_rank, work.next_step, work.why_minor, work.why_on, work.p_bp, work.creditor, work.assigned_to, work.rest_until, account.ref, debtor.ref AS ref_1, debtor.name, account.currency, account.creditor AS creditor_1, debtor.zone_group, account.reference "
            "FROM work JOIN account ON account.debtor_id = work.debtor_id AND account.seq = work.account_seq JOIN debtor ON debtor.id = work.debtor_id "
            "WHERE work.due_on IS NOT NULL AND work.contact_group = :group AND (work.owed_at IS NULL OR work.owed_at > :ends_at) AND (work.due_on, work.deadline_on, work.debtor_id, work.account_seq) > (:key_0, :key_1, :key_2, :key_3) ORDER BY work.due_on ASC, work.deadline_on ASC, work.debtor_id ASC, work.account_seq ASC "
            "LIMIT :limit "
        ),
        "...mdd......d...m.......",
    ),
    "resting.following": (
        (
            "SELECT work.debtor_id, work.account_seq, work.contact_group, work.owed_at, work.due_on, work.deadline_on, work.balance_minor, work.missing_minor, work.value_at_risk, work.risk_rank, work.next_step, work.why_minor, work.why_on, work.p_bp, work.creditor, work.assigned_to, work.rest_until, account.ref, debtor.ref AS ref_1, debtor.name, account.currency, account.creditor AS creditor_1, debtor.zone_group, account.reference "
            "FROM work JOIN account ON account.debtor_id = work.debtor_id AND account.seq = work.account_seq JOIN debtor ON debtor.id = work.debtor_id "
            "WHERE work.rest_until IS NOT NULL AND (work.owed_at <= :ends_at OR work.due_on IS NULL OR work.due_on = :today OR work.due_on < :today AND work.deadline_on < :today) AND work.contact_group = :group AND (work.rest_until, work.debtor_id, work.account_seq) > (:key_0, :key_1, :key_2) ORDER BY work.rest_until ASC, work.debtor_id ASC, work.account_seq ASC "
            "LIMIT :limit "
        ),
        "...mdd......d...m.......",
    ),
    "owed.count": (
        (
            "SELECT count(*) AS count_1 "
            "FROM work "
            "WHERE work.contact_group IN (__[POSTCOMPILE_groups]) AND work.owed_at <= :ends_at "
        ),
        ".",
    ),
    "late.count": (
        (
            "SELECT count(*) AS count_1 "
            "FROM work "
            "WHERE work.contact_group IN (__[POSTCOMPILE_groups]) AND work.due_on < :today AND work.deadline_on < :today "
        ),
        ".",
    ),
    "due.count": (
        (
            "SELECT count(*) AS count_1 "
            "FROM work "
            "WHERE work.contact_group IN (__[POSTCOMPILE_groups]) AND work.due_on = :today "
        ),
        ".",
    ),
    "rest.count": (
        (
            "SELECT count(*) AS count_1 "
            "FROM work "
            "WHERE work.contact_group IN (__[POSTCOMPILE_groups]) AND work.due_on IS NULL "
        ),
        ".",
    ),
    "resting.count": (
        (
            "SELECT count(*) AS count_1 "
            "FROM work "
            "WHERE work.contact_group IN (__[POSTCOMPILE_groups]) AND work.rest_until IS NOT NULL AND (work.owed_at <= :ends_at OR work.due_on IS NULL OR work.due_on = :today OR work.due_on < :today AND work.deadline_on < :today) AND work.rest_until > :rested_by "
        ),
        ".",
    ),
    "late.count_owed": (
        (
            "SELECT count(*) AS count_1 "
            "FROM work "
            "WHERE work.contact_group IN (__[POSTCOMPILE_groups]) AND work.due_on < :today AND work.deadline_on < :today AND work.owed_at <= :ends_at "
        ),
        ".",
    ),
    "due.count_owed": (
        (
            "SELECT count(*) AS count_1 "
            "FROM work "
            "WHERE work.contact_group IN (__[POSTCOMPILE_groups]) AND work.due_on = :today AND work.owed_at <= :ends_at "
        ),
        ".",
    ),
    "rest.count_owed": (
        (
            "SELECT count(*) AS count_1 "
            "FROM work "
            "WHERE work.contact_group IN (__[POSTCOMPILE_groups]) AND work.due_on IS NULL AND work.owed_at <= :ends_at "
        ),
        ".",
    ),
}
