/** The calls behind live facts: items, holds and loans of many records, each kind in as few calls as Koha allows. */
import type { Reason } from '#domain/facts.ts';
import { isMerciaError, type MerciaError } from '#platform/errors.ts';
import { steadyNow } from '#platform/steady-clock.ts';
import type { ZodType } from 'zod';
import { lmsError } from '../shared/lms-error.ts';
import { asSlot } from '../shared/slots.ts';
import type { KohaClient } from './client.ts';
import { notAsked, numberIn, rowsWith, shortOf } from './lists.ts';
import type { Condition, ListAnswer, WholeList } from './lists.ts';
import { copyOfItem } from './copy.ts';
import { reasonOf } from '#contract/reason-codes.ts';
import { MissingPermission, NotFoundAtKoha, UnknownEmbed } from './refusal.ts';
import type { KohaSite } from './site.ts';
import { wireCheckout, wireHold, wireItem, wireTransfer } from './wire.ts';
import type { OpenTransfer, WireCheckout, WireHold, WireItem } from './wire.ts';
import { LARGE_FROM, LIVE_COPIES_MAX, tooManyCopies } from '../shared/live-keys.ts';
import { onceEach } from '../shared/once-each.ts';

/** Rows of one answer, read one by one: a bad row costs its own record, not its neighbours. */
export interface ReadRows<T> {
  readonly rows: readonly T[];
  /** Records with a row that could not be read. */
  readonly badRecords: ReadonlySet<number>;
  /** A row came that does not even say to which record it belongs: nothing in the answer is sure. */
  readonly badWithoutRecord: boolean;
}

export interface LargeTitle extends ReadRows<WireItem> {
  /** When its first page came: no copy of it is older. Milliseconds. */
  readonly firstCameAt: number;
}

export interface HoldsAnswer {
  readonly byRecord: ReadonlyMap<number, readonly WireHold[]> | null;
  /** The call should have worked and did not. */
  readonly failed: Reason | null;
  /** The account may not see holds. */
  readonly denied: Reason | null;
}

export type LiveCalls = ReturnType<typeof createLiveCalls>;

/** A name of its own: what such a page takes says nothing of how long ordinary questions take. */
export const LARGE_ITEMS = 'live items of a large title';
/** Copies on one page of a large title: about a second of a small site's work. */
const LARGE_PAGE = LARGE_FROM;
/** What is missing stays so for a while: no call is wasted on it. */
const DENIED_PAUSE_MS = 300_000;
/** Transfers cost a call for each title: no more titles than that, and no longer; the answer is true without them. */
const TRANSFER_TITLES = 20;
const TRANSFERS_WITHIN_MS = 1_000;
/** Until transfers are asked for again after a second in which no title was told: each answer would wait that second. */
const SLOW_PAUSE_MS = 10_000;
/** Until a version that cannot tell transfers is asked whether it can now. */
const NEWER_VERSION_MS = 21_600_000;

/** The reason given for facts that an account without the right to see holds cannot know. */
export function hiddenHoldsReason(site: KohaSite, why: string): Reason {
  return {
    code: 'NOT_SUPPORTED',
    message: `${why}: copies on the hold shelf or on their way to it look like copies on their shelves, and the queue is not known`,
    system: site.system.id,
  };
}

interface LiveContext {
  readonly site: KohaSite;
  readonly client: KohaClient;
  /** Until when, on the steady clock, a permission that was missing is not tried again. */
  readonly deniedUntil: { holds: number; checkouts: number; transfers: number };
}

/** Binds the calls to one site. Pages of large titles go through `background`, behind everybody else's questions. */
export function createLiveCalls(site: KohaSite, client: KohaClient, background = client) {
  const context: LiveContext = { site, client, deniedUntil: { holds: 0, checkouts: 0, transfers: 0 } };
  const items = { operation: 'live items', path: '/items', key: 'item_id', embed: '+strings' };
  return {
    async itemsOf(
      column: 'biblio_id' | 'item_id',
      ids: readonly number[],
      signal: AbortSignal,
    ): Promise<ReadRows<WireItem>> {
      const wanted = { ...items, column, ids, most: site.system.limits.batchSize };
      return readRows(await rowsWith(client, wanted, signal), wireItem, items.key);
    },
    /** The copies of one large title, page by page. Rejects with LMS_TOO_MANY_ITEMS where they are too many. */
    itemsOfLarge(biblioId: number, signal: AbortSignal, now: () => number): Promise<LargeTitle> {
      const pages = background.pages(LARGE_ITEMS, '/items', largeList({ biblio_id: biblioId }), signal);
      return readLargeTitle(site, biblioId, pages, now);
    },
    holdsOf: (biblioIds: readonly number[], signal: AbortSignal): Promise<HoldsAnswer> =>
      holdsOf(context, biblioIds, signal),
    /** Loans of the copies that are out, by item id; empty where they cannot be read: the copy's own date then stands. */
    checkoutsOf: (rows: readonly WireItem[], signal: AbortSignal): Promise<ReadonlyMap<number, WireCheckout>> =>
      checkoutsOf(context, rows, signal),
    /** Open transfers of the copies of some records, by item id; those that are not told are left out. */
    transfersOf: (biblioIds: readonly number[], signal: AbortSignal): Promise<ReadonlyMap<number, OpenTransfer>> =>
      transfersOf(context, biblioIds, signal),
  };
}

async function holdsOf(
  { site, client, deniedUntil }: LiveContext,
  ids: readonly number[],
  signal: AbortSignal,
): Promise<HoldsAnswer> {
  const denied = hiddenHoldsReason(site, 'The service account may not see holds');
  if (steadyNow() < deniedUntil.holds) return { byRecord: null, failed: null, denied };
  const most = site.system.limits.batchSize;
  const wanted = { operation: 'holds', path: '/holds', key: 'hold_id', column: 'biblio_id', ids, most };
  try {
    const fault = (): MerciaError =>
      lmsError(site.system.id, 'LMS_BAD_RESPONSE', 'holds: a hold in the answer cannot be read');
    const read = readEachRow(await rowsWith(client, wanted, signal), wireHold, fault, wanted.key);
    return { byRecord: Map.groupBy(read, (hold) => hold.biblio_id), failed: null, denied: null };
  } catch (error) {
    if (error instanceof MissingPermission) {
      deniedUntil.holds = steadyNow() + DENIED_PAUSE_MS;
      return { byRecord: null, failed: null, denied };
    }
    if (!isMerciaError(error)) throw error;
    const message =
      'The system gave its copies but not its holds: a copy that looks available may be on the hold shelf';
    return { byRecord: null, failed: reasonOf(site, error, message), denied: null };
  }
}

async function checkoutsOf(
  { client, deniedUntil }: LiveContext,
  items: readonly WireItem[],
  signal: AbortSignal,
): Promise<ReadonlyMap<number, WireCheckout>> {
  const ids = items.filter((item) => copyOfItem(item).dueOn !== null).map((item) => item.item_id);
  if (ids.length === 0 || steadyNow() < deniedUntil.checkouts) return new Map();
  // `item_id` alone is ambiguous here: the loans are joined with their items.
  const wanted = { operation: 'loans', path: '/checkouts', key: 'checkout_id', column: 'me.item_id', ids };
  try {
    const { rows } = readRows(await rowsWith(client, wanted, signal), wireCheckout, 'item_id');
    return new Map(rows.map((checkout) => [checkout.item_id, checkout]));
  } catch (error) {
    if (error instanceof MissingPermission) deniedUntil.checkouts = steadyNow() + DENIED_PAUSE_MS;
    if (!isMerciaError(error)) throw error;
    return new Map();
  }
}

async function transfersOf(
  { client, deniedUntil }: LiveContext,
  biblioIds: readonly number[],
  signal: AbortSignal,
): Promise<ReadonlyMap<number, OpenTransfer>> {
  const told = new Map<number, OpenTransfer>();
  if (biblioIds.length === 0 || steadyNow() < deniedUntil.transfers) return told;
  // Not by a time-out, which the host would be held to: the second is ours, and it may be about to answer.
  const ours = new AbortController();
  const timer = setTimeout(() => {
    ours.abort();
  }, TRANSFERS_WITHIN_MS);
  const limit = AbortSignal.any([signal, ours.signal]);
  let answered = 0;
  try {
    // One after the other: the first shows whether this version tells them, and one failure is all that the host is held to.
    for (const biblioId of biblioIds.slice(0, TRANSFER_TITLES)) {
      const rows = await asSlot(embeddedTransfers(client, biblioId, limit));
      // The title was deleted since its copies were read: that says nothing of the others.
      if (rows instanceof NotFoundAtKoha) continue;
      if (isMerciaError(rows)) {
        const pause = ours.signal.aborted ? (answered > 0 ? 0 : SLOW_PAUSE_MS) : pauseAfter(rows);
        if (!signal.aborted) deniedUntil.transfers = steadyNow() + pause;
        break;
      }
      answered += 1;
      for (const row of rows) told.set(row.item_id, row.transfer);
    }
  } finally {
    clearTimeout(timer);
  }
  return told;
}

function pauseAfter(error: MerciaError): number {
  return error instanceof UnknownEmbed ? NEWER_VERSION_MS : DENIED_PAUSE_MS;
}

/** The open transfers of the copies of one record. Rejects with {@link UnknownEmbed} where the version does not tell them. */
export async function embeddedTransfers(client: KohaClient, biblioId: number, signal: AbortSignal) {
  const query = { key: 'item_id', embed: 'transfer' };
  return readRows((await client.all('transfers', `/biblios/${biblioId}/items`, query, signal)).rows, wireTransfer).rows;
}

/** The copies of a large title: pages so small that none of them keeps the host long. */
export function largeList(q?: Condition): WholeList {
  return { key: 'item_id', perPage: LARGE_PAGE, embed: '+strings', ...(q && { q }) };
}

export async function readLargeTitle(
  site: KohaSite,
  biblioId: number,
  pages: AsyncIterable<ListAnswer>,
  now: () => number,
): Promise<LargeTitle> {
  const { id: system } = site.system;
  const rows: WireItem[] = [];
  const badRecords = new Set<number>();
  let badWithoutRecord = false;
  let announced: number | null = null;
  let came = 0;
  let firstCameAt: number | null = null;
  for await (const page of pages) {
    firstCameAt ??= now();
    const copies = came + (page.total ?? page.rows.length);
    if (copies > LIVE_COPIES_MAX) throw tooManyCopies(system, String(biblioId), copies);
    const read = readRows(page.rows, wireItem, 'item_id');
    if (read.rows.some((item) => item.biblio_id !== biblioId)) throw notAsked(system, 'live items');
    for (const row of read.rows) rows.push(row);
    for (const id of read.badRecords) badRecords.add(id);
    badWithoutRecord ||= read.badWithoutRecord;
    announced ??= page.total;
    came += page.rows.length;
  }
  if (announced !== null && came < announced) throw shortOf(system, 'live items', announced, came);
  return { rows, badRecords, badWithoutRecord, firstCameAt: firstCameAt ?? now() };
}

/** All rows of an answer that needs each of them. Throws the fault where one cannot be read. */
export function readEachRow<T>(
  rows: readonly unknown[],
  schema: ZodType<T>,
  fault: () => MerciaError,
  key?: string,
): readonly T[] {
  const read = readRows(rows, schema, key);
  if (read.badWithoutRecord || read.badRecords.size > 0) throw fault();
  return read.rows;
}

/** The same row twice is read once; of two that contradict each other by their `key` neither can be. */
export function readRows<T>(rows: readonly unknown[], schema: ZodType<T>, key?: string): ReadRows<T> {
  const once = key === undefined ? { rows, contradicting: [] } : onceEach(rows, (row) => numberIn(row, key));
  const good: T[] = [];
  const bad: unknown[] = [...once.contradicting];
  for (const row of once.rows) {
    const parsed = schema.safeParse(row);
    if (parsed.success) good.push(parsed.data);
    else bad.push(row);
  }
  const records = bad.map((row) => numberIn(row, 'biblio_id'));
  return {
    rows: good,
    badRecords: new Set(records.filter((id) => id !== null)),
    badWithoutRecord: records.includes(null),
  };
}
