"""Reads MARC 21 from ISO 2709 and MARCXML. Shares no code with Mercia: only counts are wanted, so that MARC-8 stays as it is."""

import xml.etree.ElementTree as ElementTree


class Record:
    """A record: `leader`, and `fields` as (tag, indicators, subfields), where a control field's subfields are its text."""

    def __init__(self, leader, fields):
        self.leader = leader
        self.fields = fields

    def control(self, tag):
        for field_tag, _, value in self.fields:
            if field_tag == tag and isinstance(value, str):
                return value
        return ""

    def data(self, tag):
        return [field for field in self.fields if field[0] == tag and not isinstance(field[2], str)]


def values(field, codes):
    return [value for code, value in field[2] if code in codes]


def first(field, code):
    """The first value of a subfield without blanks around it; None where there is none."""
    found = values(field, code)
    return found[0].strip() or None if found else None


def read_iso2709(data):
    for chunk in data.split(b"\x1d"):
        raw = chunk.lstrip(b"\r\n \x00\x1a")
        if raw:
            yield parse_iso2709(raw)


def parse_iso2709(raw):
    leader = raw[:24].decode("latin-1")
    # UTF-8 is told by the leader; MARC-8 is ASCII as far as codes, years and barcodes go.
    encoding = "utf-8" if leader[9] == "a" else "latin-1"
    base = int(leader[12:17])
    directory = raw[24 : base - 1].decode("latin-1")
    fields = []
    for at in range(0, len(directory), 12):
        tag, length, start = directory[at : at + 3], int(directory[at + 3 : at + 7]), int(directory[at + 7 : at + 12])
        body = raw[base + start : base + start + length].rstrip(b"\x1e").decode(encoding, "replace")
        fields.append(to_field(tag, body))
    return Record(leader, fields)


def to_field(tag, body):
    if tag < "010":
        return tag, "", body
    parts = body.split("\x1f")
    return tag, parts[0], [(part[0], part[1:]) for part in parts[1:] if part]


def read_marcxml(data):
    root = ElementTree.fromstring(data)
    for node in root.iter():
        if local(node) == "record" and any(local(child) == "leader" for child in node):
            yield parse_marcxml(node)


def parse_marcxml(node):
    leader, fields = "", []
    for child in node:
        kind = local(child)
        if kind == "leader":
            leader = child.text or ""
        elif kind == "controlfield":
            fields.append((child.get("tag"), "", child.text or ""))
        elif kind == "datafield":
            indicators = (child.get("ind1") or " ") + (child.get("ind2") or " ")
            subfields = [(one.get("code"), one.text or "") for one in child if local(one) == "subfield"]
            fields.append((child.get("tag"), indicators, subfields))
    return Record(leader, fields)


def local(node):
    return node.tag.rsplit("}", 1)[-1]


def read_file(path):
    with open(path, "rb") as file:
        data = file.read()
    return list(read_marcxml(data) if data.lstrip()[:1] == b"<" else read_iso2709(data))
