/** Fills a world from MARC records: copies from 999 where a record has them, else invented by seed. */
import { isControlField, type MarcDataField, type MarcRecord } from '#marc/index.ts';
import { MerciaError } from '#platform/errors.ts';
import type { Random } from '../random.ts';
import { classNumber, subfield } from '../read-records.ts';
import type { SymphonyPolicyName, SymphonyWorld } from './tables.ts';
import { addBib, addItem, addLibrary, addPolicy, checkOut } from './world.ts';

/** Gives the number of copies: for a record without any at most `itemsPerRecord` are invented; 0 leaves it without. */
export function loadRecord(world: SymphonyWorld, marc: MarcRecord, itemsPerRecord: number, random: Random): number {
  const copies = marc.fields.filter((field): field is MarcDataField => isCopy(field));
  const key = catalogueKey(world, marc);
  // A record that was split in its export comes again under its key, with further copies.
  const isContinued = key !== undefined && world.bibs.has(key) && copies.length > 0;
  const bib = isContinued ? world.bibs.get(key) : addBib(world, { marc, ...(key === undefined ? {} : { key }) });
  if (bib === undefined) return 0;
  for (const field of copies) addCopy(world, bib.key, field);
  if (copies.length > 0 || itemsPerRecord === 0) return copies.length;

  const invented = 1 + random.below(itemsPerRecord);
  for (let copy = 1; copy <= invented; copy++) inventCopy(world, bib.key, marc, random);
  return invented;
}

// 001    u392 (the letter is the site's)
function catalogueKey(world: SymphonyWorld, marc: MarcRecord): string | undefined {
  const field = marc.fields.find(({ tag }) => tag === '001');
  if (field === undefined || !isControlField(field)) return undefined;
  const key = /^[au](\d{1,12})$/u.exec(field.value.trim())?.[1];
  if (key === undefined || !world.bibs.has(key)) return key;
  // The same key again, without copies: another file's record.
  return marc.fields.some(isCopy) ? key : undefined;
}

/** 999 is a local field that others use otherwise: a copy of Symphony has a library, a location and a barcode. */
function isCopy(field: MarcRecord['fields'][number]): boolean {
  if (field.tag !== '999' || isControlField(field)) return false;
  return ['i', 'l', 'm'].every((code) => subfield(field, code) !== null);
}

// 999    $aB3216 .C33 E8 1954 $wLC $iX000985872 $kCHECKEDOUT $lSTACKS $mALDERMAN $tBOOK
function addCopy(world: SymphonyWorld, bibKey: string, field: MarcDataField): void {
  const library = subfield(field, 'm') ?? '';
  const homeLocation = subfield(field, 'l') ?? '';
  const currentLocation = subfield(field, 'k') ?? homeLocation;
  const itemType = subfield(field, 't') ?? 'BOOK';
  const classification = subfield(field, 'w') ?? 'ASIS';
  if (!(world.policies.get('library')?.has(library) ?? false)) addLibrary(world, library, `Library ${library}`);
  know(world, 'location', homeLocation);
  know(world, 'location', currentLocation);
  know(world, 'itemType', itemType);
  know(world, 'classification', classification);
  const callNumber = subfield(field, 'a');
  const known = (world.callsOfBib.get(bibKey) ?? [])
    .flatMap((key) => world.calls.get(key) ?? [])
    .find((call) => call.library === library && call.callNumber === callNumber);
  const item = addItem(world, {
    ...(known === undefined ? { bibKey, library } : { callKey: known.key }),
    ...(callNumber === null ? {} : { callNumber }),
    classification,
    barcode: subfield(field, 'i') ?? '',
    itemType,
    homeLocation,
    currentLocation,
    circulate: subfield(field, 'r') !== 'N',
    permanent: subfield(field, 's') !== 'N',
  });
  const [patron] = world.patrons.values();
  if (currentLocation === 'CHECKEDOUT' && patron !== undefined) {
    checkOut(world, { itemKey: item.key, patronKey: patron.key });
  }
}

function know(world: SymphonyWorld, list: SymphonyPolicyName, key: string): void {
  if (!(world.policies.get(list)?.has(key) ?? false)) addPolicy(world, list, key);
}

const SCHEMES: Readonly<Record<string, string>> = { '060': 'NLM', '050': 'LC', '082': 'DEWEY' };
const SHELVES = ['STACKS', 'STACKS', 'STACKS', 'SHORTLOAN', 'REFERENCE'];

function inventCopy(world: SymphonyWorld, bibKey: string, marc: MarcRecord, random: Random): void {
  const library = random.pick([...(world.policies.get('library')?.keys() ?? [])]);
  if (library === undefined) throw new MerciaError('BAD_USER_INPUT', 'Copies cannot be invented without a library.');
  const home = random.pick(SHELVES) ?? 'STACKS';
  const found = classNumber(marc);
  const dice = random.next();
  const elsewhere =
    dice > 0.98 ? 'LOST' : dice > 0.97 ? 'MISSING' : dice > 0.96 ? 'WITHDRAWN' : dice > 0.95 ? 'ON-ORDER' : home;
  const item = addItem(world, {
    bibKey,
    library,
    ...(found === null ? {} : { callNumber: found.number, classification: SCHEMES[found.tag] ?? 'ASIS' }),
    barcode: String(38_888_100_000_000 + world.items.size),
    itemType: home === 'REFERENCE' ? 'REFBOOK' : 'BOOK',
    circulate: home !== 'REFERENCE',
    homeLocation: home,
    currentLocation: elsewhere,
  });
  const patron = random.pick([...world.patrons.values()]);
  if (patron !== undefined && home !== 'REFERENCE' && dice >= 0.5 && dice < 0.62) {
    checkOut(world, { itemKey: item.key, patronKey: patron.key, days: 1 + random.below(28) });
  }
}
