/** Live items for a service account. */
import type { HoldingFacts, HoldingRef } from '#domain/facts.ts';
import { type ItemId, parseId } from '#domain/ids.ts';
import { MerciaError } from '#platform/errors.ts';
import type { ItemSource, LiveItem, OnSlot, Slot } from '#contract/adapter.ts';
import { readLiveKeys, isLarge, type LiveKeys } from '../shared/live-keys.ts';
import { lmsError } from '../shared/lms-error.ts';
import { asSlot, askParts, holdingSlots, tellAnswered } from '../shared/slots.ts';
import { inQueries } from './lists.ts';
import type { KohaClient } from './client.ts';
import { copyOfItem, type KohaCopy } from './copy.ts';
import type { HoldsAnswer, LiveCalls, ReadRows } from './live.ts';
import { contextOfCopy, isPublic, toItemFacts, toLiveHoldingFacts, unplacedHolds } from './item-facts.ts';
import type { RecordContext } from './item-facts.ts';
import type { RecordLookup } from './record-lookup.ts';
import type { KohaSite } from './site.ts';
import { createSentCopies, isTransferWanted, type SentCopies } from './transfers.ts';
import { isShownByCopies } from './visibility.ts';
import type { WireItem } from './wire.ts';

export interface ItemsContext {
  readonly site: KohaSite;
  readonly client: KohaClient;
  readonly calls: LiveCalls;
  readonly records: RecordLookup;
  readonly now: () => number;
}

interface RecordAnswer {
  readonly copies: readonly KohaCopy[];
  readonly recordContext: RecordContext;
}

type Answers = ReadonlyMap<number, Slot<RecordAnswer | null>>;

interface Bound extends ItemsContext {
  readonly sent: SentCopies;
}

/** The item source of a site that gives the account its staff interface. */
export function createItems(given: ItemsContext): ItemSource {
  const context: Bound = { ...given, sent: createSentCopies() };
  return {
    isLarge,
    findAvailability: (holdings, signal, onSlot) => findAvailability(context, holdings, signal, onSlot),
    findItems: (ids, signal) => findItems(context, ids, signal),
  };
}

async function findAvailability(
  context: Bound,
  holdings: readonly HoldingRef[],
  signal: AbortSignal,
  onSlot: OnSlot<HoldingFacts | null> | undefined,
): Promise<readonly Slot<HoldingFacts | null>[]> {
  const { site } = context;
  const keys = holdings.map((holding) => readLiveKeys(holding.liveKeys));
  const parts = partsOf(site, keys);
  const factsFrom =
    (answers: Answers) =>
    (key: LiveKeys, owners: ReadonlySet<string>): Slot<HoldingFacts | null> => {
      const answer = answers.get(Number(key.record)) ?? null;
      if (answer === null || answer instanceof MerciaError) return answer;
      return toLiveHoldingFacts(site, answer.copies, owners, answer.recordContext);
    };
  const answers = await askParts<number, RecordAnswer | null, Part>(parts, async (part, into) => {
    for (const [id, answer] of await partOf(context, part, signal)) into.set(id, answer);
    if (parts.length > 1) tellAnswered(site, keys, part.ids, factsFrom(into), onSlot);
  });
  return holdingSlots(site, keys, factsFrom(answers));
}

/** Records that are asked for together; a large one stands alone. */
interface Part {
  readonly ids: readonly number[];
  readonly large: boolean;
}

function partsOf(site: KohaSite, keys: readonly (LiveKeys | null)[]): readonly Part[] {
  const usual = new Set<number>();
  const large = new Set<number>();
  for (const key of keys) if (key !== null) (key.copies === null ? usual : large).add(Number(key.record));
  const together = [...usual].filter((id) => !large.has(id));
  return [
    ...inQueries(together, site.system.limits.batchSize).map((ids) => ({ ids, large: false })),
    ...[...large].map((id) => ({ ids: [id], large: true })),
  ];
}

async function partOf(context: Bound, part: Part, signal: AbortSignal): Promise<Answers> {
  const copies = copiesOf(context, part, signal);
  const holdsOf = (): Promise<HoldsAnswer> => context.calls.holdsOf(part.ids, signal);
  // Pages of a large title take seconds: a copy that is caught meanwhile would look available by holds that were read before.
  const [{ read, asOf, checkouts, existing }, holds] = await Promise.all([
    copies,
    part.large ? copies.then(holdsOf) : holdsOf(),
  ]);
  const byRecord = Map.groupBy(read.rows, (item) => item.biblio_id);
  const answers = new Map(
    part.ids.map((id): readonly [number, RecordAnswer | MerciaError | null] => {
      if (read.badRecords.has(id)) return [id, unreadable(context.site)];
      const items = byRecord.get(id) ?? [];
      if (items.length === 0) {
        if (existing instanceof MerciaError) return [id, existing];
        if (!existing.has(id)) return [id, null];
      }
      const answer = recordAnswer(context, id, items, { holds, asOf, checkouts, isWhole: true });
      return [id, isShownByCopies(answer.copies, context.site.settings) ? answer : null];
    }),
  );
  return part.large ? answers : withTransfers(context, answers, signal);
}

/** The same with open transfers, of the records where a copy may travel. */
async function withTransfers({ site, calls }: Bound, answers: Answers, signal: AbortSignal): Promise<Answers> {
  const wanted = [...answers].flatMap(([id, answer]) => {
    if (answer === null || answer instanceof MerciaError || answer.recordContext.holds === null) return [];
    const { copies, recordContext } = answer;
    return copies.some((copy) => isTransferWanted(site, copy, contextOfCopy(recordContext, copy.itemId))) ? [id] : [];
  });
  const transfers = await calls.transfersOf(wanted, signal);
  const withThem = (answer: Slot<RecordAnswer | null>): Slot<RecordAnswer | null> =>
    answer === null || answer instanceof MerciaError
      ? answer
      : { ...answer, recordContext: { ...answer.recordContext, transfers } };
  return transfers.size === 0 ? answers : new Map([...answers].map(([id, answer]) => [id, withThem(answer)]));
}

/** Copies, and what depends on them, which is asked for as soon as they are here, however long the holds take. */
async function copiesOf({ site, calls, records, now }: ItemsContext, { ids, large }: Part, signal: AbortSignal) {
  const [only] = ids;
  const title = large && only !== undefined ? await calls.itemsOfLarge(only, signal, now) : null;
  const read = title ?? (await calls.itemsOf('biblio_id', ids, signal));
  if (read.badWithoutRecord) throw unreadable(site);
  const asOf = new Date(title?.firstCameAt ?? now()).toISOString();
  const answered = new Set(read.rows.map((item) => item.biblio_id));
  const empty = ids.filter((id) => !answered.has(id) && !read.badRecords.has(id));
  // A record without copies and a record that is gone look alike in a list of items.
  const [checkouts, existing] = await Promise.all([
    calls.checkoutsOf(read.rows, signal),
    empty.length === 0 ? new Set<number>() : asSlot(records.existing(empty, signal)),
  ]);
  return { read, asOf, checkouts, existing };
}

interface Asked extends Pick<RecordContext, 'asOf' | 'checkouts'> {
  readonly holds: HoldsAnswer;
  /** Whether the items are all that the record has. */
  readonly isWhole: boolean;
}

/** Where holds may not be read, or were not this time, the copies say so, and the reason goes along. */
function recordAnswer(
  { sent }: Bound,
  biblioId: number,
  items: readonly WireItem[],
  { holds: { byRecord, failed, denied }, isWhole, ...asked }: Asked,
): RecordAnswer {
  const holds = byRecord === null ? null : (byRecord.get(biblioId) ?? []);
  const copies = items.map(copyOfItem);
  const told = { unplaced: unplacedHolds(holds, isWhole ? copies : null), underWay: sent.underWay(items, holds) };
  return { copies, recordContext: { ...asked, ...told, holds, limitation: denied ?? failed } };
}

async function findItems(
  context: Bound,
  ids: readonly ItemId[],
  signal: AbortSignal,
): Promise<readonly Slot<LiveItem | null>[]> {
  const { site, calls, records, now } = context;
  const itemIds = ids.map(readItemId);
  const wanted = [...new Set(itemIds.filter((id) => id !== null))];
  if (wanted.length === 0) return ids.map(() => null);
  const read = await calls.itemsOf('item_id', wanted, signal);
  const slotWithout = slotWithoutFacts(site, read);
  const asOf = new Date(now()).toISOString();
  const visible = read.rows.filter((item) => isPublic(site, copyOfItem(item)));
  const byRecord = Map.groupBy(visible, (item) => item.biblio_id);
  const biblioIds = [...byRecord.keys()];
  if (biblioIds.length === 0) return itemIds.map(slotWithout);
  const [visibilities, holds, checkouts] = await Promise.all([
    records.visibilities(biblioIds, signal),
    calls.holdsOf(biblioIds, signal),
    calls.checkoutsOf(visible, signal),
  ]);
  const asked = { holds, asOf, checkouts, isWhole: false };
  const told = new Map(
    [...byRecord].map(([id, items]): readonly [number, RecordAnswer] => [id, recordAnswer(context, id, items, asked)]),
  );
  const answers = await withTransfers(context, told, signal);
  const byId = new Map(visible.map((item) => [item.item_id, item]));
  return itemIds.map((id): Slot<LiveItem | null> => {
    const item = id === null ? undefined : byId.get(id);
    if (item === undefined) return slotWithout(id);
    const answer = answers.get(item.biblio_id);
    if (answer === undefined || answer === null || answer instanceof MerciaError) return null;
    const visibility = visibilities.get(item.biblio_id) ?? null;
    if (visibility instanceof MerciaError) return visibility;
    if (visibility !== 'PUBLIC') return null;
    const { recordContext } = answer;
    return {
      asOf,
      item: toItemFacts(site, copyOfItem(item), contextOfCopy(recordContext, item.item_id)),
      library: item.home_library_id === null ? null : site.libraryOf(item.home_library_id),
      recordLocalId: String(item.biblio_id),
      limitation: recordContext.limitation,
    };
  });
}

/** What is said of a copy that is not shown: that it is not there, unless it did not come and may be in a row that cannot be read. */
export function slotWithoutFacts(
  site: KohaSite,
  { rows, badRecords, badWithoutRecord }: ReadRows<WireItem>,
): (id: number | null) => Slot<null> {
  const came = new Set(rows.map((item) => item.item_id));
  const missing = badWithoutRecord || badRecords.size > 0 ? unreadable(site) : null;
  return (id) => (id === null || came.has(id) ? null : missing);
}

export function unreadable({ system }: KohaSite): MerciaError {
  const what = 'an item in the answer has no readable id or status; check the Koha version';
  return lmsError(system.id, 'LMS_BAD_RESPONSE', `live items: ${what}`);
}

/** The copy's number; null for an id that names none of Koha's. */
export function readItemId(id: ItemId): number | null {
  const local = parseId(id, 'item')?.local;
  return local !== undefined && /^\d{1,15}$/.test(local) ? Number(local) : null;
}
