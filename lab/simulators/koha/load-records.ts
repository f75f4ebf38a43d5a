/** Fills a world from MARC records: copies from 952 where a record has them, else invented by seed. */
import { isControlField, type MarcDataField, type MarcRecord } from '#marc/index.ts';
import { MerciaError } from '#platform/errors.ts';
import type { Random } from '../random.ts';
import { classNumber, subfield } from '../read-records.ts';
import type { KohaWorld } from './tables.ts';
import { addBiblio, addItem, addItemType, addLibrary, checkOut } from './world.ts';

/** Gives the number of copies: for a record without any at most `itemsPerRecord` are invented; 0 leaves it without. */
export function loadRecord(world: KohaWorld, marc: MarcRecord, itemsPerRecord: number, random: Random): number {
  const copies = marc.fields.filter((field): field is MarcDataField => isCopy(field));
  const biblio = addBiblio(world, { marc: withType(marc) });
  for (const field of copies) addCopy(world, biblio.biblio_id, field);
  if (copies.length > 0 || itemsPerRecord === 0) return copies.length;

  const invented = 1 + random.below(itemsPerRecord);
  for (let copy = 1; copy <= invented; copy++) inventCopy(world, biblio.biblio_id, marc, copy, random);
  return invented;
}

/** Koha gives every record an item type; one that came without gets books. */
function withType(marc: MarcRecord): MarcRecord {
  if (marc.fields.some((field) => field.tag === '942')) return marc;
  const subfields = [
    { code: '2', value: 'ddc' },
    { code: 'c', value: 'BK' },
  ];
  return { leader: marc.leader, fields: [...marc.fields, { tag: '942', ind1: ' ', ind2: ' ', subfields }] };
}

/** 952 is a local field that others use otherwise: a copy of Koha has a branch code and a barcode or an item number. */
function isCopy(field: MarcRecord['fields'][number]): boolean {
  if (field.tag !== '952' || isControlField(field)) return false;
  const branch = subfield(field, 'a');
  return branch !== null && /^[\w-]{1,10}$/u.test(branch) && (subfield(field, 'p') ?? subfield(field, '9')) !== null;
}

// 952    $0 0 $1 0 $7 0 $8 REF $a TPL $b TPL $c CHILD $o DK861.K3 $p 39999000000013 $q 2026-12-15 $y BK
function addCopy(world: KohaWorld, biblioId: number, field: MarcDataField): void {
  const home = subfield(field, 'a') ?? '';
  const holding = subfield(field, 'b') ?? home;
  const type = subfield(field, 'y');
  for (const id of [home, holding]) if (!world.libraries.has(id)) addLibrary(world, id, `Library ${id}`);
  if (type !== null && !world.itemTypes.has(type)) addItemType(world, type, type);
  const status = (code: string): number => Number(subfield(field, code) ?? '0') || 0;
  const item = addItem(world, {
    biblio_id: biblioId,
    home_library_id: home,
    holding_library_id: holding,
    external_id: subfield(field, 'p'),
    item_type_id: type,
    location: subfield(field, 'c'),
    collection_code: subfield(field, '8'),
    callnumber: subfield(field, 'o'),
    copy_number: subfield(field, 't'),
    serial_issue_number: subfield(field, 'h'),
    public_notes: subfield(field, 'z'),
    withdrawn: status('0'),
    lost_status: status('1'),
    damaged_status: status('4'),
    restricted_status: status('5') || null,
    not_for_loan_status: status('7'),
  });
  const due = subfield(field, 'q');
  const [patron] = world.patrons.values();
  if (due !== null && patron !== undefined && /^\d{4}-\d{2}-\d{2}$/u.test(due)) {
    checkOut(world, { item_id: item.item_id, patron_id: patron.patron_id, due: Date.parse(`${due}T23:59:00Z`) });
  }
}

function inventCopy(world: KohaWorld, biblioId: number, marc: MarcRecord, copy: number, random: Random): void {
  const home = random.pick([...world.libraries.keys()]);
  if (home === undefined) throw new MerciaError('BAD_USER_INPUT', 'Copies cannot be invented without a library.');
  const shelf = random.pick(world.categories.get('LOC')?.values ?? []);
  const dice = random.next();
  const item = addItem(world, {
    biblio_id: biblioId,
    home_library_id: home,
    external_id: String(39_999_100_000_000 + world.next.item),
    item_type_id: dice < 0.03 ? 'REF' : 'BK',
    location: shelf?.value ?? null,
    callnumber: classNumber(marc)?.number ?? null,
    copy_number: String(copy),
    lost_status: dice > 0.98 ? 1 : 0,
    damaged_status: dice > 0.97 && dice <= 0.98 ? 1 : 0,
    withdrawn: dice > 0.96 && dice <= 0.97 ? 1 : 0,
    not_for_loan_status: dice > 0.95 && dice <= 0.96 ? -1 : 0,
  });
  const patron = random.pick([...world.patrons.values()]);
  if (patron !== undefined && dice >= 0.5 && dice < 0.62) {
    checkOut(world, { item_id: item.item_id, patron_id: patron.patron_id, days: 1 + random.below(28) });
  }
}
