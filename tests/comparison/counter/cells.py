"""Counts records and copies by what they say. Shares no code with Mercia."""

import re
from collections import Counter

from marc import values

NONE = "(none)"
NO_LANGUAGE = {"und", "zxx", "mul", "mis", "n/a"}


def count(rows, *keys):
    """How many rows have each combination; a row whose key gives a list counts under each value, or under (none)."""
    cells = Counter()
    for row in rows:
        combinations = [[]]
        for key in keys:
            found = key(row)
            options = (sorted(set(found)) or [NONE]) if isinstance(found, (list, set)) else [NONE if found is None else found]
            combinations = [so_far + [str(option)] for so_far in combinations for option in options]
        for combination in combinations:
            cells["\t".join(combination)] += 1
    return dict(cells)


def table(of, by, cells, where=()):
    return {"of": of, "by": by, "where": list(where), "cells": cells}


def tags(record, but=()):
    return [tag for tag, _, _ in record.fields if tag not in but]


def languages(record):
    """The language of 008, and those of the text and its summaries in 041; three letters each, several in one as of old."""
    found = [record.control("008")[35:38].lower()]
    for field in record.data("041"):
        if field[1][1:2] == "7":
            continue
        for text in values(field, "ad"):
            text = text.strip().lower()
            found += [text[at : at + 3] for at in range(0, len(text), 3)] if len(text) % 3 == 0 else []
    return [code for code in found if re.fullmatch("[a-z]{3}", code) and code not in NO_LANGUAGE]


def year(record):
    """The year of publication: as coded, else the first that is printed, else that of the copyright."""
    field = record.control("008")
    coded = field[7:11]
    if field[6:7] in ("s", "i", "k", "m", "c", "d", "u", "e", "t", "r", "p") and re.fullmatch("[0-9]{4}", coded):
        if 1400 <= int(coded) <= 2099:
            return int(coded)
    made = record.data("264")
    published = [one for one in made if one[1][1:2] == "1"]
    imprint = published or record.data("260") or [one for one in made if one[1][1:2] != "4"]
    printed = written_years(" ".join(text for one in imprint for text in values(one, "cg")))
    copyright = written_years(" ".join(text for one in made if one[1][1:2] == "4" for text in values(one, "c")))
    return (printed + copyright + [None])[0]


def written_years(text):
    found = [int(each) for each in re.findall(r"(?<![0-9])(?:1[4-9]|20)[0-9]{2}(?![0-9])", text)]
    corrected = re.search(r"i\.\s?e\.[^0-9]{0,6}([0-9]{4})", text)
    return ([int(corrected.group(1))] if corrected else []) + found


def barcode_form(barcode):
    if barcode is None or barcode.strip() == "":
        return "MISSING"
    if re.fullmatch(r"\s*[0-9][.,][0-9]+[eE][+]?[0-9]+\s*", barcode):
        return "SCIENTIFIC"
    if re.search(r"\s", barcode):
        return "BLANKS"
    return "SIGNS" if re.search("[^A-Za-z0-9]", barcode) else "USUAL"


def record_tables(records, where=()):
    return [
        table("RECORDS", ["FIELD"], count(records, lambda row: row["tags"]), where),
        table("RECORDS", ["YEAR"], count(records, lambda row: row["year"]), where),
        table("RECORDS", ["LANGUAGE"], count(records, lambda row: row["languages"]), where),
    ]


def item_tables(items):
    repeated = Counter(item["barcode"].strip().upper() for item in items if item["barcode"])

    def twice(item):
        return item["barcode"] is not None and repeated[item["barcode"].strip().upper()] > 1

    def key(name):
        return lambda item: item[name]

    keys = {
        "OWNER_CODE": key("owner"),
        "ITEM_TYPE": key("type"),
        "LOCATION": key("location"),
        "LIBRARY": key("library"),
        "BARCODE_FORM": lambda item: barcode_form(item["barcode"]),
        "BARCODE_PREFIX": lambda item: (item["barcode"] or "").strip()[:4] or None,
        "BARCODE_LENGTH": lambda item: None if item["barcode"] is None else len(item["barcode"]),
    }
    pairs = [["OWNER_CODE", "ITEM_TYPE"], ["LIBRARY", "LOCATION"], ["ITEM_TYPE", "LOCATION"], ["LIBRARY", "BARCODE_FORM"]]
    tables = [table("ITEMS", by, count(items, *[keys[name] for name in by])) for by in [[name] for name in keys] + pairs]
    found = {"ALL": sum(1 for item in items if twice(item))}
    return tables + [table("ITEMS", [], found, [{"dimension": "FINDING", "in": ["BARCODE_TWICE"]}])]
