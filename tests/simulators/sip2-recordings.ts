/** Recorded SIP2 of a real Koha: how it is read, the world that it was recorded from, and what the simulator has no answer for. */
import { readdirSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import {
  addBiblio,
  addCharge,
  addItem,
  addLibrary,
  addPatron,
  addUser,
  checkOut,
  createKohaWorld,
  placeHold,
  setWaiting,
  startTransfer,
  type KohaItem,
  type KohaWorld,
} from '#simulators/koha/world.ts';
import { instantOf } from '#simulators/time.ts';
import { sharedPath } from '#tests/support/shared.ts';

const recordingSchema = z.object({
  exchanges: z.array(z.object({ description: z.string(), send: z.string(), receive: z.string() })),
});

export interface Exchange {
  /** Of the recording, without `.json`. */
  readonly recording: string;
  readonly description: string;
  readonly send: string;
  readonly receive: string;
}

/** What is not compared, by recording and description, and why. */
export const NOT_APPLICABLE: readonly (readonly [recording: RegExp, description: RegExp, reason: string])[] = [
  [/./u, /^(?:11 checkout|09 checkin)/u, 'Mercia neither lends nor takes back: the simulator has no such messages'],
  [
    /^sip2-errors$/u,
    /^97 resend$/u,
    'the last answer was one to a check-in; a test of its own compares the form after another answer',
  ],
];

/** What a recorded copy is, by what the recording says of it; the expected code is the recording's. */
const STATES: readonly (readonly [description: RegExp, item: Partial<KohaItem>])[] = [
  [/lost=1$/u, { lost_status: 1 }],
  [/lost=2/u, { lost_status: 2 }],
  [/withdrawn$/u, { withdrawn: 1 }],
  [/damaged$/u, { damaged_status: 1 }],
  [/notforloan=1$/u, { not_for_loan_status: 1 }],
  [/notforloan=-1/u, { not_for_loan_status: -1 }],
  [/notforloan=2/u, { not_for_loan_status: 2 }],
  [/restricted$/u, { restricted_status: 1 }],
  [/item type REF/u, { item_type_id: 'REF' }],
];

export function recordedNames(): readonly string[] {
  return readdirSync(sharedPath('recordings', 'koha'))
    .filter((file) => file.startsWith('sip2-'))
    .map((file) => file.slice(0, -'.json'.length))
    .toSorted();
}

export function readExchanges(recording: string): readonly Exchange[] {
  const text = readFileSync(sharedPath('recordings', 'koha', `${recording}.json`), 'utf8');
  return recordingSchema.parse(JSON.parse(text)).exchanges.map((exchange) => ({ recording, ...exchange }));
}

export function reasonLeftOut({ recording, description }: Exchange): string | null {
  const found = NOT_APPLICABLE.find(
    ([inRecording, described]) => inRecording.test(recording) && described.test(description),
  );
  return found?.[2] ?? null;
}

export interface SyntheticMessage {
  readonly what: string;
  readonly direction: 'request' | 'response';
  readonly wire: string;
}

export function readSynthetic(): readonly SyntheticMessage[] {
  const schema = z.object({ what: z.string(), direction: z.enum(['request', 'response']), wire: z.string() });
  return readFileSync(sharedPath('recordings', 'sip2', 'synthetic-messages.jsonl'), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => schema.parse(JSON.parse(line)));
}

/** Values of a message's fields, by name, in order. What stands between fields and is none is left out. */
export function fieldsOf(message: string): ReadonlyMap<string, readonly string[]> {
  const fields = new Map<string, string[]>();
  const text = message
    .slice(headLength(message))
    .replace(/(?:AY\d)?AZ.{4}\s*$/su, '')
    .replaceAll(/C4::SIP::SIPServer=HASH\(0x[0-9a-f]+\)/gu, '');
  for (const part of text.split('|')) {
    const name = /^[A-Z][A-Z0-9]/u.exec(part)?.[0];
    if (name !== undefined) fields.set(name, [...(fields.get(name) ?? []), part.slice(2)]);
  }
  return fields;
}

const HEAD_LENGTHS: Readonly<Record<string, number>> = {
  '18': 26,
  '24': 37,
  '64': 61,
  '30': 24,
  '66': 29,
  '16': 22,
  '98': 36,
  '94': 3,
};

export function headLength(message: string): number {
  return HEAD_LENGTHS[message.slice(0, 2)] ?? message.search(/(?:AY\d)?AZ|[\r\n]|$/u);
}

/** What stands before the fields, without the time. */
export function headOf(message: string): string {
  return message.slice(0, headLength(message)).replace(/\d{8}(?: {4}|0{4})\d{6}/u, 'now');
}

const [BRANCH, PASSWORD] = ['CPL', 'REDACTED-pw'];

/** A Koha that holds what the exchanges of one recording tell of, and what they say of it in words. */
export function worldOf(exchanges: readonly Exchange[]): KohaWorld {
  const world = createKohaWorld({
    timeZone: 'Europe/Berlin',
    now: () => Date.UTC(2026, 10, 24, 14, 15, 36),
  });
  for (const code of ['CPL', 'FFL', 'FPL', 'LPL', 'MPL', 'RPL', 'SPL', 'TPL']) addLibrary(world, code, code);
  const other = addPatron(world, { library_id: BRANCH, cardnumber: 'other' });
  for (const exchange of exchanges)
    if (exchange.receive.startsWith('18')) addRecordedCopy(world, exchange, other.patron_id);
  for (const exchange of exchanges)
    if (exchange.receive.startsWith('64')) addRecordedPatron(world, exchange, exchanges);
  for (const exchange of exchanges) addBorrower(world, exchange);
  for (const exchange of exchanges) addNamedCopy(world, exchange);
  return world;
}

/** A copy with the barcode, its own record if it is new. */
function copyFor(world: KohaWorld, barcode: string, title: string, item: Partial<KohaItem> = {}): KohaItem {
  const known = [...world.items.values()].find(({ external_id }) => external_id === barcode);
  if (known !== undefined) return known;
  const leader = '00000nam a2200000   4500';
  const field = { tag: '245', ind1: '0', ind2: '0', subfields: [{ code: 'a', value: title }] };
  const { biblio_id } = addBiblio(world, { marc: { leader, fields: [field] } });
  return addItem(world, { biblio_id, home_library_id: BRANCH, external_id: barcode, item_type_id: 'BK', ...item });
}

function addRecordedCopy(world: KohaWorld, { description, receive }: Exchange, patron_id: number): void {
  const fields = fieldsOf(receive);
  const one = (name: string) => fields.get(name)?.[0] ?? '';
  if (one('AJ') === '') return;
  const { item_id, biblio_id, home_library_id } = copyFor(world, one('AB'), one('AJ'), {
    home_library_id: one('AQ'),
    collection_code: fields.get('CR')?.[0] ?? null,
    ...STATES.find(([described]) => described.test(description))?.[1],
  });
  if (/: (?:on loan|overdue)$/u.test(description)) {
    checkOut(world, { item_id, patron_id, due: momentOf(world, one('AH')) });
  }
  const ask = () => placeHold(world, { biblio_id, patron_id, pickup_library_id: home_library_id }).hold_id;
  if (description.includes('waiting on the hold shelf')) {
    const hold = setWaiting(world, ask(), item_id);
    hold.expiration_date = dayOf(one('CM'));
  } else if (description.includes('in transit to fill a hold')) {
    startTransfer(world, item_id, BRANCH, ask());
  } else if (description.includes('in transit') || description.includes('information of that')) {
    startTransfer(world, item_id, BRANCH);
  } else if (/unfilled hold queue|lost=2/u.test(description)) {
    ask();
  }
}

/** The reader of a 64, with the loans, holds and charges that any 64 of the recording lists. */
function addRecordedPatron(world: KohaWorld, { receive }: Exchange, exchanges: readonly Exchange[]): void {
  const fields = fieldsOf(receive);
  const one = (name: string) => fields.get(name)?.[0] ?? null;
  const card = one('AA') ?? '';
  if (one('BL') !== 'Y' || [...world.patrons.values()].some(({ cardnumber }) => cardnumber === card)) return;
  const [firstname = '', ...surname] = (one('AE') ?? '').split(' ');
  const said = one('AF') ?? '';
  const birth = one('PB');
  const patron = addPatron(world, {
    library_id: BRANCH,
    cardnumber: card,
    firstname,
    surname: surname.join(' '),
    email: one('BE'),
    date_of_birth: birth === null ? null : dayOf(birth),
    category_id: one('PC') ?? '',
    restricted: said.includes('Lost too many books'),
    patron_card_lost: said.includes('card reported lost'),
    ...(said.includes('PATRON EXPIRED') ? { expiry_date: '2024-06-30' } : {}),
  });
  // Readers of the recorded Koha have their e-mail address for a name.
  patron.userid = (patron.email ?? card).replace(/@.*/u, '');
  addUser(world, patron.userid, PASSWORD, []);
  fillAccount(world, { card, patron_id: patron.patron_id, owed: Number(one('BV')) }, receive, exchanges);
}

function fillAccount(
  world: KohaWorld,
  { card, patron_id, owed }: { readonly card: string; readonly patron_id: number; readonly owed: number },
  receive: string,
  exchanges: readonly Exchange[],
): void {
  const [holds = 0, overdue = 0, charged = 0, fines = 0, , unavailable = 0] =
    /^64.{14}\d{3}.{18}(.{24})/u.exec(receive)?.[1]?.match(/\d{4}/gu)?.map(Number) ?? [];
  const listed = (name: string, count: number): readonly string[] => {
    const lists = exchanges
      .map((exchange) => fieldsOf(exchange.receive))
      .filter((fields) => fields.get('AA')?.[0] === card);
    const longest = lists.map((fields) => fields.get(name) ?? []).toSorted((a, b) => b.length - a.length)[0] ?? [];
    return Array.from({ length: count }, (_, at) => longest[at] ?? `${name}-${card}-${at}`);
  };
  const late = new Set(listed('AT', overdue));
  const lent = listed('AU', charged);
  for (const [at, barcode] of lent.entries()) {
    const isLate = late.has(barcode) || (late.size > 0 && !lent.some((one) => late.has(one)) && at < overdue);
    const due = isLate ? '2026-10-05T23:59:00' : '2026-12-15T23:59:00';
    const { item_id } = copyFor(world, barcode, '');
    checkOut(world, { item_id, patron_id, due: instantOf(due, world.timeZone) });
  }
  for (const barcode of listed('AS', holds)) {
    const { biblio_id, item_id } = copyFor(world, barcode, '');
    setWaiting(world, placeHold(world, { biblio_id, patron_id, pickup_library_id: BRANCH }).hold_id, item_id);
  }
  for (const barcode of listed('CD', unavailable)) {
    placeHold(world, { biblio_id: copyFor(world, barcode, '').biblio_id, patron_id, pickup_library_id: BRANCH });
  }
  // What the whole comes to is told always, each charge in one exchange at most.
  const charges = listed('AV', fines).map((text) => /^(.*) ([\d.]+)$/u.exec(text));
  for (const [at, charge] of charges.entries()) {
    const amount = charge === null ? (at === 0 ? owed - (charges.length - 1) : 1) : Number(charge[2]);
    addCharge(world, { patron_id, amount, description: charge?.[1] ?? 'Charge' });
  }
}

/** A reader whom no 64 tells of: what a 24 or a refusal says. */
function addBorrower(world: KohaWorld, { send, receive }: Exchange): void {
  const fields = fieldsOf(receive);
  const card = fields.get('AA')?.[0] ?? '';
  const isUnknown = card === '' || fields.get('BL')?.[0] === 'N';
  if (isUnknown || send.startsWith('11') || send.startsWith('09')) return;
  if ([...world.patrons.values()].some(({ cardnumber }) => cardnumber === card)) return;
  const [firstname = '', ...surname] = (fields.get('AE')?.[0] ?? 'A Reader').split(' ');
  const userid = `user-${card}`;
  const names = { firstname, surname: surname.join(' '), userid };
  const { patron_id } = addPatron(world, { library_id: BRANCH, cardnumber: card, ...names });
  addUser(world, userid, PASSWORD, []);
  const owes = receive.includes('Renewals not allowed') || receive.includes('Excessive fees');
  const amount = Number(fields.get('BV')?.[0] ?? (owes ? 44 : 0));
  if (amount > 0) addCharge(world, { patron_id, amount, description: 'Charge' });
}

/** The title of a copy that a renewal or a hold names; the one that is not renewed for no other reason is wanted by somebody. */
function addNamedCopy(world: KohaWorld, { receive }: Exchange): void {
  const fields = fieldsOf(receive);
  const [barcode, title] = [fields.get('AB')?.[0] ?? '', fields.get('AJ')?.[0] ?? ''];
  if (/^(?:30|16)/u.test(receive) && barcode !== '') {
    const { biblio_id } = copyFor(world, barcode, title);
    const record = world.biblios.get(biblio_id);
    const field = { tag: '245', ind1: '0', ind2: '0', subfields: [{ code: 'a', value: title }] };
    if (record !== undefined && title !== '') Object.assign(record.marc, { fields: [field] });
  }
  if (receive.startsWith('66')) {
    // Asked for by somebody else in another recording, minutes before.
    const wanted = [...world.items.values()].find(({ external_id }) => external_id === '39999000000656');
    const patron = [...world.patrons.values()].find(({ cardnumber }) => cardnumber === 'other');
    if (wanted === undefined || patron === undefined) return;
    placeHold(world, { biblio_id: wanted.biblio_id, patron_id: patron.patron_id, pickup_library_id: BRANCH });
  }
}

/** What the recorded patrons' table holds besides: addresses, telephones, and what staff wrote. */
export function contactsIn(exchanges: readonly Exchange[]) {
  return ({ cardnumber }: { readonly cardnumber: string | null }) => {
    const fields = exchanges
      .map(({ receive }) => fieldsOf(receive))
      .find((one) => one.get('AA')?.[0] === cardnumber && one.has('BD'));
    return {
      address: fields?.get('BD')?.[0] ?? '',
      phone: fields?.get('BF')?.[0] ?? '',
      blockText: 'Lost too many books',
    };
  };
}

/** `20261215    235900`, in the library's zone. */
function momentOf(world: KohaWorld, text: string): number {
  return instantOf(`${dayOf(text)}T${text.slice(12, 14)}:${text.slice(14, 16)}:${text.slice(16, 18)}`, world.timeZone);
}

function dayOf(text: string): string {
  return `${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6, 8)}`;
}
