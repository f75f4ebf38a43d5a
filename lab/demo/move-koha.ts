/**
 * What a supplier does on the night of a move, in the demonstration's own worlds: the records, copies, registrations, loans, holds
 * and charges of some branches of one Koha are loaded into another, under new numbers, with 035 `(system)number` for where a record
 * came from. Barcodes and cards stay; codes become those of the other Koha.
 */
import { isControlField, type MarcRecord } from '#marc/index.ts';
import { addBiblio, addCharge, addItem, addLibrary, addPatron, addUser } from '#simulators/koha/world.ts';
import { localDate } from '#simulators/time.ts';
import type { KohaItem, KohaPatron, KohaWorld } from '#simulators/koha/world.ts';
import { HIDDEN_COLLECTION } from './koha-setup.ts';
import { CODES } from './libraries.ts';
import type { DemoKohaId } from './libraries.ts';

export interface MovedBranches {
  readonly from: { readonly id: DemoKohaId; readonly world: KohaWorld };
  readonly to: { readonly id: DemoKohaId; readonly world: KohaWorld };
  /** Old code → new code: the other Koha may have a branch of the old one. */
  readonly branches: ReadonlyMap<string, string>;
}

/** What was loaded, old number → new number. */
export interface LoadedBranches {
  readonly records: ReadonlyMap<number, number>;
  readonly items: ReadonlyMap<number, number>;
  readonly patrons: ReadonlyMap<number, number>;
  readonly loans: ReadonlyMap<number, number>;
}

export function loadBranches({ from, to, branches }: MovedBranches): LoadedBranches {
  const old = from.world;
  const now = to.world;
  const numbers = (): Map<number, number> => new Map();
  const loaded = { records: numbers(), items: numbers() };
  for (const [code, name] of branches) addLibrary(now, name, old.libraries.get(code)?.name ?? name);
  const barcodes = new Set(Array.from(now.items.values(), (item) => item.external_id));
  for (const item of old.items.values()) {
    const home = branches.get(item.home_library_id);
    const biblio = old.biblios.get(item.biblio_id);
    if (home === undefined || biblio === undefined || isInterlibrary(biblio.marc, from.id)) continue;
    let record = loaded.records.get(item.biblio_id);
    if (record === undefined) {
      record = addBiblio(now, { marc: withOrigin(biblio.marc, from.id, item.biblio_id, to.id) }).biblio_id;
      loaded.records.set(item.biblio_id, record);
    }
    const { item_id: number, ...copy } = item;
    const there = addItem(now, {
      ...copy,
      ...codesIn(item, from.id, to.id),
      biblio_id: record,
      home_library_id: home,
      holding_library_id: branches.get(item.holding_library_id) ?? home,
      // Two copies of one Koha cannot bear one barcode: the one that comes is given another.
      external_id:
        barcodes.has(item.external_id) && item.external_id !== null ? `M${item.external_id}` : item.external_id,
    });
    loaded.items.set(number, there.item_id);
  }
  // What has no copies is a library's by its link: 856 $5.
  for (const biblio of old.biblios.values()) {
    if (loaded.records.has(biblio.biblio_id) || (old.itemsOfBiblio.get(biblio.biblio_id) ?? []).length > 0) continue;
    if (isInterlibrary(biblio.marc, from.id)) continue;
    const marc = withOrigin(withLinksOf(biblio.marc, branches), from.id, biblio.biblio_id, to.id);
    loaded.records.set(biblio.biblio_id, addBiblio(now, { marc }).biblio_id);
  }
  return { ...loaded, ...loadPeople({ from, to, branches }, loaded) };
}

/** What a supplier loads after the catalogue: registrations, log-ins, open loans, holds, transfers and charges, by the numbers that the load gave. */
export function loadPeople(
  { from, to, branches }: MovedBranches,
  catalogue: Pick<LoadedBranches, 'records' | 'items'>,
): Pick<LoadedBranches, 'patrons' | 'loans'> {
  const [old, now] = [from.world, to.world];
  const patrons = new Map<number, number>();
  const known = [...now.patrons.values()];
  for (const patron of old.patrons.values()) {
    const library = branches.get(patron.library_id);
    if (library === undefined) continue;
    const [one, another] = known.filter((registered) => isSamePerson(registered, patron));
    if (one !== undefined && another === undefined) {
      patrons.set(patron.patron_id, one.patron_id);
      continue;
    }
    const { patron_id: number, ...registration } = patron;
    const there = addPatron(now, { ...registration, patron_id: now.next.patron, library_id: library });
    patrons.set(number, there.patron_id);
    const user = patron.userid === null ? undefined : old.users.get(patron.userid);
    if (user !== undefined) addUser(now, user.userid, user.password, user.permissions);
  }
  const loans = new Map<number, number>();
  loadCirculation(old, now, { ...catalogue, patrons, loans, branches });
  return { patrons, loans };
}

/** Who is registered in both keeps the registration that is there: one name and birth date, or one address and nothing against it. */
function isSamePerson(one: KohaPatron, other: KohaPatron): boolean {
  const birth = one.date_of_birth;
  const isNamed = one.surname === other.surname && one.firstname === other.firstname;
  if (birth !== null && other.date_of_birth !== null) {
    if (birth !== other.date_of_birth) return false;
    if (isNamed) return true;
  }
  return one.email !== null && one.email === other.email;
}

/** Numbers that a load of files for the target gave: of records by 035, of copies by the barcodes that the files say (old number → barcode). */
export function findLoaded(
  { from, to }: Pick<MovedBranches, 'from' | 'to'>,
  barcodes: ReadonlyMap<number, string>,
): Pick<LoadedBranches, 'records' | 'items'> {
  const records = new Map<number, number>();
  for (const { biblio_id, marc } of to.world.biblios.values()) {
    for (const value of marc.fields.flatMap((field) =>
      field.tag !== '035' || isControlField(field) ? [] : field.subfields.map((subfield) => subfield.value),
    )) {
      if (value.startsWith(`(${from.id})`)) records.set(Number(value.slice(from.id.length + 2)), biblio_id);
    }
  }
  const byBarcode = new Map(Array.from(to.world.items.values(), (item) => [item.external_id, item.item_id]));
  const items = new Map<number, number>();
  for (const [number, barcode] of barcodes) {
    const there = byBarcode.get(barcode);
    if (there !== undefined) items.set(number, there);
  }
  return { records, items };
}

function loadCirculation(
  old: KohaWorld,
  now: KohaWorld,
  {
    records,
    items,
    patrons,
    loans,
    branches,
  }: Omit<LoadedBranches, 'loans'> & {
    readonly loans: Map<number, number>;
    readonly branches: ReadonlyMap<string, string>;
  },
): void {
  for (const loan of old.checkouts.values()) {
    const [item_id, patron_id] = [items.get(loan.item_id), patrons.get(loan.patron_id)];
    if (item_id === undefined || patron_id === undefined) continue;
    const checkout_id = now.next.checkout++;
    const library_id = branches.get(loan.library_id) ?? [...branches.values()][0] ?? '';
    now.checkouts.set(checkout_id, { ...loan, checkout_id, item_id, patron_id, library_id });
    loans.set(loan.checkout_id, checkout_id);
    const item = now.items.get(item_id);
    if (item !== undefined) item.checked_out_date = localDate(loan.due_date, now.timeZone);
  }
  for (const transfer of old.transfers.values()) {
    const item_id = items.get(transfer.item_id);
    const [from_library_id, to_library_id] = [transfer.from_library_id, transfer.to_library_id].map((code) =>
      branches.get(code),
    );
    if (item_id === undefined || from_library_id === undefined || to_library_id === undefined) continue;
    now.transfers.set(item_id, { ...transfer, item_id, from_library_id, to_library_id });
  }
  for (const hold of old.holds.values()) {
    const [biblio_id, patron_id] = [records.get(hold.biblio_id), patrons.get(hold.patron_id)];
    const pickup_library_id = branches.get(hold.pickup_library_id);
    if (biblio_id === undefined || patron_id === undefined || pickup_library_id === undefined) continue;
    const hold_id = now.next.hold++;
    const item_id = hold.item_id === null ? null : (items.get(hold.item_id) ?? null);
    now.holds.set(hold_id, { ...hold, hold_id, biblio_id, patron_id, item_id, pickup_library_id });
  }
  for (const charge of old.charges.values()) {
    const patron_id = patrons.get(charge.patron_id);
    if (patron_id === undefined) continue;
    const { account_line_id: _number, checkout_id, item_id, ...rest } = charge;
    addCharge(now, {
      ...rest,
      patron_id,
      checkout_id: checkout_id === null ? null : (loans.get(checkout_id) ?? null),
      item_id: item_id === null ? null : (items.get(item_id) ?? null),
    });
  }
}

/** What was typed in for one interlibrary loan stays behind. */
function isInterlibrary(marc: MarcRecord, system: DemoKohaId): boolean {
  return typeOf(marc) === CODES[system].itemTypes.ill;
}

// 856 40 $u https://journals.example.org/1 $5 DEN
function withLinksOf(marc: MarcRecord, branches: ReadonlyMap<string, string>): MarcRecord {
  const fields = marc.fields.map((field) =>
    field.tag !== '856' || isControlField(field)
      ? field
      : {
          ...field,
          subfields: field.subfields.map((subfield) =>
            subfield.code === '5' ? { ...subfield, value: branches.get(subfield.value) ?? subfield.value } : subfield,
          ),
        },
  );
  return { ...marc, fields };
}

function typeOf(marc: MarcRecord): string | null {
  const field = marc.fields.find(({ tag }) => tag === '942');
  if (field === undefined || isControlField(field)) return null;
  return field.subfields.find(({ code }) => code === 'c')?.value ?? null;
}

// 035    $a (koha-b)212
function withOrigin(marc: MarcRecord, from: DemoKohaId, number: number, to: DemoKohaId): MarcRecord {
  const origin = { tag: '035', ind1: ' ', ind2: ' ', subfields: [{ code: 'a', value: `(${from})${number}` }] };
  const types = translation(CODES[from].itemTypes, CODES[to].itemTypes);
  const fields = marc.fields
    .filter(({ tag }) => tag !== '999')
    .map((field) =>
      field.tag !== '942' || isControlField(field)
        ? field
        : {
            ...field,
            subfields: field.subfields.map((subfield) =>
              subfield.code === 'c' ? { ...subfield, value: types.get(subfield.value) ?? subfield.value } : subfield,
            ),
          },
    );
  return { ...marc, fields: [...fields, origin].toSorted((a, b) => (a.tag < b.tag ? -1 : a.tag > b.tag ? 1 : 0)) };
}

function codesIn(item: KohaItem, from: DemoKohaId, to: DemoKohaId): Partial<KohaItem> {
  const [a, b] = [CODES[from], CODES[to]];
  const shelves = translation(a.shelves, b.shelves);
  const isHidden = item.collection_code === HIDDEN_COLLECTION;
  const location = isHidden ? b.shelves.staff : translate(shelves, item.location);
  return {
    item_type_id: translate(translation(a.itemTypes, b.itemTypes), item.item_type_id),
    location,
    permanent_location: isHidden ? b.shelves.staff : translate(shelves, item.permanent_location),
    not_for_loan_status:
      translation(a.notForLoan, b.notForLoan).get(item.not_for_loan_status) ?? item.not_for_loan_status,
    lost_status: translation(a.lost, b.lost).get(item.lost_status) ?? item.lost_status,
  };
}

function translation<Value>(
  from: Readonly<Record<string, Value>>,
  to: Readonly<Record<string, Value>>,
): ReadonlyMap<Value, Value> {
  return new Map(Object.entries(from).map(([meaning, value]) => [value, to[meaning] ?? value]));
}

function translate(words: ReadonlyMap<string, string>, word: string | null): string | null {
  return word === null ? null : (words.get(word) ?? word);
}
