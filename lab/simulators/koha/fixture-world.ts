/**
 * A small Koha with the numbers of a recorded one: the same record, item, loan, hold and patron ids stand in the same
 * relations, so that a recorded request means the same thing here. Descriptions and people are invented.
 */
import type { MarcField, MarcRecord } from '#marc/marc-record.ts';
import { fixtureCharges, fixtureCheckouts, fixtureHolds } from './fixture-circulation.ts';
import type { KohaItem, KohaWorld } from './tables.ts';
import {
  addBiblio,
  addCategory,
  addItem,
  addLibrary,
  addOaiSet,
  addOAuthClient,
  addPatron,
  addUser,
  createKohaWorld,
  deleteItem,
  deleteRecord,
} from './world.ts';

/** Accounts of the fixture: user, password. */
export const FIXTURE_LOGINS = {
  admin: ['admin', 'admin-password'],
  /** Has the permission `catalogue` alone. */
  catlib: ['catlib', 'catlib-password'],
  patron5: ['patron5', 'patron5-password'],
  /** A patron whose card has expired. */
  expired: ['expired10', 'expired10-password'],
} as const;

export const FIXTURE_OAUTH = { clientId: 'fixture-client', secret: 'fixture-secret' } as const;

export interface FixtureOptions {
  /** `early`: before the two waiting and travelling holds; `late`: with them; `deleted`: five records are gone. */
  readonly stage?: 'early' | 'late' | 'deleted';
  readonly oaiItems?: boolean;
}

const LOADED = Date.UTC(2026, 10, 24, 13, 57, 50);
const LENT = Date.UTC(2026, 10, 24, 14, 0, 56);
const DELETED = Date.UTC(2026, 10, 24, 14, 7, 39);
const NOW = Date.UTC(2026, 10, 24, 14, 13, 27);

const LAST_BIBLIO = 1125;
const LAST_ITEM = 2758;
/** Records that never had copies, and are deleted in the end. */
const WITHOUT_ITEMS = [37, 74, 111, 148];

const LIBRARIES: readonly (readonly [string, string])[] = [
  ['CPL', 'Centerville'],
  ['FFL', 'Fairfield'],
  ['FPL', 'Fairview'],
  ['FRL', 'Franklin'],
  ['IPT', 'Institut Protestant'],
  ['LPL', 'Liberty'],
  ['MPL', 'Midway'],
  ['PVL', 'Pleasant Valley'],
  ['RPL', 'Riverside'],
  ['SPL', 'Springfield'],
  ['TPL', 'Troy'],
  ['UPL', 'Union'],
];
const HOME_LIBRARIES = ['CPL', 'FFL', 'FPL', 'LPL', 'MPL', 'RPL', 'SPL', 'TPL'];

/** First and last item of records whose copies are known; between them copies are spread evenly. */
const ITEM_RANGES: readonly (readonly [biblio: number, first: number, last: number])[] = [
  [1, 1, 3],
  [2, 4, 7],
  [3, 8, 10],
  [4, 11, 12],
  [5, 13, 72],
  [6, 73, 74],
  [7, 75, 77],
  [8, 78, 81],
  [9, 82, 82],
  [10, 83, 85],
  [11, 86, 87],
  [12, 88, 89],
  [376, 946, 946],
  [419, 1054, 1057],
  [476, 1186, 1189],
  [606, 1499, 1499],
  [656, 1620, 1622],
  [811, 2001, 2001],
  [1125, 2755, LAST_ITEM],
];

/** The record that an item belongs to. */
function biblioOfItem(item: number): number {
  let [lowBiblio, lowItem] = [0, 0];
  for (const [biblio, first, last] of ITEM_RANGES) {
    if (item >= first && item <= last) return biblio;
    if (item < first) {
      const share = (item - lowItem) / (first - lowItem);
      const spread = lowBiblio + 1 + Math.floor(share * (biblio - lowBiblio - 1));
      const inside = Math.min(biblio - 1, Math.max(lowBiblio + 1, spread));
      return WITHOUT_ITEMS.includes(inside) ? inside + 1 : inside;
    }
    [lowBiblio, lowItem] = [biblio, last];
  }
  return LAST_BIBLIO;
}

/** Statuses by number, so that every status is there often enough for a second page. */
function statusOf(item: number): Partial<KohaItem> {
  if (item === 1) return { lost_status: 1 };
  // Known items are left as they are recorded: in order.
  if (item === 12) return { item_type_id: 'CF' };
  if (item < 100 && item !== 79) return item === 84 ? { location: null, collection_code: 'FIC' } : {};
  switch (item % 52) {
    case 3:
      return { lost_status: 1 };
    case 27:
      return { withdrawn: 1 };
    case 30:
      return { damaged_status: 1 };
    case 33:
      return { not_for_loan_status: 1 };
    case 36:
      return { not_for_loan_status: -1 };
    case 39:
      return { restricted_status: 1 };
    case 42:
      return { item_type_id: 'REF' };
    case 45:
      return { external_id: null };
    default:
      return {};
  }
}

/** The world at one of its stages. Its clock stands still at 2026-11-24 14:13:27 UTC. */
export function createFixtureWorld(options: FixtureOptions = {}): KohaWorld {
  const stage = options.stage ?? 'late';
  let now = LOADED;
  const world = createKohaWorld({
    timeZone: 'Europe/Berlin',
    now: () => now,
    rules: { withoutHolds: new Set(['CF']) },
    preferences: {
      'OAI-PMH:archiveID': 'KOHA-TEST-1',
      'OAI-PMH:DeletedRecord': 'transient',
      'OAI-PMH:include_items': options.oaiItems ?? false,
      'ILS-DI': true,
    },
  });
  addPlaces(world);
  addPeople(world);
  addRecords(world, (instant) => {
    now = instant;
  });
  now = LENT;
  fixtureCheckouts(world, stage === 'early' ? 'early' : 'late');
  fixtureHolds(world, stage === 'early' ? 'early' : 'late');
  fixtureCharges(world);
  if (stage === 'late') addUnfinishedRecord(world);
  if (stage === 'deleted') {
    now = DELETED;
    addUnfinishedRecord(world);
    deleteItem(world, LAST_ITEM + 1);
    for (const biblio of [...WITHOUT_ITEMS, 1126]) deleteRecord(world, biblio);
  }
  now = NOW;
  return world;
}

function addPlaces(world: KohaWorld): void {
  for (const [id, name] of LIBRARIES) addLibrary(world, id, name, { address1: `${name} Street` });
  addCategory(world, 'SUGGEST_STATUS', true);
  for (let extra = world.categories.size; extra < 64; extra++) addCategory(world, `EXTRA_${String(extra)}`);
}

function addPeople(world: KohaWorld): void {
  for (let id = 1; id <= 54; id++) {
    addPatron(world, {
      patron_id: id,
      library_id: id === 5 ? 'MPL' : 'CPL',
      email: `patron${String(id)}@example.org`,
      userid: `patron${String(id)}`,
      firstname: 'Invented',
      ...(id === 5 ? { cardnumber: '23529001000463', date_of_birth: '1980-04-24' } : {}),
      ...(id === 10 ? { expiry_date: '2024-06-30', userid: 'expired10' } : {}),
      ...(id === 11 ? { restricted: true } : {}),
      ...(id === 13 ? { patron_card_lost: true } : {}),
    });
  }
  addUser(world, ...FIXTURE_LOGINS.admin, ['superlibrarian']);
  addUser(world, ...FIXTURE_LOGINS.catlib, ['catalogue']);
  addUser(world, ...FIXTURE_LOGINS.patron5, []);
  addUser(world, ...FIXTURE_LOGINS.expired, []);
  addOAuthClient(world, FIXTURE_OAUTH.clientId, FIXTURE_OAUTH.secret, FIXTURE_LOGINS.admin[0]);
}

function addRecords(world: KohaWorld, setNow: (instant: number) => void): void {
  const stampOf = (biblio: number): number => LOADED + Math.floor((biblio / LAST_BIBLIO) * 25) * 1000;
  for (let biblio = 1; biblio <= LAST_BIBLIO; biblio++) {
    setNow(stampOf(biblio));
    addBiblio(world, { biblio_id: biblio, marc: describe(biblio) });
  }
  for (let item = 1; item <= LAST_ITEM; item++) {
    const biblio = biblioOfItem(item);
    setNow(stampOf(biblio));
    const home = HOME_LIBRARIES[item % HOME_LIBRARIES.length] ?? 'CPL';
    addItem(world, {
      item_id: item,
      biblio_id: biblio,
      home_library_id: home,
      holding_library_id: item === 1 ? 'LPL' : home,
      external_id: String(39_999_000_000_000 + item),
      item_type_id: 'BK',
      location: item % 9 === 0 ? null : 'GEN',
      collection_code: item % 4 === 0 ? null : 'NFIC',
      callnumber: `DK${String(861 + (item % 100))}.K3`,
      copy_number: '1',
      purchase_price: item % 3 === 0 ? null : 24.34,
      replacement_price: item % 2 === 0 ? null : 25.39,
      ...statusOf(item),
    });
  }
  const history = Array.from({ length: 10 }, (_, index) => 44 + index * 100);
  addOaiSet(world, 'HIST', 'History books', history, 'Books with history in the title');
  addOaiSet(world, 'SCORES:sub', 'Scores');
}

/** The record that was catalogued by hand: one copy without a barcode. */
function addUnfinishedRecord(world: KohaWorld): void {
  addBiblio(world, { biblio_id: 1126, marc: describe(1126) });
  addItem(world, {
    item_id: LAST_ITEM + 1,
    biblio_id: 1126,
    home_library_id: 'CPL',
    item_type_id: 'BK',
    call_number_source: null,
  });
}

function describe(biblio: number): MarcRecord {
  const isBad = biblio === 46;
  const title = (biblio - 44) % 100 === 0 ? 'A history of things /' : `Record ${String(biblio)} :`;
  const fields: MarcField[] = [
    { tag: '001', value: `   ${String(43_037_890 + biblio)} ` },
    { tag: '003', value: 'DLC' },
    { tag: '008', value: '810731m19419999ru b     b    000 0 ruso ' },
    data('010', ' ', ' ', [['a', `   ${String(43_037_890 + biblio)} `]]),
    ...(biblio % 11 === 0 ? [data('020', ' ', ' ', [['a', '9650100000']])] : []),
    data('100', '1', ' ', [['a', 'Invented, Author,']]),
    data('245', '1', '0', [
      ['a', title],
      ['b', 'a subtitle /'],
    ]),
    data('250', ' ', ' ', [['a', '2nd ed.']]),
    data('260', ' ', ' ', [
      ['a', '[Moskva],'],
      ['b', 'Ogiz,'],
      ['c', '1941-'],
    ]),
    // A character that XML forbids, as a careless conversion left it.
    data('300', ' ', ' ', [['b', isBad ? '33\u001bp1\u001b(B/ rpm' : 'fold. map.']]),
    data('504', ' ', ' ', [['a', 'With a bibliography.']]),
    data('650', ' ', '0', [['a', 'History.']]),
    data('942', ' ', ' ', [
      ['2', 'ddc'],
      ['c', 'BK'],
    ]),
  ];
  return { leader: '01027cam a22002771  4500', fields };
}

function data(tag: string, ind1: string, ind2: string, subfields: readonly (readonly [string, string])[]): MarcField {
  return { tag, ind1, ind2, subfields: subfields.map(([code, value]) => ({ code, value })) };
}
