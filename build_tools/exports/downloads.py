"""All of the data in one file: as JSON, as CSV tables in an archive, and as an SQLite database."""

from __future__ import annotations

import csv
import io
import sqlite3
from collections.abc import Iterator

from build_tools import addresses
from build_tools.archives import zipped
from build_tools.edition import edition_of
from build_tools.exports.api import encoded, heading, published, whole
from build_tools.exports.tables import Table, tables
from build_tools.graph import Atlas


def download_files(atlas: Atlas) -> Iterator[tuple[str, bytes]]:
    """The three files, as addresses and contents. An atlas that switches them off in site.yml has none."""
    if atlas.site.downloads:
        made = tables(atlas)
        yield addresses.ALL_JSON, _json(atlas)
        yield addresses.ALL_CSV, zipped((f"{table.name}.csv", _csv(table)) for table in made)
        yield addresses.ALL_SQLITE, _database(made)


def _json(atlas: Atlas) -> bytes:
    value = {**heading(atlas), "edition": edition_of(atlas).version}
    for folder, records in published(atlas):
        value[folder] = [whole(atlas, record) for record in records]
    return encoded(value)


def _csv(table: Table) -> bytes:
    """Comma-separated, UTF-8, a header line, lines that end as RFC 4180 says; an empty cell is no value."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow([column.name for column in table.columns])
    writer.writerows(table.rows)
    return text.getvalue().encode()


def _database(made: tuple[Table, ...]) -> bytes:
    """The same tables with their links as foreign keys."""
    database = sqlite3.connect(":memory:", isolation_level=None)
    database.execute("PRAGMA page_size = 4096")
    for table in made:
        lines = [f'"{column.name}" {column.type}' for column in table.columns]
        if table.columns[0].name == "id":
            lines[0] += " PRIMARY KEY NOT NULL"
        lines += [
            f'FOREIGN KEY ("{column.name}") REFERENCES "{column.of}" ("id")'
            for column in table.columns
            if column.of
        ]
        database.execute(f'CREATE TABLE "{table.name}" ({", ".join(lines)}) STRICT')
        slots = ", ".join("?" * len(table.columns))
        database.execute("BEGIN")
        database.executemany(f'INSERT INTO "{table.name}" VALUES ({slots})', table.rows)
        database.execute("COMMIT")
    try:
        return database.serialize()
    finally:
        database.close()
