"""Alembic's door: runs the steps on the connection that `storage.schema` hands over."""

from __future__ import annotations

from alembic import context

from dealerdesk.storage.models import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,
)
context.run_migrations()
