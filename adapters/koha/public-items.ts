/** Live items without credentials: one call a title, fewer facts, and what cannot be seen is said. */
import type { HoldingFacts, HoldingRef, Reason, Visibility } from '#domain/facts.ts';
import type { ItemId } from '#domain/ids.ts';
import { MerciaError } from '#platform/errors.ts';
import type { ItemSource, LiveItem, OnSlot, Slot } from '#contract/adapter.ts';
import { readLiveKeys, isLarge, type LiveKeys } from '../shared/live-keys.ts';
import { lmsError } from '../shared/lms-error.ts';
import { createShortCache, type ShortCache } from '../shared/short-cache.ts';
import { askParts, holdingSlots, tellAnswered } from '../shared/slots.ts';
import { NotFoundAtKoha } from './refusal.ts';
import type { KohaClient } from './client.ts';
import { rowsWith } from './lists.ts';
import { copyOfItem, type KohaCopy } from './copy.ts';
import { unreadable, readItemId, slotWithoutFacts } from './items.ts';
import { isPublic, toLiveHoldingFacts, toItemFacts, type RecordContext } from './item-facts.ts';
import { LARGE_ITEMS, hiddenHoldsReason, largeList, readLargeTitle, readRows } from './live.ts';
import { readMarcXmlRecords } from './marc-records.ts';
import type { KohaSite } from './site.ts';
import { isShownByCopies, recordVisibility } from './visibility.ts';
import { wireItem } from './wire.ts';

interface TitleAnswer {
  readonly copies: readonly KohaCopy[];
  readonly asOf: string;
}

const NOTHING_KNOWN = { holds: null };
const NO_CHECKOUTS: RecordContext['checkouts'] = new Map();
const WHOLE_LIST = { key: 'item_id', embed: '+strings' };

export interface PublicItemsContext {
  readonly site: KohaSite;
  readonly client: KohaClient;
  /** For pages of large titles, behind everybody else's questions. */
  readonly background?: KohaClient;
  readonly now: () => number;
}

interface Bound extends Required<PublicItemsContext> {
  /** What is said of every fact. */
  readonly limitation: Reason;
  readonly seen: ShortCache<number, Visibility>;
}

/** The item source of a site without a service account. */
export function createPublicItems({ background, ...context }: PublicItemsContext): ItemSource {
  const bound: Bound = {
    ...context,
    background: background ?? context.client,
    limitation: hiddenHoldsReason(context.site, 'Without a service account only public facts are available'),
    seen: createShortCache(),
  };
  return {
    isLarge,
    findAvailability: (holdings, signal, onSlot) => findAvailability(bound, holdings, signal, onSlot),
    findItems: (ids, signal) => findItems(bound, ids, signal),
  };
}

async function findAvailability(
  bound: Bound,
  holdings: readonly HoldingRef[],
  signal: AbortSignal,
  onSlot: OnSlot<HoldingFacts | null> | undefined,
): Promise<readonly Slot<HoldingFacts | null>[]> {
  const { site, limitation } = bound;
  const keys = holdings.map((holding) => readLiveKeys(holding.liveKeys));
  const titles = new Map(keys.flatMap((key) => (key === null ? [] : [[Number(key.record), key] as const])));
  const factsFrom =
    (answers: ReadonlyMap<number, Slot<TitleAnswer | null>>) =>
    (key: LiveKeys, owners: ReadonlySet<string>): Slot<HoldingFacts | null> => {
      const answer = answers.get(Number(key.record)) ?? null;
      if (answer === null || answer instanceof MerciaError) return answer;
      const recordContext = { ...NOTHING_KNOWN, asOf: answer.asOf, limitation, checkouts: NO_CHECKOUTS };
      return toLiveHoldingFacts(site, answer.copies, owners, recordContext);
    };
  const answers = await askEach(site, titles, async (key) => {
    const answer = await titleOf(bound, key, signal);
    tellAnswered(site, keys, [key.record], factsFrom(new Map([[Number(key.record), answer]])), onSlot);
    return answer;
  });
  return holdingSlots(site, keys, factsFrom(answers));
}

/** Null if there is no such title for the public. */
async function titleOf(
  { site, client, background, now }: Bound,
  { record, copies }: LiveKeys,
  signal: AbortSignal,
): Promise<TitleAnswer | null> {
  const biblioId = Number(record);
  try {
    const path = `/public/biblios/${biblioId}/items`;
    const pages =
      copies === null
        ? client.pages('public items', path, WHOLE_LIST, signal)
        : background.pages(LARGE_ITEMS, path, largeList(), signal);
    const read = await readLargeTitle(site, biblioId, pages, now);
    if (read.badWithoutRecord || read.badRecords.size > 0) throw unreadable(site);
    const shown = read.rows.map(copyOfItem);
    const asOf = new Date(copies === null ? now() : read.firstCameAt).toISOString();
    // Hidden copies are not listed: a record that shows none may have hidden ones alone, and is not there then.
    const isShown = shown.length > 0 || (await client.isPublicRecord('public record', biblioId, signal));
    return isShown && isShownByCopies(shown, site.settings) ? { copies: shown, asOf } : null;
  } catch (error) {
    if (error instanceof NotFoundAtKoha) return null;
    throw error;
  }
}

async function findItems(
  bound: Bound,
  ids: readonly ItemId[],
  signal: AbortSignal,
): Promise<readonly Slot<LiveItem | null>[]> {
  const { site, client, limitation } = bound;
  const itemIds = ids.map(readItemId);
  const wanted = [...new Set(itemIds.filter((id) => id !== null))];
  if (wanted.length === 0) return ids.map(() => null);
  const list = { ...WHOLE_LIST, operation: 'public items', path: '/public/items', column: 'item_id', ids: wanted };
  const read = readRows(await rowsWith(client, list, signal), wireItem, list.key);
  const slotWithout = slotWithoutFacts(site, read);
  const asOf = new Date(bound.now()).toISOString();
  const visible = read.rows.filter((item) => isPublic(site, copyOfItem(item)));
  const byId = new Map(visible.map((item) => [item.item_id, item]));
  const records = new Map(visible.map((item) => [item.biblio_id, item.biblio_id]));
  const visibilities = await askEach(site, records, (biblioId) => visibilityOf(bound, biblioId, signal));
  return itemIds.map((id): Slot<LiveItem | null> => {
    const item = id === null ? undefined : byId.get(id);
    if (item === undefined) return slotWithout(id);
    const visibility = visibilities.get(item.biblio_id);
    if (visibility instanceof MerciaError) return visibility;
    if (visibility !== 'PUBLIC') return null;
    return {
      asOf,
      item: toItemFacts(site, copyOfItem(item), { ...NOTHING_KNOWN, checkout: null }),
      library: item.home_library_id === null ? null : site.libraryOf(item.home_library_id),
      recordLocalId: String(item.biblio_id),
      limitation,
    };
  });
}

async function visibilityOf({ site, client, seen }: Bound, biblioId: number, signal: AbortSignal): Promise<Visibility> {
  const known = seen.get(biblioId);
  if (known !== undefined) return known;
  const body = await client.publicMarcXml('public record', biblioId, signal);
  const visibility = body === null ? 'SUPPRESSED' : visibilityIn(site, body);
  seen.set(biblioId, visibility);
  return visibility;
}

/** Throws for an answer without a record: that one is hidden is said by 404 alone. */
function visibilityIn(site: KohaSite, body: Buffer): Visibility {
  const record = readMarcXmlRecords(body)[0]?.outcome;
  if (record?.kind !== 'record') throw unreadable(site);
  return recordVisibility(record.record, null, site.settings);
}

/** Asks title by title, as far as the cap; rejects only if every call failed. */
async function askEach<Title, T>(
  site: KohaSite,
  titles: ReadonlyMap<number, Title>,
  ask: (title: Title) => Promise<T>,
): Promise<ReadonlyMap<number, Slot<T>>> {
  const cap = site.settings.publicTitlesPerPage;
  const parts = [...titles].map(([id, title]) => ({ ids: [id], id, title }));
  type Part = (typeof parts)[number];
  const answers = await askParts<number, T, Part>(parts.slice(0, cap), async ({ id, title }, into) => {
    into.set(id, await ask(title));
  });
  for (const { id } of parts.slice(cap)) answers.set(id, overCap(site, cap));
  return answers;
}

function overCap({ system }: KohaSite, cap: number): MerciaError {
  const what = `only ${cap} titles are asked for at once without a service account; ask for fewer, or name credentials in the region file`;
  return lmsError(system.id, 'LMS_RATE_LIMITED', `public items: ${what}`);
}
