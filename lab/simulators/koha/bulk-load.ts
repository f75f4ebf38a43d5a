/**
 * Loads MARC as `bulkmarcimport.pl -b --insert` does: records first, then a copy for each 952, and what is wrong is refused copy by copy
 * while the rest goes on. Documented: misc/migration_tools/bulkmarcimport.pl (ub-digit/koha-build-2026.02) and `AddItemBatchFromMarc`
 * with `CheckItemPreSave` in C4/Items.pm, for duplicate barcodes, unknown branches, the words of refusals, 020 without hyphens, and that
 * 952 and 999 of the file are not kept. Assumed: that unknown item types are refused, which Koha leaves to its database, and `renumbers001`.
 */
import { isControlField, readMarcBytes, type MarcDataField, type MarcField, type MarcRecord } from '#marc/index.ts';
import type { KohaBiblio, KohaWorld } from './tables.ts';
import { addBiblio, addItem, editRecord } from './world.ts';

export interface BulkLoadOptions {
  /** `--cleanisbn`, which is what it does if nobody says otherwise: hyphens leave the first `020 $a`. */
  readonly cleanIsbn?: boolean;
  /** `-match_record_id --update`: a record whose `999 $c` is there already takes the place of that one, and its 952 are added to it. */
  readonly matchRecordId?: boolean;
  /** Whether 001 becomes the number that Koha gives, as some sites set it up; the recorded one keeps what came. */
  readonly renumbers001?: boolean;
}

export interface BulkLoadError {
  /** Place of the record in the file, from 1. */
  readonly record: number;
  /** `(003)001` of the record, as it came; null if it says none. */
  readonly number: string | null;
  /** Place of the copy in its record, from 1; null if the whole record is refused. */
  readonly item: number | null;
  readonly barcode: string | null;
  readonly reason: string;
}

export interface BulkLoadReport {
  readonly added: number;
  readonly updated: number;
  readonly items: number;
  readonly errors: readonly BulkLoadError[];
}

/** Loads a file of MARC, in any form that Mercia reads. */
export function loadMarc(world: KohaWorld, bytes: Uint8Array, options: BulkLoadOptions = {}): BulkLoadReport {
  const report = { added: 0, updated: 0, items: 0, errors: [] as BulkLoadError[] };
  const barcodes = new Set([...world.items.values()].flatMap(({ external_id }) => external_id ?? []));
  let place = 0;
  for (const result of readMarcBytes(bytes)) {
    place += 1;
    if (result.kind === 'reject') {
      report.errors.push({ record: place, number: null, item: null, barcode: null, reason: 'Bad MARC record' });
      continue;
    }
    const { record } = result;
    const known =
      options.matchRecordId === true ? world.biblios.get(Number(valueOf(record, '999', 'c') ?? 0)) : undefined;
    const biblio = known ?? addBiblio(world, { marc: cleaned(record, options) });
    if (known === undefined) report.added += 1;
    else {
      editRecord(world, known.biblio_id, cleaned(record, options));
      report.updated += 1;
    }
    if (options.renumbers001 === true) biblio.marc = renumbered(biblio);
    const fields = record.fields.filter(
      (field): field is MarcDataField => field.tag === '952' && !isControlField(field),
    );
    for (const [index, field] of fields.entries()) {
      const barcode = subfield(field, 'p');
      const reason = refuse(world, barcodes, field);
      if (reason === null) {
        addCopy(world, biblio.biblio_id, field);
        if (barcode !== null) barcodes.add(barcode);
        report.items += 1;
      } else report.errors.push({ record: place, number: numberOf(record), item: index + 1, barcode, reason });
    }
  }
  return report;
}

/** Why a copy is not added, in Koha's words; null if it is. */
function refuse(world: KohaWorld, barcodes: ReadonlySet<string>, field: MarcDataField): string | null {
  const [barcode, home, holding, type] = ['p', 'a', 'b', 'y'].map((code) => subfield(field, code));
  if (typeof barcode === 'string' && barcodes.has(barcode)) return `duplicate barcode ${barcode}`;
  if (typeof home !== 'string' || !world.libraries.has(home)) return `invalid homebranch ${home ?? ''}`;
  if (typeof holding === 'string' && !world.libraries.has(holding)) return `invalid holdingbranch ${holding}`;
  if (typeof type === 'string' && !world.itemTypes.has(type)) return `invalid itemtype ${type}`;
  return null;
}

// 952    $0 0 $1 0 $4 0 $7 0 $8 NFIC $a MED $b MED $c GEN $d 2019-03-10 $g 12.50 $o WB 100 $p 30101000001545 $x Mend $y BK
function addCopy(world: KohaWorld, biblioId: number, field: MarcDataField): void {
  const text = (code: string): string | null => subfield(field, code);
  const number = (code: string): number => Number(text(code) ?? '0');
  const amount = (code: string): number | null => (text(code) === null ? null : number(code));
  const home = text('a') ?? '';
  addItem(world, {
    biblio_id: biblioId,
    home_library_id: home,
    holding_library_id: text('b') ?? home,
    external_id: text('p'),
    item_type_id: text('y'),
    location: text('c'),
    collection_code: text('8'),
    callnumber: text('o'),
    call_number_source: text('2'),
    materials_notes: text('3'),
    acquisition_date: text('d'),
    acquisition_source: text('e'),
    coded_location_qualifier: text('f'),
    purchase_price: amount('g'),
    serial_issue_number: text('h'),
    inventory_number: text('i'),
    last_checkout_date: text('s'),
    copy_number: text('t'),
    uri: text('u'),
    replacement_price: amount('v'),
    replacement_price_date: text('w'),
    internal_notes: text('x'),
    public_notes: text('z'),
    withdrawn: number('0'),
    lost_status: number('1'),
    damaged_status: number('4'),
    restricted_status: amount('5'),
    not_for_loan_status: number('7'),
  });
}

function cleaned({ leader, fields }: MarcRecord, { cleanIsbn = true }: BulkLoadOptions): MarcRecord {
  const first = fields.find(({ tag }) => tag === '020');
  if (!cleanIsbn || first === undefined || isControlField(first)) return { leader, fields };
  const at = first.subfields.findIndex(({ code }) => code === 'a');
  const subfields = first.subfields.map((one, index) =>
    index === at ? { code: 'a', value: one.value.replaceAll('-', '') } : one,
  );
  return { leader, fields: fields.map((field) => (field === first ? { ...first, subfields } : field)) };
}

function renumbered({ biblio_id, marc: { leader, fields } }: KohaBiblio): MarcRecord {
  const own: MarcField = { tag: '001', value: String(biblio_id) };
  return { leader, fields: [own, ...fields.filter(({ tag }) => tag !== '001')] };
}

function numberOf(record: MarcRecord): string | null {
  const [number, agency] = ['001', '003'].map((tag) => {
    const field = record.fields.find((one) => one.tag === tag);
    return field !== undefined && isControlField(field) ? field.value : null;
  });
  if (typeof number !== 'string') return null;
  return typeof agency === 'string' ? `(${agency})${number}` : number;
}

function valueOf({ fields }: MarcRecord, tag: string, code: string): string | null {
  const field = fields.find((one) => one.tag === tag);
  return field === undefined || isControlField(field) ? null : subfield(field, code);
}

function subfield(field: MarcDataField, code: string): string | null {
  const values = field.subfields.filter((one) => one.code === code).map(({ value }) => value);
  // Koha joins what is repeated.
  return values.length === 0 ? null : values.join(' | ');
}
