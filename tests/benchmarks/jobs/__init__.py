"""The jobs, in the order of performance.md; `sample` is made first, since most of the others need it."""

from __future__ import annotations

from tests.benchmarks.jobs import (
    attach,
    backup,
    edit,
    export,
    first_window,
    import_,
    sample,
    search,
    undo,
)
from tests.benchmarks.registry import Job

JOBS = (
    Job("sample", "making a sample dealership", sample.measure),
    Job("search", "search as you type", search.measure),
    Job("import", "importing a register", import_.measure),
    Job("undo", "taking the import back", undo.measure),
    Job("export", "exporting a register", export.measure),
    Job("edit", "one committed edit", edit.measure),
    Job("attach", "attaching scans", attach.measure),
    Job("backup", "backup and its check", backup.measure),
    Job("window", "the first window", first_window.measure),
)
