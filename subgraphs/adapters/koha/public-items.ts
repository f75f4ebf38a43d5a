/** Live items without credentials: one call a title, fewer facts, and what cannot be seen is said. */
import type { HoldingFacts, HoldingRef, Visibility } from '#domain/facts.ts';
import type { ItemId } from '#domain/ids.ts';
import { parseId } from '#domain/ids.ts';
import { MerciaError, isMerciaError } from '#platform/errors.ts';
import { LRUCache } from 'lru-cache';
import type { ItemSource, LiveItem, Slot } from '../adapter.ts';
import { copiesOfLargeTitle } from '../shared/large-titles.ts';
import { NotThere } from './refusal.ts';
import type { KohaClient } from './client.ts';
import { copyOfItem } from './copy.ts';
import type { KohaCopy } from './copy.ts';
import { badKeys, noOwners, unreadable } from './items.ts';
import { isPublic, toHoldingFacts, toItemFacts } from './item-facts.ts';
import type { RecordTold } from './item-facts.ts';
import { LARGE_ITEMS, holdsHidden, largeList, readLargeTitle, readRows } from './live.ts';
import { readLiveKeys } from './live-keys.ts';
import type { LiveKeys } from './live-keys.ts';
import { readMarcXmlRecords } from './marc-records.ts';
import type { KohaSite } from './site.ts';
import { isShownByCopies, recordVisibility } from './visibility.ts';
import { wireItem } from './wire.ts';

interface TitleAnswer {
  readonly copies: readonly KohaCopy[];
  readonly asOf: string;
}

const NOTHING_KNOWN = { holds: null };
const NO_CHECKOUTS: RecordTold['checkouts'] = new Map();
const WHOLE_LIST = { key: 'item_id', embed: '+strings' };
const KEEP_MS = 60_000;

export interface PublicItemsContext {
  readonly site: KohaSite;
  readonly client: KohaClient;
  /** For pages of large titles, behind everybody else's questions. */
  readonly background?: KohaClient;
  readonly now: () => number;
}

/** The item source of a site without a service account. */
export function createPublicItems({ site, client, background = client, now }: PublicItemsContext): ItemSource {
  const limitation = holdsHidden(site, 'Without a service account only public facts are told');
  const seen = new LRUCache<number, Visibility>({ max: 10_000, ttl: KEEP_MS, ttlResolution: 0, perf: { now } });

  async function titleOf({ biblioId, copies }: LiveKeys, signal: AbortSignal): Promise<TitleAnswer | null> {
    try {
      const path = `/public/biblios/${biblioId}/items`;
      const pages =
        copies === null
          ? client.pages('public items', path, WHOLE_LIST, signal)
          : background.pages(LARGE_ITEMS, path, largeList(), signal);
      const read = await readLargeTitle(site, biblioId, pages);
      if (read.anybodysBad || read.badRecords.size > 0) throw unreadable(site);
      const shown = read.rows.map(copyOfItem);
      const asOf = new Date(now()).toISOString();
      // Hidden copies are not listed: a record that shows none may have hidden ones alone, and is not there then.
      const isShown = shown.length > 0 || (await client.isPublicRecord('public record', biblioId, signal));
      return isShown && isShownByCopies(shown, site.settings) ? { copies: shown, asOf } : null;
    } catch (error) {
      if (error instanceof NotThere) return null;
      throw error;
    }
  }

  async function visibilityOf(biblioId: number, signal: AbortSignal): Promise<Visibility> {
    const known = seen.get(biblioId);
    if (known !== undefined) return known;
    const body = await client.publicMarcXml('public record', biblioId, signal);
    const visibility = body === null ? 'SUPPRESSED' : visibilityIn(body);
    seen.set(biblioId, visibility);
    return visibility;
  }

  /** Throws for an answer without a record: that one is hidden is said by 404 alone. */
  function visibilityIn(body: Buffer): Visibility {
    const record = readMarcXmlRecords(body)[0]?.outcome;
    if (record?.kind !== 'record') throw unreadable(site);
    return recordVisibility(record.record, null, site.settings);
  }

  async function findAvailability(
    holdings: readonly HoldingRef[],
    signal: AbortSignal,
  ): Promise<readonly Slot<HoldingFacts | null>[]> {
    const keys = holdings.map((holding) => readLiveKeys(holding.liveKeys));
    const titles = new Map(keys.flatMap((key) => (key === null ? [] : [[key.biblioId, key] as const])));
    const answers = await each(titles, (key) => titleOf(key, signal));
    return keys.map((key): Slot<HoldingFacts | null> => {
      if (key === null) return badKeys(site);
      const owners = site.ownerCodesOf(key.library);
      if (owners === undefined) return noOwners(site, key.library);
      const answer = answers.get(key.biblioId) ?? null;
      if (answer === null || answer instanceof MerciaError) return answer;
      const told = { ...NOTHING_KNOWN, asOf: answer.asOf, limitation, checkouts: NO_CHECKOUTS };
      return toHoldingFacts(site, answer.copies, owners, told);
    });
  }

  async function findItems(ids: readonly ItemId[], signal: AbortSignal): Promise<readonly Slot<LiveItem | null>[]> {
    const itemIds = ids.map((id) => {
      const local = parseId(id, 'item')?.local;
      return local !== undefined && /^\d{1,15}$/.test(local) ? Number(local) : null;
    });
    const wanted = [...new Set(itemIds.filter((id) => id !== null))];
    if (wanted.length === 0) return ids.map(() => null);
    const query = { q: { item_id: wanted }, key: 'item_id', embed: '+strings' };
    const read = readRows((await client.all('public items', '/public/items', query, signal)).rows, wireItem);
    if (read.anybodysBad || read.badRecords.size > 0) throw unreadable(site);
    const asOf = new Date(now()).toISOString();
    const visible = read.rows.filter((item) => isPublic(site, copyOfItem(item)));
    const byId = new Map(visible.map((item) => [item.item_id, item]));
    const records = new Map(visible.map((item) => [item.biblio_id, item.biblio_id]));
    const visibilities = await each(records, (biblioId) => visibilityOf(biblioId, signal));
    return itemIds.map((id): Slot<LiveItem | null> => {
      const item = id === null ? undefined : byId.get(id);
      if (item === undefined) return null;
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

  /** Asks title by title, as far as the cap; rejects only where every call failed. */
  async function each<Title, T>(
    titles: ReadonlyMap<number, Title>,
    ask: (title: Title) => Promise<T>,
  ): Promise<ReadonlyMap<number, T | MerciaError>> {
    const cap = site.settings.publicTitlesPerPage;
    const answers = new Map<number, T | MerciaError>();
    const errors: MerciaError[] = [];
    const asked = [...titles].slice(0, cap);
    await Promise.all(
      asked.map(async ([biblioId, title]) => {
        try {
          answers.set(biblioId, await ask(title));
        } catch (error) {
          if (!isMerciaError(error)) throw error;
          if (!isMerciaError(error, 'LMS_TOO_MANY_ITEMS')) errors.push(error);
          answers.set(biblioId, error);
        }
      }),
    );
    const [first] = errors;
    if (first !== undefined && errors.length === asked.length) throw first;
    for (const [biblioId] of [...titles].slice(cap)) answers.set(biblioId, overCap(cap));
    return answers;
  }

  function overCap(cap: number): MerciaError {
    return new MerciaError(
      'LMS_RATE_LIMITED',
      `[${site.system.id}] public items: only ${cap} titles are asked for at once without a service account; ask for fewer, or name credentials in the region file`,
      { system: site.system.id },
    );
  }

  return { isLarge: ({ liveKeys }) => copiesOfLargeTitle(liveKeys) !== null, findAvailability, findItems };
}
