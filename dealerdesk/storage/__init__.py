"""The database: models, migrations, history, queries and the search index, on one SQLite file."""
