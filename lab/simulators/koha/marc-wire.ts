/** MARC records in the forms that Koha's REST and OAI-PMH give them, line breaks and quotes as recorded. */
import { isControlField, type MarcDataField, type MarcField, type MarcRecord } from '#marc/marc-record.ts';
import type { KohaBiblio, KohaItem, KohaWorld } from './tables.ts';
import { wallTime } from '../time.ts';
import { authorisedWord } from './wire.ts';

// Characters that XML 1.0 forbids: one of them and Koha cannot read its own stored record (koha.md 19).

const FORBIDDEN = String.raw`[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]`;
const forbidden = new RegExp(FORBIDDEN, 'u');
const allForbidden = new RegExp(FORBIDDEN, 'gu');

const SCHEMA = 'http://www.loc.gov/MARC21/slim http://www.loc.gov/standards/marcxml/schema/MARC21slim.xsd';

/** True where Koha fails on the record in every MARC form, though not in plain JSON. */
export function isMalformed(marc: MarcRecord): boolean {
  return marc.fields.some((field) =>
    isControlField(field)
      ? forbidden.test(field.value)
      : field.subfields.some((subfield) => forbidden.test(subfield.value)),
  );
}

/** The record as REST shows it: never with items, 999 $c $d at its end. */
export function recordOf(biblio: KohaBiblio): MarcRecord {
  const number = String(biblio.number_in_marc ?? biblio.biblio_id);
  const own: MarcDataField = {
    tag: '999',
    ind1: ' ',
    ind2: ' ',
    subfields: [
      { code: 'c', value: number },
      { code: 'd', value: number },
    ],
  };
  return { leader: biblio.marc.leader, fields: [...biblio.marc.fields, own] };
}

/** The record with a 952 for each copy, as OAI-PMH shows it with `include_items`. */
export function recordWithItems(world: KohaWorld, biblio: KohaBiblio, items: readonly KohaItem[]): MarcRecord {
  const record = recordOf(biblio);
  const behind = record.fields.findLastIndex((field) => field.tag <= '952') + 1;
  const fields = [
    ...record.fields.slice(0, behind),
    ...items.map((item) => itemField(world, item)),
    ...record.fields.slice(behind),
  ];
  return { leader: record.leader, fields };
}

// 952    $0 0 $1 0 $2 ddc $4 0 $7 0 $8 REF $9 13 $a TPL $b TPL $c CHILD $d 2019-03-10 $o DK861.K3 $p 39999000000013 …
function itemField(world: KohaWorld, item: KohaItem): MarcDataField {
  const expanded = world.preferences['OAI-PMH:expanded_avs'];
  const coded = (category: string, code: string | number | null): string | number | null => {
    if (!expanded || code === null) return code;
    return authorisedWord(world, category, String(code), true) ?? '';
  };
  const branch = (id: string): string => (expanded ? (world.libraries.get(id)?.name ?? id) : id);
  const values: readonly (readonly [string, string | number | null])[] = [
    ['0', coded('WITHDRAWN', item.withdrawn)],
    ['1', coded('LOST', item.lost_status)],
    ['2', item.call_number_source],
    ['3', item.materials_notes],
    ['4', coded('DAMAGED', item.damaged_status)],
    ['5', coded('RESTRICTED', item.restricted_status)],
    ['6', item.call_number_sort],
    ['7', coded('NOT_LOAN', item.not_for_loan_status)],
    ['8', coded('CCODE', item.collection_code)],
    ['9', item.item_id],
    ['a', branch(item.home_library_id)],
    ['b', branch(item.holding_library_id)],
    ['c', coded('LOC', item.location)],
    ['d', item.acquisition_date],
    ['e', item.acquisition_source],
    ['f', item.coded_location_qualifier],
    ['g', item.purchase_price],
    ['h', item.serial_issue_number],
    ['i', item.inventory_number],
    ['l', item.checkouts_count],
    ['m', item.renewals_count],
    ['n', item.holds_count],
    ['o', item.callnumber],
    ['p', item.external_id],
    ['q', item.checked_out_date],
    ['r', item.last_seen_date === null ? null : wallTime(item.last_seen_date, world.timeZone)],
    ['s', item.last_checkout_date],
    ['t', item.copy_number],
    ['u', item.uri],
    ['v', item.replacement_price],
    ['w', item.replacement_price_date],
    ['y', expanded && item.item_type_id !== null ? typeName(world, item.item_type_id) : item.item_type_id],
    ['z', item.public_notes],
  ];
  const subfields = values
    .filter(([code, value]) => value !== null && value !== '' && !world.unmappedItemSubfields.has(code))
    .map(([code, value]) => ({ code, value: String(value) }));
  return { tag: '952', ind1: ' ', ind2: ' ', subfields };
}

function typeName(world: KohaWorld, id: string): string {
  return world.itemTypes.get(id)?.description ?? id;
}

/** The leader with the length and base address of the record as ISO 2709. */
export function toIso2709(marc: MarcRecord): Buffer {
  const bodies: Buffer[] = [];
  let directory = '';
  let offset = 0;
  for (const field of marc.fields) {
    const body = Buffer.from(`${fieldText(field)}\u001e`, 'utf8');
    directory += field.tag + String(body.length).padStart(4, '0') + String(offset).padStart(5, '0');
    offset += body.length;
    bodies.push(body);
  }
  const base = 24 + directory.length + 1;
  const total = base + offset + 1;
  const leader =
    String(total).padStart(5, '0') +
    marc.leader.slice(5, 12).padEnd(7) +
    String(base).padStart(5, '0') +
    marc.leader.slice(17, 20).padEnd(3) +
    '4500';
  return Buffer.concat([Buffer.from(`${leader}${directory}\u001e`, 'utf8'), ...bodies, Buffer.from('\u001d')]);
}

function fieldText(field: MarcField): string {
  if (isControlField(field)) return field.value;
  return field.ind1 + field.ind2 + field.subfields.map(({ code, value }) => `\u001f${code}${value}`).join('');
}

/** MARC::Record's own listing: `245 10 _aTitle` and, below it, one line a subfield. */
export function toText(marc: MarcRecord): string {
  const lines = [`LDR ${marc.leader}`];
  for (const field of marc.fields) {
    if (isControlField(field)) {
      lines.push(`${field.tag}     ${field.value}`);
      continue;
    }
    const head = `${field.tag} ${field.ind1}${field.ind2} `;
    field.subfields.forEach(({ code, value }, index) => {
      lines.push(`${index === 0 ? head : '       '}_${code}${value}`);
    });
  }
  return lines.join('\n');
}

/** One record of REST as a document of its own. */
export function toMarcXml(marc: MarcRecord): string {
  return (
    '<?xml version="1.0" encoding="UTF-8"?>\n<record\n' +
    '    xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"\n' +
    `    xsi:schemaLocation="${SCHEMA}"\n    xmlns="http://www.loc.gov/MARC21/slim">\n\n${inner(marc, '"')}</record>\n`
  );
}

/** A page of REST: `<collection>`. */
export function toMarcXmlCollection(records: readonly MarcRecord[]): string {
  const all = records.map((marc) => `<record>\n${inner(marc, '"')}</record>\n`).join('');
  return (
    '<?xml version="1.0" encoding="UTF-8"?>\n<collection\n' +
    '  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"\n' +
    `  xsi:schemaLocation="${SCHEMA}"\n  xmlns="http://www.loc.gov/MARC21/slim">\n${all}</collection>`
  );
}

/** The metadata of OAI-PMH: single quotes, and no character that XML forbids. */
export function toOaiMarcXml(marc: MarcRecord): string {
  return (
    `<record xsi:schemaLocation='${SCHEMA}' xmlns='http://www.loc.gov/MARC21/slim'` +
    ` xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance'>\n\n${inner(marc, "'")}</record>`
  );
}

function inner(marc: MarcRecord, quote: string): string {
  const q = (value: string): string => quote + escapeXml(value) + quote;
  let xml = `  <leader>${escapeXml(marc.leader)}</leader>\n`;
  for (const field of marc.fields) {
    if (isControlField(field)) {
      xml += `  <controlfield tag=${q(field.tag)}>${escapeXml(field.value)}</controlfield>\n`;
      continue;
    }
    xml += `  <datafield tag=${q(field.tag)} ind1=${q(field.ind1)} ind2=${q(field.ind2)}>\n`;
    for (const { code, value } of field.subfields) {
      xml += `    <subfield code=${q(code)}>${escapeXml(value)}</subfield>\n`;
    }
    xml += '  </datafield>\n';
  }
  return xml;
}

export function escapeXml(value: string): string {
  return value
    .replaceAll(allForbidden, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&apos;');
}
