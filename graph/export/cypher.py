"""The Cypher script that loads an export into a Neo4j database that runs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

_HEAD = """\
// Loads a Guanxi graph into a running Neo4j 5.23 or newer, or brings one that is there up to date.
// Copy the CSV files into the import folder of the database, then: cypher-shell -f load.cypher
// (In Neo4j Browser put :auto before each statement that runs IN TRANSACTIONS.)
// CO_MENTIONED_WITH says that two entities are named together, and no more; it has no direction.
CREATE CONSTRAINT guanxi_entity IF NOT EXISTS FOR (e:Entity) REQUIRE e.id IS UNIQUE;
CREATE CONSTRAINT guanxi_document IF NOT EXISTS FOR (d:Document) REQUIRE d.id IS UNIQUE;
"""
_LOAD = """
LOAD CSV WITH HEADERS FROM 'file:///{file}' AS row
CALL (row) {{
  {found}
  SET {values}
}} IN TRANSACTIONS OF 10000 ROWS;
"""
_LABEL = "\nMATCH (e:Entity {{type: {type}}})\nCALL (e) {{ SET e:{label} }} IN TRANSACTIONS OF 10000 ROWS;\n"
# What the rows of each file are about.
_FOUND = {
    "entities.csv": "MERGE (x:Entity {id: row.`id:ID(Entity)`})",
    "documents.csv": "MERGE (x:Document {id: row.`id:ID(Document)`})",
    "co_mentions.csv": "MATCH (a:Entity {id: row.`:START_ID(Entity)`}), (b:Entity {id: row.`:END_ID(Entity)`})\n"
    "  MERGE (a)-[x:CO_MENTIONED_WITH]->(b)",
    "mentioned_in.csv": "MATCH (a:Entity {id: row.`:START_ID(Entity)`}), (b:Document {id: row.`:END_ID(Document)`})\n"
    "  MERGE (a)-[x:MENTIONED_IN]->(b)",
}
_READ = {"long": "toInteger({})", "double": "toFloat({})", "date": "date({})", "string": "{}"}


def script(heads: Mapping[str, Sequence[str]], labels: Mapping[str, str], separator: str) -> str:
    """The script for files with these headers. `labels` are those of the types, `separator` is that of lists."""
    read = {**_READ, "string[]": f"split({{}}, {_quoted(separator)})"}
    loads = (_load(file, head, read) for file, head in heads.items())
    named = (_LABEL.format(type=_quoted(type_), label=_escaped(label)) for type_, label in labels.items())
    return "".join((_HEAD, *loads, *named))


def _load(file: str, head: Sequence[str], read: Mapping[str, str]) -> str:
    properties = [header.split(":") for header in head if "(" not in header and not header.startswith(":")]
    values = [f"x.{name} = {read[type_].format(f'row.`{name}:{type_}`')}" for name, type_ in properties]
    return _LOAD.format(file=file, found=_FOUND[file], values=",\n      ".join(values))


def _escaped(label: str) -> str:
    """A label as Cypher reads it, whatever is in it."""
    return "`" + label.replace("`", "``") + "`"


def _quoted(text: str) -> str:
    """A string as Cypher reads it."""
    plain = text.replace("\\", "\\\\").replace("'", "\\'")
    return "'" + "".join(f"\\u{ord(c):04X}" if ord(c) < 32 else c for c in plain) + "'"
