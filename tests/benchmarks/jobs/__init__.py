"""The jobs, in the order of performance.md; `sample` is made first, since most of the others need it."""

from __future__ import annotations

from tests.benchmarks.jobs import (
    attach,
    audit,
    backup,
    check,
    edit,
    export,
    first_window,
    import_,
    lists,
    open_file,
    parts,
    sample,
    search,
    typed,
    undo,
)
from tests.benchmarks.registry import Growth, Job, Shape

MOST_IMPORTED = 100_000
"""Registers are imported in workbooks of this size; `parts` imports larger ones in several."""
MOST_COPIED = 100_000
"""Edits are made in three copies of the sample's database."""
MOST_COUNTED = 100_000
"""The goal of a verdict is set for so many folders; nobody walks along more of them."""

JOBS = (
    Job("sample", "making a sample dealership", sample.measure),
    Job("search", "search as you type", search.measure, Growth("search.worst.p99", Shape.FLAT)),
    Job("typing", "typing at twenty keys a second", typed.measure),
    Job("lists", "the list of all files", lists.measure, Growth("lists.first_paint", Shape.FLAT)),
    Job("open", "opening a file", open_file.measure, Growth("open.p50", Shape.FLAT)),
    Job("import", "importing a register", import_.measure, most=MOST_IMPORTED),
    Job("undo", "taking the import back", undo.measure, most=MOST_IMPORTED),
    Job(
        "parts",
        "importing a register in parts",
        parts.measure,
        Growth("parts.whole", Shape.LINEAR),
        heavy=True,
    ),
    Job("export", "exporting a register", export.measure, Growth("export.cpu", Shape.LINEAR), heavy=True),
    Job("edit", "one committed edit", edit.measure, most=MOST_COPIED),
    Job("audit", "counting folders", audit.measure, most=MOST_COUNTED),
    Job("attach", "attaching scans", attach.measure),
    Job("backup", "backup and its check", backup.measure, heavy=True),
    Job("check", "checking a data folder", check.measure, Growth("check.whole", Shape.LINEAR), heavy=True),
    Job("window", "the first window", first_window.measure),
)
