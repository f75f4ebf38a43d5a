"""Counts what library systems answer, each asked by its own protocol: python3 count_wire.py < what, tables come out as JSON."""

import base64
import json
import re
import sys
import urllib.parse
import urllib.request
import xml.etree.ElementTree as ElementTree

import cells
import marc

OAI = "{http://www.openarchives.org/OAI/2.0/}"
KNOWN = {"dimension": "VISIBILITY", "in": ["PUBLIC", "SUPPRESSED", "UNKNOWN"]}


def fetch(url, headers=None, form=None):
    body = None if form is None else urllib.parse.urlencode(form).encode()
    with urllib.request.urlopen(urllib.request.Request(url, body, headers or {}), timeout=60) as answer:
        return answer.read()


def koha_headers(system):
    if system.get("user"):
        told = base64.b64encode(f"{system['user']}:{system['password']}".encode()).decode()
        return {"Authorization": f"Basic {told}"}
    form = {"grant_type": "client_credentials", "client_id": system["clientId"], "client_secret": system["clientSecret"]}
    token = json.loads(fetch(f"{system['address']}/api/v1/oauth/token", form=form))["access_token"]
    return {"Authorization": f"Bearer {token}"}


def koha_list(system, path, headers):
    """All rows of a list, page by page."""
    rows, page = [], 1
    while True:
        found = json.loads(
            fetch(f"{system['address']}/api/v1{path}?_per_page=200&_page={page}", {**headers, "Accept": "application/json"})
        )
        rows += found
        if not found:
            return rows
        page += 1


def koha_records_by_rest(system, headers):
    page = 1
    while True:
        url = f"{system['address']}/api/v1/biblios?_per_page=200&_page={page}"
        found = list(marc.read_marcxml(fetch(url, {**headers, "Accept": "application/marcxml+xml"})))
        if not found:
            return
        yield from found
        page += 1


def koha_records_by_oai(system):
    query = {"verb": "ListRecords", "metadataPrefix": "marcxml"}
    while True:
        url = f"{system['address']}/cgi-bin/koha/oai.pl?{urllib.parse.urlencode(query)}"
        answer = ElementTree.fromstring(fetch(url))
        for record in answer.iter(f"{OAI}record"):
            for body in record.iter("{http://www.loc.gov/MARC21/slim}record"):
                yield marc.parse_marcxml(body)
        token = answer.find(f".//{OAI}resumptionToken")
        if token is None or not token.text:
            return
        query = {"verb": "ListRecords", "resumptionToken": token.text}


def count_koha(system):
    headers = koha_headers(system)
    frameworks = {row["biblio_id"]: row["framework_id"] for row in koha_list(system, "/biblios", headers)}
    items = {}
    for row in koha_list(system, "/items", headers):
        items.setdefault(row["biblio_id"], []).append(koha_item(row, system))
    records = {}
    for record in koha_records_by_oai(system) if system["oai"] else koha_records_by_rest(system, headers):
        number = int(marc.values(record.data("999")[-1], "c")[0])
        records[number] = record
    if set(records) != set(frameworks):
        raise SystemExit(f"{system['id']}: two ways give different records")
    loans = {number for number in records if is_loan(records[number], frameworks[number], items.get(number, []), system)}
    return tables_of(system, records, items, loans, ["952"])


def koha_item(row, system):
    owner = row["home_library_id"]
    return {
        "barcode": row["external_id"] or None,
        "owner": owner,
        "library": system["owners"].get(owner),
        "type": row["item_type_id"],
        "location": row["location"],
    }


def is_loan(record, framework, items, system):
    """Made for one interlibrary loan: by its framework or kind, or because all its copies are."""
    kinds = system["illTypes"]
    if framework in ("FA", "ILL") or any(value in kinds for field in record.data("942") for value in marc.values(field, "c")):
        return True
    return bool(items) and all(item["type"] in kinds for item in items)


def count_symphony(system):
    records, items = {}, {}
    for record in marc.read_iso2709(fetch(system["export"])):
        number = record.control("001").strip()
        # A record that is too large for one goes on in another of the same number.
        records.setdefault(number, record)
        items.setdefault(number, []).extend(symphony_item(field, system) for field in record.data("999"))
    loans = {number for number in records if is_loan(records[number], None, items[number], system)}
    return tables_of(system, records, items, loans, ["999"])


def symphony_item(field, system):
    owner, barcode = marc.first(field, "m"), marc.first(field, "i")
    # Symphony makes up a number where there is none: the one of the title, a hyphen and a count.
    made_up = barcode is not None and re.fullmatch(r"[0-9]+-[0-9]+", barcode) is not None
    return {
        "barcode": None if made_up else barcode,
        "owner": owner,
        "library": system["owners"].get(owner),
        "type": marc.first(field, "t"),
        "location": marc.first(field, "l"),
    }


def tables_of(system, records, items, loans, item_tags):
    """Of a record that was made for a loan nothing is kept but that it is there: it may name a reader."""
    kept = {number: records[number] for number in records if number not in loans}
    rows = [
        {
            "tags": cells.tags(record, but=item_tags),
            "year": cells.year(record),
            "languages": cells.languages(record),
            "items": items.get(number, []),
        }
        for number, record in kept.items()
    ]
    return [
        cells.table("RECORDS", [], {"ALL": len(records)}),
        cells.table("RECORDS", [], {"ALL": len(loans)}, [{"dimension": "VISIBILITY", "in": ["ILL_TEMPORARY"]}]),
        cells.table("RECORDS", ["HAS_ITEMS"], cells.count(rows, lambda row: "YES" if row["items"] else "NO"), [KNOWN]),
        *cells.record_tables(rows, [KNOWN]),
        *cells.item_tables([item for row in rows for item in row["items"]]),
    ]


COUNTERS = {"koha": count_koha, "symphony": count_symphony}

print(json.dumps({system["id"]: COUNTERS[system["kind"]](system) for system in json.load(sys.stdin)}))
