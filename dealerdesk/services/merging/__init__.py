"""Two records that are one: compared, merged by what a person chooses, and undone like any change."""

from dealerdesk.services.merging.merging import Merging
from dealerdesk.services.merging.plans import Choice, Hanging, Merged, MergeField, MergePlan, MergeSide

__all__ = ["Choice", "Hanging", "MergeField", "MergePlan", "MergeSide", "Merged", "Merging"]
