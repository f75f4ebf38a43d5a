/**
 * What API tools of a Symphony write to files: lines of values, each closed by a |. Columns follow the letters behind `-o`, as scripts of
 * sites name and read them (documented; no file of a server was to be had): a key is several columns, a number of a copy or a card is
 * padded, what never was is `0` or `NEVER`, nothing is quoted.
 */
import { displayed } from './catalog-resources.ts';
import { wallTime, type Day, type Instant } from '../time.ts';
import type { SymphonyBlock, SymphonyCircRecord, SymphonyHold, SymphonyPatron } from './circulation-tables.ts';
import type { SymphonyCall, SymphonyItem, SymphonyWorld } from './tables.ts';

/** The files that a night's job writes behind the export, by their names. */
export const REPORTS: Readonly<Record<string, (world: SymphonyWorld) => Uint8Array>> = {
  'items.txt': (world) => counted(copiesIn(world).map(([call, item]) => itemLine(call, item))),
  'shadowed-titles.txt': (world) =>
    counted([...world.bibs.values()].filter(({ shadowed }) => shadowed).map(({ key }) => line(key))),
  'shadowed-calls.txt': (world) =>
    counted(copiesIn(world).flatMap(([call, item]) => (call.shadowed ? keyAndNumber(item) : []))),
  'shadowed-items.txt': (world) =>
    counted(copiesIn(world).flatMap(([, item]) => (item.shadowed ? keyAndNumber(item) : []))),
  'shadowed-locations.txt': (world) =>
    counted(
      [...(world.policies.get('location')?.values() ?? [])]
        .filter(({ shadowed }) => shadowed)
        .map(({ key }) => line(key)),
    ),
};

/** What the same job writes of readers, for whoever agreed to it. */
export const READER_REPORTS: typeof REPORTS = {
  'charges.txt': (world) =>
    counted(
      [...world.circRecords.values()]
        .filter(({ status }) => status !== 'INACTIVE')
        .map((loan) => chargeLine(world, loan)),
    ),
  'holds.txt': (world) =>
    counted([...world.holds.values()].filter(({ status }) => IS_ACTIVE.has(status)).map((hold) => holdLine(hold))),
  'users.txt': (world) => counted([...world.patrons.values()].map((patron) => userLine(patron))),
  'bills.txt': (world) =>
    counted([...world.blocks.values()].filter(({ owed }) => Number(owed) > 0).map((bill) => billLine(bill))),
};

/** The same as flat files, a line for each field. */
export const FLAT_REPORTS: typeof REPORTS = {
  'charges.flat': (world) =>
    flat(
      'LDCHARGE',
      [...world.circRecords.values()].map((loan) => [
        ['USER_ID', world.patrons.get(loan.patronKey)?.barcode ?? ''],
        ['ITEM_ID', world.items.get(loan.itemKey)?.barcode ?? ''],
        ['CHRG_LIBRARY', loan.library],
        ['CHRG_DC', momentOf(loan.checkOutDate, world.timeZone)],
        ['CHRG_DATEDUE', momentOf(loan.dueDate, world.timeZone)],
      ]),
    ),
  'users.flat': (world) =>
    flat(
      'LDUSER',
      [...world.patrons.values()].map((patron) => [
        ['USER_ID', patron.barcode],
        ['USER_FIRST_NAME', patron.firstName],
        ['USER_LAST_NAME', patron.lastName],
        ['USER_LIBRARY', patron.library],
        ['USER_PROFILE', patron.profile],
        ['USER_STATUS', patron.standing],
        ['USER_PRIV_EXPIRES', patron.privilegeExpiresDate === null ? 'NEVER' : dayOf(patron.privilegeExpiresDate)],
        ['USER_BIRTH_DATE', patron.birthDate === null ? '' : dayOf(patron.birthDate)],
        ['USER_ADDR1_BEGIN', null],
        ['EMAIL', patron.email],
        ['USER_ADDR1_END', null],
        ['USER_ADDR2_BEGIN', null],
        ['EMAIL', 'second-address@example.org'],
        ['USER_ADDR2_END', null],
        ['USER_XINFO_BEGIN', null],
        ['NOTE', 'Rang on Monday,\n  will ring again'],
        ['USER_XINFO_END', null],
      ]),
    ),
};

/** `.USER_ID.   |a29999000000091`; a field without a value is not written, one that only marks has none. */
function flat(form: string, records: readonly (readonly (readonly [string, string | null])[])[]): Uint8Array {
  const lines = records.flatMap((fields) => [
    '*** DOCUMENT BOUNDARY ***',
    `FORM=${form}`,
    ...fields.flatMap(([name, value]) => (value === '' ? [] : [`.${name}.${value === null ? '' : `   |a${value}`}`])),
  ]);
  return written([...lines, `END ${records.length}`]);
}

const IS_ACTIVE = new Set(['PLACED', 'BEING_HELD', 'SUSPENDED', 'TRANSIT']);

/** `selcharge -tACTIVE -oIUKdcr | selitem -iI -oBS` */
function chargeLine(world: SymphonyWorld, loan: SymphonyCircRecord): string {
  return line(
    (world.items.get(loan.itemKey)?.barcode ?? '').padEnd(16),
    loan.patronKey,
    ...loan.key.split(':'),
    momentOf(loan.dueDate, world.timeZone),
    momentOf(loan.checkOutDate, world.timeZone),
    String(loan.renewalCount ?? 0),
  );
}

/** `selhold -jACTIVE -oKCUapw5` */
function holdLine(hold: SymphonyHold): string {
  const isAvailable = hold.status === 'BEING_HELD';
  return line(
    hold.key,
    hold.bibKey,
    hold.patronKey,
    isAvailable ? 'Y' : 'N',
    dayOf(hold.placedDate),
    hold.pickupLibrary,
    dayOf(isAvailable ? hold.beingHeldDate : null),
  );
}

/** `seluser -oUBypes--last_name--first_nameX.9007.` */
function userLine(patron: SymphonyPatron): string {
  return line(
    patron.key,
    patron.barcode.padEnd(20),
    patron.library,
    patron.profile,
    patron.privilegeExpiresDate === null ? 'NEVER' : dayOf(patron.privilegeExpiresDate),
    dayOf(patron.birthDate),
    patron.lastName,
    patron.firstName,
    patron.email,
  );
}

/** `selbill -pN -oUbCcr`; a bill for no copy names the title 0 (assumed). */
function billLine(bill: SymphonyBlock): string {
  const [title = '0'] = bill.itemKey?.split(':') ?? [];
  return line(bill.patronKey, cents(bill.owed), title, dayOf(bill.billDate), bill.block);
}

/** Money is whole pence. */
function cents(amount: string): string {
  return String(Math.round(Number(amount) * 100));
}

/** `selitem -oNIBylmtfdng2 | selcallnum -iN -oSD` */
function itemLine(call: SymphonyCall, item: SymphonyItem): string {
  return line(
    ...item.key.split(':'),
    item.barcode.padEnd(16),
    item.library,
    item.homeLocation,
    item.currentLocation,
    item.itemType,
    dayOf(item.createdDate),
    String(item.totalCharges),
    dayOf(item.lastChargeDate),
    item.itemCategory2 ?? '',
    item.shadowed ? 'Y' : 'N',
    displayed(call),
  );
}

/** `-oIB` */
function keyAndNumber(item: SymphonyItem): string {
  return line(...item.key.split(':'), item.barcode.padEnd(16));
}

function copiesIn(world: SymphonyWorld): readonly (readonly [SymphonyCall, SymphonyItem])[] {
  return [...world.items.values()].flatMap((item) => {
    const call = world.calls.get(item.callKey);
    return call === undefined ? [] : [[call, item] as const];
  });
}

function line(...values: readonly string[]): string {
  return `${values.join('|')}|`;
}

/** `20260301`; `0` for a day that never was. */
function dayOf(day: Day | null): string {
  return day === null ? '0' : day.replaceAll('-', '');
}

/** `202603012359` by the wall of the server; `NEVER` where there is none. */
function momentOf(at: Instant | null, zone: string): string {
  return at === null ? 'NEVER' : wallTime(at, zone).replaceAll(/\D/g, '').slice(0, 12);
}

function written(lines: readonly string[]): Uint8Array {
  return Buffer.from(lines.map((each) => `${each}\n`).join(''), 'utf8');
}

/** With a last line that says how many there are, which the job writes behind what the tool gave: an empty list is a list, too. */
function counted(lines: readonly string[]): Uint8Array {
  return written([...lines, `END ${lines.length}`]);
}

/** What can become of a file between the server and whoever reads it. */
export const SPOILS = {
  'cut in the middle of a line': (text: string) => text.slice(0, Math.floor(text.length / 2)).replace(/\|\n?$/, ''),
  'cut between two lines': (text: string) => text.split('\n').slice(0, -2).join('\n') + '\n',
  'a column less': (text: string) => text.replaceAll(/^([^|]*\|)([^|]*\|)/gm, '$1'),
  'a | inside the last value': (text: string) => text.replace('|\n', '|x|\n'),
  'a message of the tool among its lines': (text: string) =>
    `**error number 111 on item start, cat=0 seq=0 copy=0 id=30009999\n${text}`,
} as const;

/** Spoils a file where it lies. */
export function spoilReport(world: SymphonyWorld, name: string, how: keyof typeof SPOILS): void {
  const file = world.exports.get(name);
  if (file === undefined) throw new Error(`there is no ${name} yet`);
  const bytes = Buffer.from(SPOILS[how](Buffer.from(file.bytes).toString('utf8')), 'utf8');
  world.exports.set(name, { ...file, bytes });
}
