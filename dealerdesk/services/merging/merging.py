"""The way in: two customers or two vehicle files are compared, and merged."""

from __future__ import annotations

from collections.abc import Mapping

from dealerdesk.domain.duplicates import PairKind
from dealerdesk.domain.progress import Progress
from dealerdesk.services.actions import CUSTOMERS_MERGED, FILES_MERGED
from dealerdesk.services.merging.customers import merge_customers, plan_of_customers
from dealerdesk.services.merging.files import merge_files, plan_of_files
from dealerdesk.services.merging.plans import Choice, Merged, MergePlan, check_plan
from dealerdesk.storage.unit_of_work import Database, Label, UnitOfWork


class Merging:
    """Makes one record of two in one dealership."""

    def __init__(self, database: Database, author: int) -> None:
        self._database = database
        self._author = author

    def plan_merge(self, kind: PairKind, kept: int, other: int) -> MergePlan:
        """What merging `other` into `kept` would do; raises ``customer_unknown`` or ``file_gone``."""
        plan = plan_of_customers if kind is PairKind.CUSTOMERS else plan_of_files
        with self._database.reading() as session:
            return plan(session, kept, other)

    def plan_pair(self, kind: PairKind, first: int, second: int) -> MergePlan:
        """The plan that keeps whichever of the two has more; raises as `plan_merge` does."""
        plan = self.plan_merge(kind, first, second)
        turned = self.plan_merge(kind, second, first)
        if plan.refusal is not None or turned.refusal is not None:
            return turned if plan.refusal is not None and turned.refusal is None else plan
        return turned if _weight(turned) > _weight(plan) else plan

    def apply_merge(
        self, plan: MergePlan, chosen: Mapping[str, Choice], progress: Progress | None = None
    ) -> Merged:
        """Do what `plan` shows, with what a person has `chosen` instead of its defaults, as one change.

        A customer with thousands of vehicles takes some seconds; `progress` may stop it. Raises
        ``customer_unknown``, ``file_gone`` and what `check_plan` raises; then nothing is changed.
        """
        is_cards = plan.kind is PairKind.CUSTOMERS
        label = Label(CUSTOMERS_MERGED if is_cards else FILES_MERGED)
        with self._database.writing(label, author=self._author, progress=progress) as work:
            if is_cards:
                _merge_cards(work, plan, chosen)
            else:
                _merge_files(work, plan, chosen)
        assert work.change is not None
        kept, other = plan.kept, plan.other
        return Merged(plan.kind, kept.id, kept.number, kept.name, other.number, work.change.set_id)


def _merge_cards(work: UnitOfWork, plan: MergePlan, chosen: Mapping[str, Choice]) -> None:
    now = plan_of_customers(work.session, plan.kept.id, plan.other.id)
    check_plan(plan, now, chosen)
    name = merge_customers(work, now, now.taken(chosen))
    work.name(gone_no=now.other.number, gone=now.other.name, customer_no=now.kept.number, name=name)


def _merge_files(work: UnitOfWork, plan: MergePlan, chosen: Mapping[str, Choice]) -> None:
    now = plan_of_files(work.session, plan.kept.id, plan.other.id)
    check_plan(plan, now, chosen)
    merge_files(work, now, now.taken(chosen))
    work.name(gone_no=now.other.number, file_no=now.kept.number)


def _weight(plan: MergePlan) -> tuple[bool, int, int, int]:
    """How much speaks for keeping what this plan keeps: what is filed, then what has more, then the older."""
    filled = sum(bool(each.kept) for each in plan.fields)
    return plan.kept.state not in {"", "draft"}, plan.kept.hanging.total, filled, -plan.kept.id
