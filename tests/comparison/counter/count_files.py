"""Counts MARC files as `files` systems should: python3 count_files.py < what, tables come out as JSON."""

import json
import sys

import cells
import marc


def count_system(system):
    rows = {}
    for path in system["files"]:
        for record in marc.read_file(path):
            number = record.control("001").strip()
            # Without a number it is no record of the system; of two with one number the later counts.
            if number and record.leader[5] != "d":
                rows[number] = to_row(record, system)
    records = list(rows.values())
    items = [item for record in records for item in record["items"]]
    # A system that shows no copy at all does not tell of its copies: then nobody knows which records have none.
    tells = len(items) > 0
    by_items = cells.count(records, lambda row: ("YES" if row["items"] else "NO") if tells else "(not told)")
    return [
        cells.table("RECORDS", ["HAS_ITEMS"], by_items),
        cells.table("RECORDS", ["LIBRARY"], cells.count(records, lambda row: holders(row["items"], system))),
        *cells.record_tables(records),
        *(cells.item_tables(items) if tells else [cells.table("ITEMS", [], {"ALL": None})]),
    ]


def holders(items, system):
    """Who has a title: the owners of its copies; where there are none, the only library of the system."""
    if items:
        return [item["library"] for item in items if item["library"] is not None]
    return list(system["owners"].values()) if len(system["owners"]) == 1 else []


def to_row(record, system):
    copies = system["copies"]
    items = [] if copies is None else [to_item(field, system) for field in record.data(copies["tag"])]
    # The field of the copies is no part of the description.
    tags = cells.tags(record, but=[] if copies is None else [copies["tag"]])
    return {"tags": tags, "year": cells.year(record), "languages": cells.languages(record), "items": items}


def to_item(field, system):
    parts = system["copies"]["subfields"]
    item = {name: marc.first(field, parts[part]) for name, part in PARTS.items()}
    item["library"] = system["owners"].get(item["owner"])
    return item


PARTS = {"barcode": "barcode", "owner": "owner", "location": "location", "type": "itemType"}

print(json.dumps({system["id"]: count_system(system) for system in json.load(sys.stdin)}))
