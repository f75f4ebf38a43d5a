/** One copy in words, for its row. */
import type { CopiesQuery, ItemUse } from '../../__generated__/operations.ts';
import type { Cell, TableRow } from '../../templates/cells.ts';
import { sayWhy } from '../../words/availability.ts';
import { LIMITATION_WORDS, STATUS_WORDS, USE_WORDS } from '../../words/copies.ts';
import { isPast, sayDay, sayWhen } from '../../words/moments.ts';
import { copyHref } from '../hrefs.ts';

export type Availability = NonNullable<CopiesQuery['edition']>['holdings'][number]['availability'];
export type Item = NonNullable<NonNullable<Availability>['items']>['nodes'][number];

/** Copy, state, use, place: the state of each copy is in words, and what is less than live says so. */
export function toRow(item: Item, now: number, isExplained: boolean): TableRow {
  return {
    header: [item.callNumber, item.enumeration].filter((part) => part !== null).join(' ') || 'Copy',
    cells: [stateOf(item, now), sayUse(item), placeOf(item), ...(isExplained ? [whyOf(item.barcode ?? null)] : [])],
  };
}

/** The rule of a copy that nobody can have says nothing; whether a damaged one is lent, its library decides. */
function sayUse({ status, use }: Item): string {
  if (use === null || status === 'LOST' || status === 'WITHDRAWN' || status === 'MISSING') return '';
  return status === 'DAMAGED' && BORROWED.has(use) ? 'Ask the library' : USE_WORDS[use];
}

/** The rule of a copy that is not simply lent; empty of any other. */
export function sayOtherUse(item: Item): string {
  return item.use === 'LOAN' && item.status !== 'DAMAGED' ? '' : sayUse(item);
}

const BORROWED: ReadonlySet<ItemUse> = new Set(['LOAN', 'SHORT_LOAN', 'HOURLY']);

function whyOf(barcode: string | null): Cell {
  if (barcode === null) return 'No barcode is known, so it cannot be looked up';
  return { text: `Why is ${barcode} shown so?`, href: copyHref(barcode) };
}

/** Site and shelf where it is, else where it belongs. */
export function placeOf({ currentLocation, permanentLocation }: Item): string {
  const place = currentLocation ?? permanentLocation;
  const where = [place?.site?.name, place?.name].filter((part) => part !== null && part !== undefined);
  return [...new Set(where)].join(', ');
}

/** Of what is less than live it says so. */
export function stateOf({ state, status, asOf, reason, due, limitations }: Item, now: number): string {
  if (state === 'UNKNOWN' || state === null || status === null) return 'We could not check';
  if (state === 'NOT_SUPPORTED') return 'This system cannot tell us';
  const back = due === null ? '' : `, ${isPast(due.on, now) ? 'was due' : 'due'} ${sayDay(due.on)}`;
  const word = `${STATUS_WORDS[status]}${back}`;
  const perhaps = (limitations ?? []).map((limitation) => LIMITATION_WORDS[limitation]).join(' or ');
  const told = perhaps === '' ? word : `${word} (${perhaps})`;
  if (state === 'LIVE') return told;
  const when = asOf === null ? '' : ` ${sayWhen(asOf, now)}`;
  return `${told}${when}; ${reason === null ? 'not checked now' : sayWhy(reason.code)}`;
}
