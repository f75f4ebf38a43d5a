/** What ILS-DI tells of patrons: everything, to whoever may ask at all. */
import { wallTime } from '../time.ts';
import {
  biblioColumns,
  biblioitemColumns,
  fineColumns,
  issueColumns,
  itemColumns,
  patronColumns,
  reserveColumns,
} from './ilsdi-rows.ts';
import type { XmlRow } from './ilsdi-xml.ts';
import type { KohaBiblio, KohaCharge, KohaCheckout, KohaHold, KohaPatron, KohaWorld } from './tables.ts';

const NOT_FOUND: XmlRow = { code: 'PatronNotFound' };

export function patronOf(world: KohaWorld, given: URLSearchParams): KohaPatron | undefined {
  const id = given.get('patron_id') ?? '';
  return /^\d+$/u.test(id) ? world.patrons.get(Number(id)) : undefined;
}

const ID_TYPES = ['cardnumber', 'userid', 'email', 'patron_id', 'surname', 'firstname'] as const;

/** Without `id_type` one column after the other. Not found is a message here, a code everywhere else. */
export function lookupPatron(world: KohaWorld, given: URLSearchParams): XmlRow {
  const id = given.get('id') ?? '';
  const named = given.get('id_type')?.replace('borrowernumber', 'patron_id') ?? null;
  const columns = named === null ? ID_TYPES : ID_TYPES.filter((column) => column === named);
  for (const column of columns) {
    const found = [...world.patrons.values()].find((patron) => id !== '' && String(patron[column]) === id);
    if (found !== undefined) return { id: found.patron_id };
  }
  return { message: 'PatronNotFound' };
}

export function authenticatePatron(world: KohaWorld, given: URLSearchParams): XmlRow {
  const name = given.get('username') ?? '';
  const patron = [...world.patrons.values()].find(({ userid, cardnumber }) => userid === name || cardnumber === name);
  const login = world.users.get(patron?.userid ?? '');
  if (patron === undefined || login?.password !== given.get('password')) return NOT_FOUND;
  return { id: patron.patron_id };
}

export function getPatronStatus(world: KohaWorld, given: URLSearchParams): XmlRow {
  const patron = patronOf(world, given);
  return patron === undefined ? NOT_FOUND : { type: patron.category_id, status: 0, expiry: patron.expiry_date };
}

export function getPatronInfo(world: KohaWorld, given: URLSearchParams): XmlRow {
  const patron = patronOf(world, given);
  if (patron === undefined) return NOT_FOUND;
  const charges = chargesOf(world, patron);
  const isShown = (part: string): boolean => given.get(`show_${part}`) === '1';
  return {
    ...patronColumns(world, patron, sumOwed(charges)),
    ...(given.get('show_contact') !== '0' && contactColumns(patron)),
    ...(isShown('fines') && { fines: { fine: charges.map((charge) => fineColumns(world, charge)) } }),
    ...(isShown('holds') && { holds: { hold: holdsOf(world, patron) } }),
    ...(isShown('loans') && loansOf(world, patron, given)),
    is_expired: patron.expiry_date !== null && patron.expiry_date < wallTime(world.now(), world.timeZone).slice(0, 10),
  };
}

function contactColumns(patron: KohaPatron): XmlRow {
  return { email: patron.email, address: '', city: '', zipcode: '', phone: '' };
}

function sumOwed(charges: readonly KohaCharge[]): number {
  return charges.reduce((sum, charge) => sum + charge.amount_outstanding, 0);
}

function chargesOf(world: KohaWorld, patron: KohaPatron) {
  return [...world.charges.values()].filter((charge) => charge.patron_id === patron.patron_id);
}

function holdsOf(world: KohaWorld, patron: KohaPatron): readonly XmlRow[] {
  const own = [...world.holds.values()].filter((hold) => hold.patron_id === patron.patron_id);
  return own.map((hold) => holdRow(world, hold));
}

/** The copy that a hold has caught, with its record's description in the same element; an empty element before that. */
function holdRow(world: KohaWorld, hold: KohaHold): XmlRow {
  const item = hold.item_id === null ? undefined : world.items.get(hold.item_id);
  const biblio = world.biblios.get(hold.biblio_id);
  return {
    ...reserveColumns(world, hold),
    borrowernumber: hold.patron_id,
    branchname: world.libraries.get(hold.pickup_library_id)?.name ?? '',
    title: titleOf(world, biblio),
    item:
      item === undefined || biblio === undefined
        ? {}
        : { ...itemColumns(world, item), ...biblioColumns(world, biblio), ...biblioitemColumns(world, biblio) },
  };
}

export function titleOf(world: KohaWorld, biblio: KohaBiblio | undefined): string {
  const title = biblio === undefined ? null : biblioColumns(world, biblio)['title'];
  return typeof title === 'string' ? title : '';
}

function loansOf(world: KohaWorld, patron: KohaPatron, given: URLSearchParams): XmlRow {
  const own = [...world.checkouts.values()].filter((loan) => loan.patron_id === patron.patron_id);
  const paged = given.has('loans_per_page') || given.has('loans_page');
  if (!paged) return { loans: { loan: own.map((loan) => loanRow(world, loan)) } };
  const size = Number(given.get('loans_per_page') ?? 10);
  const first = (Number(given.get('loans_page') ?? 1) - 1) * size;
  const shown = own.slice(first, first + size);
  return { total_loans: own.length, loans: { loan: shown.map((loan) => loanRow(world, loan)) } };
}

function loanRow(world: KohaWorld, loan: KohaCheckout): XmlRow {
  const item = world.items.get(loan.item_id);
  const biblio = item === undefined ? undefined : world.biblios.get(item.biblio_id);
  return {
    ...(item !== undefined && itemColumns(world, item)),
    ...(biblio !== undefined && biblioColumns(world, biblio)),
    ...issueColumns(world, loan),
    borrowernumber: loan.patron_id,
  };
}
