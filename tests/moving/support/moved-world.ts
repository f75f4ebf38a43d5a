/**
 * A Koha of two libraries with everything that a move must carry, and another into which all of it was moved without a fault: MARC by
 * the strict load, and loans, holds, readers and charges straight into its tables, as a supplier's load does. Numbers are given anew, and
 * barcodes, cards and the record's own 001 stay.
 */
import { isControlField, writeIso2709, type MarcDataField, type MarcField, type MarcRecord } from '#marc/index.ts';
import { loadMarc } from '#simulators/koha/bulk-load.ts';
import {
  addBiblio,
  addCharge,
  addItem,
  addItemType,
  addLibrary,
  addOAuthClient,
  addPatron,
  addUser,
  checkOut,
  createKohaWorld,
  endOfDay,
  placeHold,
  type KohaItem,
  type KohaWorld,
} from '#simulators/koha/world.ts';

/** How many there are of everything, if `each` of each kind of fault are to be planted: an even number. */
export const sizesOf = (each: number) => ({
  records: 24 * each,
  /** From here on each second record is bound with the one before it. */
  firstBound: 21 * each + 1,
  /** The first copy of each of the first records is on loan. */
  loans: 8 * each,
  readers: 8 * each,
  firstQueue: 8 * each + 1,
  lastQueue: 10 * each,
});
type Sizes = ReturnType<typeof sizesOf>;

/** What codes of the source become in the target. */
export const MAPPED = [
  ['PATRON_CATEGORY', 'S', 'STAFF'],
  ['LOCATION', 'REF', 'RESV'],
  ['COLLECTION', 'FIC', 'FICT'],
  ['ITEM_TYPE', 'REF', 'RF'],
] as const;
export const SECRETS = { MOVE_CLIENT_ID: 'move', MOVE_CLIENT_SECRET: 'a worthless secret' };

const DAY = '2026-09-14T10:30:00Z';
/** More numbers than this are the target's own: what was there before the load. */
const NUMBERS_OF_TARGET = {
  biblio: 70_001,
  item: 500_001,
  patron: 9_001,
  checkout: 40_001,
  hold: 60_001,
  charge: 80_001,
};

export function data(tag: string, indicators: string, ...subfields: readonly string[]): MarcDataField {
  return {
    tag,
    ind1: indicators[0] ?? ' ',
    ind2: indicators[1] ?? ' ',
    subfields: subfields.map((one) => ({ code: one.charAt(0), value: one.slice(1) })),
  };
}

export const controlNumber = (n: number): string => `N${String(n).padStart(6, '0')}`;
/** Copy `a` stands at the first library and is the one that is lent; `b` at the second. */
export const barcodeOf = (n: number, copy: 'a' | 'b'): string =>
  `3010${String(n).padStart(6, '0')}${copy === 'a' ? '17' : '25'}`;
export const cardOf = (reader: number): string => `2352900${String(reader).padStart(6, '0')}`;
/** Whether the record states a run. */
export const statesRun = (n: number): boolean => n % 3 === 0;

/** What the account may see by which the Koha is asked. */
export function permit(world: KohaWorld, charges: boolean): void {
  addUser(world, 'mercia', 'not used', [
    'catalogue',
    'borrowers:edit_borrowers',
    'circulate:circulate_remaining_permissions',
    'reserveforothers:place_holds',
    ...(charges ? (['updatecharges:remaining_permissions'] as const) : []),
  ]);
}

function emptyKoha(): KohaWorld {
  const world = createKohaWorld({ now: Date.now });
  addLibrary(world, 'NORTH', 'North Library');
  addLibrary(world, 'SOUTH', 'South Library');
  permit(world, true);
  addOAuthClient(world, SECRETS.MOVE_CLIENT_ID, SECRETS.MOVE_CLIENT_SECRET, 'mercia');
  return world;
}

function mapped(list: (typeof MAPPED)[number][0], code: string | null): string | null {
  return MAPPED.find(([of, from]) => of === list && from === code)?.[2] ?? code;
}

function describe(n: number, { firstBound }: Sizes): MarcRecord {
  const isPart = n >= firstBound && n % 2 === 0;
  const isHost = n >= firstBound && n % 2 === 1;
  const fields: MarcField[] = [
    { tag: '001', value: controlNumber(n) },
    { tag: '003', value: 'OLDK' },
    { tag: '008', value: `26010${String(1 + (n % 9))}s${String(1950 + (n % 70))}    enk           000 0 fre d` },
    data('020', '  ', `a${String(9_780_000_000_000 + n)}`),
    data('100', '1 ', `aÅngström-Müller, Zoë ${String(n)},`, 'eauthor.'),
    data(
      '245',
      '10',
      `aMédecine générale et soins à l’hôpital ${String(n)} :`,
      'bœuvres choisies /',
      'cpar Zoë Ångström-Müller.',
    ),
    data('250', '  ', `a${String(1 + (n % 4))}e éd.`),
    data('264', ' 1', 'aGenève :', 'bŒuvre,', `c${String(1950 + (n % 70))}.`),
    data('500', '  ', `aNote ${String(n)}: naïve façade, Łódź, Dvořák.`),
    data('650', ' 0', 'aNursing', `xEthics ${String(n)}.`, `9${String(7_000 + (n % 500))}`),
    data('650', ' 2', `aSoins à domicile ${String(n % 300)}.`),
    ...(statesRun(n)
      ? [
          data('852', '  ', '81', 'bNORTH'),
          data('866', '  ', '81.1', `av.${String(n)} (1990)-v.${String(n + 9)} (1999)`, 'zIn the stacks'),
        ]
      : []),
    ...(isPart ? [boundTo(n)] : []),
    ...(isHost ? [data('774', '0 ', `tPart ${String(n + 1)}`, `w(OLDK)${controlNumber(n + 1)}`)] : []),
    data('942', '  ', '2ddc', 'cBK'),
  ];
  return { leader: '00000nam a2200000 i 4500', fields };
}

/** By control number, or as Koha's own analytics: by its numbers of host and copy, which are the same as `n` and `2n` here. */
function boundTo(n: number): MarcDataField {
  const host = n - 1;
  if (n % 4 === 0) return data('773', '0 ', `tHost ${String(host)}`, `0${String(host)}`, `9${String(2 * host - 1)}`);
  return data('773', '0 ', `tHost ${String(host)}`, `w(OLDK)${controlNumber(host)}`);
}

const of = <T>(list: readonly T[], n: number): T => list[n % list.length] as T;

/** Record `n` has the number `n`, and its copies `2n - 1` and `2n`. */
export function makeSource(sizes: Sizes): KohaWorld {
  const world = emptyKoha();
  for (let n = 1; n <= sizes.records; n += 1) {
    addBiblio(world, { biblio_id: n, marc: describe(n, sizes) });
    for (const copy of ['a', 'b'] as const) {
      const isFirst = copy === 'a';
      addItem(world, {
        biblio_id: n,
        item_id: isFirst ? 2 * n - 1 : 2 * n,
        home_library_id: isFirst ? 'NORTH' : 'SOUTH',
        external_id: barcodeOf(n, copy),
        item_type_id: n % 17 === 0 && !isFirst ? 'REF' : 'BK',
        location: of(['GEN', 'REF', null], n),
        collection_code: of(['NFIC', 'FIC', null, 'REF'], n),
        callnumber: `WB ${String(100 + n)}.${copy}`,
        copy_number: isFirst ? '1' : '2',
        purchase_price: n % 5 === 0 ? null : 12.5 + (n % 40),
        acquisition_date: '2019-03-10',
        replacement_price_date: '2019-03-10',
        public_notes: isFirst ? `Signé par l’auteur ${String(n)}` : null,
        internal_notes: isFirst ? null : `Seen on shelf ${String(n)}`,
        lost_status: n % 41 === 0 && !isFirst ? 1 : 0,
        damaged_status: n % 43 === 0 && !isFirst ? 1 : 0,
        not_for_loan_status: n % 47 === 0 && !isFirst ? 1 : 0,
      });
    }
  }
  addReaders(world, sizes);
  addCirculation(world, sizes);
  addCharges(world, sizes);
  return world;
}

function addReaders(world: KohaWorld, { readers }: Sizes): void {
  for (let n = 1; n <= readers; n += 1) {
    addPatron(world, {
      patron_id: n,
      library_id: of(['NORTH', 'SOUTH'], n),
      cardnumber: cardOf(n),
      surname: `Reader${String(n)}`,
      firstname: `Zoë${String(n)}`,
      date_of_birth: `19${String(50 + (n % 50))}-0${String(1 + (n % 9))}-11`,
      email: n % 4 === 0 ? null : `reader${String(n)}@example.org`,
      category_id: of(['PT', 'ST', 'S'], n),
      expiry_date: n % 50 === 0 ? null : `202${String(7 + (n % 3))}-0${String(1 + (n % 9))}-1${String(n % 10)}`,
      restricted: n % 10 === 0,
    });
  }
}

function addCirculation(world: KohaWorld, { loans, readers, firstQueue, lastQueue }: Sizes): void {
  const at = Date.parse(DAY);
  for (let n = 1; n <= loans; n += 1) {
    const day = `2026-12-${String(1 + (n % 28)).padStart(2, '0')}`;
    const due = n % 8 === 0 ? Date.parse(`${day}T15:30:00Z`) : endOfDay(day, world.timeZone);
    const loan = checkOut(world, { item_id: 2 * n - 1, patron_id: n, at, due });
    loan.renewals_count = n % 4;
  }
  for (let n = firstQueue; n <= lastQueue; n += 1) {
    for (const nth of [0, 1, 2]) {
      const reader = 1 + ((3 * n + nth) % readers);
      placeHold(world, { biblio_id: n, patron_id: reader, pickup_library_id: of(['NORTH', 'SOUTH'], n + nth) });
    }
  }
}

/** Each owes an amount that nobody else owes. */
function addCharges(world: KohaWorld, { readers }: Sizes): void {
  const date = Date.parse(DAY);
  for (let n = 1; n <= readers; n += 1) {
    const debit_type = of(['OVERDUE', 'LOST'], n);
    const item_id = n % 2 === 0 ? 2 * n - 1 : null;
    addCharge(world, { patron_id: n, amount: (1_000 + n) / 100, description: 'Owed', debit_type, item_id, date });
    // Some owe two things of one kind, and some two of two kinds.
    if (n > 0.75 * readers) {
      const kind = n > 0.875 * readers ? debit_type : 'MANUAL';
      addCharge(world, { patron_id: n, amount: 50 + n / 100, description: 'More', debit_type: kind, item_id, date });
    }
  }
}

export interface Moved {
  readonly world: KohaWorld;
  /** Numbers of the target by those of the source. */
  readonly biblio: ReadonlyMap<number, number>;
  readonly item: ReadonlyMap<number, number>;
  readonly patron: ReadonlyMap<number, number>;
}

/** `system` is what the source is called in 035. Throws if anything is refused. */
export function moveAll(source: KohaWorld, system: string): Moved {
  const world = emptyKoha();
  Object.assign(world.next, NUMBERS_OF_TARGET);
  addItemType(world, 'RF', 'Reference');
  const records = [...source.biblios.values()];
  const biblio = new Map(records.map(({ biblio_id: id }, index) => [id, NUMBERS_OF_TARGET.biblio + index]));
  const items = records.flatMap(({ biblio_id: id }) =>
    (source.itemsOfBiblio.get(id) ?? []).map((item) => itemOf(source, item)),
  );
  const item = new Map(items.map(({ item_id: id }, index) => [id, NUMBERS_OF_TARGET.item + index]));
  const bytes = records.map(({ biblio_id: id, marc }) =>
    writeIso2709(
      loadable(
        marc,
        `(${system})${String(id)}`,
        items.filter((one) => one.biblio_id === id),
        { biblio, item },
      ),
    ),
  );
  const { added, errors } = loadMarc(world, Buffer.concat(bytes), { cleanIsbn: false });
  if (added !== records.length || errors.length > 0) throw new Error(`${String(errors.length)} refusals`);
  return { world, biblio, item, patron: moveReaders(source, world, { biblio, item }) };
}

type Numbers = Pick<Moved, 'biblio' | 'item'>;

function loadable(marc: MarcRecord, number: string, copies: readonly KohaItem[], numbers: Numbers): MarcRecord {
  const anew = (of: ReadonlyMap<number, number>, value: string): string => String(of.get(Number(value)) ?? value);
  const kept = marc.fields.map((field): MarcField => {
    if (isControlField(field)) return field;
    const isLink = field.tag === '773';
    const subfields = field.subfields.flatMap(({ code, value }) => {
      if (isLink && code === '0') return [{ code, value: anew(numbers.biblio, value) }];
      if (isLink && code === '9') return [{ code, value: anew(numbers.item, value) }];
      return code === '9' ? [] : [{ code, value }];
    });
    return { ...field, subfields };
  });
  return { leader: marc.leader, fields: [...kept, data('035', '  ', `a${number}`), ...copies.map(copyField)] };
}

function copyField(item: KohaItem): MarcDataField {
  const values: readonly (readonly [string, string | number | null])[] = [
    ['0', item.withdrawn],
    ['1', item.lost_status],
    ['2', item.call_number_source],
    ['4', item.damaged_status],
    ['5', item.restricted_status],
    ['7', item.not_for_loan_status],
    ['8', mapped('COLLECTION', item.collection_code)],
    ['a', item.home_library_id],
    ['b', item.holding_library_id],
    ['c', mapped('LOCATION', item.location)],
    ['d', item.acquisition_date],
    ['g', item.purchase_price],
    ['o', item.callnumber],
    ['p', item.external_id],
    ['t', item.copy_number],
    ['w', item.replacement_price_date],
    ['x', item.internal_notes],
    ['y', mapped('ITEM_TYPE', item.item_type_id)],
    ['z', item.public_notes],
  ];
  return data('952', '  ', ...values.flatMap(([code, value]) => (value === null ? [] : `${code}${String(value)}`)));
}

function moveReaders(source: KohaWorld, world: KohaWorld, { biblio, item }: Numbers): Moved['patron'] {
  const patron = new Map<number, number>();
  const get = (of: ReadonlyMap<number, number>, id: number): number => {
    const found = of.get(id);
    if (found === undefined) throw new Error(`no number for ${String(id)}`);
    return found;
  };
  for (const { patron_id: id, ...rest } of source.patrons.values()) {
    const { patron_id: anew } = addPatron(world, {
      ...rest,
      category_id: mapped('PATRON_CATEGORY', rest.category_id) ?? rest.category_id,
      patron_id: world.next.patron,
    });
    patron.set(id, anew);
  }
  for (const loan of source.checkouts.values()) {
    const moved = checkOut(world, {
      item_id: get(item, loan.item_id),
      patron_id: get(patron, loan.patron_id),
      at: loan.checkout_date,
      due: loan.due_date,
    });
    moved.renewals_count = loan.renewals_count;
  }
  for (const hold of source.holds.values()) {
    const moved = placeHold(world, {
      biblio_id: get(biblio, hold.biblio_id),
      patron_id: get(patron, hold.patron_id),
      pickup_library_id: hold.pickup_library_id,
    });
    moved.priority = hold.priority;
  }
  for (const { account_line_id: _, ...charge } of source.charges.values()) {
    addCharge(world, {
      ...charge,
      patron_id: get(patron, charge.patron_id),
      item_id: charge.item_id === null ? null : get(item, charge.item_id),
    });
  }
  return patron;
}

function itemOf(world: KohaWorld, id: number): KohaItem {
  const item = world.items.get(id);
  if (item === undefined) throw new Error(`no item ${String(id)}`);
  return item;
}
