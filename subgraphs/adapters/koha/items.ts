/** Live items for a service account. */
import type { HoldingFacts, HoldingRef } from '#domain/facts.ts';
import type { ItemId } from '#domain/ids.ts';
import { parseId } from '#domain/ids.ts';
import { MerciaError, isMerciaError } from '#platform/errors.ts';
import type { ItemSource, LiveItem, Slot } from '../adapter.ts';
import { copiesOfLargeTitle } from '../shared/large-titles.ts';
import { inParts } from './list-query.ts';
import type { KohaClient } from './client.ts';
import { copyOfItem } from './copy.ts';
import type { KohaCopy } from './copy.ts';
import type { HoldsAnswer, LiveCalls } from './live.ts';
import { isPublic, toHoldingFacts, toItemFacts } from './item-facts.ts';
import type { RecordTold } from './item-facts.ts';
import { readLiveKeys } from './live-keys.ts';
import type { LiveKeys } from './live-keys.ts';
import type { RecordLookup } from './record-lookup.ts';
import type { KohaSite } from './site.ts';
import { isShownByCopies } from './visibility.ts';

export interface ItemsContext {
  readonly site: KohaSite;
  readonly client: KohaClient;
  readonly calls: LiveCalls;
  readonly records: RecordLookup;
  readonly now: () => number;
}

/** What was learnt of one record in one page: its copies, and what is told beside them. */
interface RecordAnswer {
  readonly copies: readonly KohaCopy[];
  readonly told: RecordTold;
}

type Answers = ReadonlyMap<number, RecordAnswer | MerciaError | null>;

/** The item source of a site that gives the account its staff interface. */
export function createItems(context: ItemsContext): ItemSource {
  return {
    isLarge: ({ liveKeys }) => copiesOfLargeTitle(liveKeys) !== null,
    findAvailability: (holdings, signal) => findAvailability(context, holdings, signal),
    findItems: (ids, signal) => findItems(context, ids, signal),
  };
}

async function findAvailability(
  context: ItemsContext,
  holdings: readonly HoldingRef[],
  signal: AbortSignal,
): Promise<readonly Slot<HoldingFacts | null>[]> {
  const { site } = context;
  const keys = holdings.map((holding) => readLiveKeys(holding.liveKeys));
  const answers = await answersOf(context, partsOf(site, keys), signal);
  return keys.map((key): Slot<HoldingFacts | null> => {
    if (key === null) return badKeys(site);
    const owners = site.ownerCodesOf(key.library);
    if (owners === undefined) return noOwners(site, key.library);
    const answer = answers.get(key.biblioId) ?? null;
    if (answer === null || answer instanceof MerciaError) return answer;
    return toHoldingFacts(site, answer.copies, owners, answer.told);
  });
}

/** Records that are asked for together; a large one stands alone. */
interface Part {
  readonly biblioIds: readonly number[];
  readonly large: boolean;
}

function partsOf(site: KohaSite, keys: readonly (LiveKeys | null)[]): readonly Part[] {
  const usual = new Set<number>();
  const large = new Set<number>();
  for (const key of keys) if (key !== null) (key.copies === null ? usual : large).add(key.biblioId);
  return [
    ...inParts(
      [...usual].filter((id) => !large.has(id)),
      site.system.limits.batchSize,
    ).map((part) => ({
      biblioIds: part,
      large: false,
    })),
    ...[...large].map((id) => ({ biblioIds: [id], large: true })),
  ];
}

/** Asks for records part by part; a part that fails costs its own records, and only if all fail does the whole fail. */
async function answersOf(context: ItemsContext, parts: readonly Part[], signal: AbortSignal): Promise<Answers> {
  const answers = new Map<number, RecordAnswer | MerciaError | null>();
  const errors: MerciaError[] = [];
  await Promise.all(
    parts.map(async (part) => {
      try {
        for (const [id, answer] of await partOf(context, part, signal)) answers.set(id, answer);
      } catch (error) {
        if (!isMerciaError(error)) throw error;
        if (!isMerciaError(error, 'LMS_TOO_MANY_ITEMS')) errors.push(error);
        for (const id of part.biblioIds) answers.set(id, error);
      }
    }),
  );
  const [first] = errors;
  if (first !== undefined && errors.length === parts.length) throw first;
  return answers;
}

async function partOf(context: ItemsContext, part: Part, signal: AbortSignal): Promise<Answers> {
  const [{ read, asOf, checkouts, existing }, holds] = await Promise.all([
    copiesOf(context, part, signal),
    context.calls.holdsOf(part.biblioIds, signal),
  ]);
  const byRecord = Map.groupBy(read.rows, (item) => item.biblio_id);
  return new Map(
    part.biblioIds.map((id): readonly [number, RecordAnswer | MerciaError | null] => {
      if (read.badRecords.has(id)) return [id, unreadable(context.site)];
      const items = byRecord.get(id) ?? [];
      if (items.length === 0) {
        if (existing instanceof MerciaError) return [id, existing];
        if (!existing.has(id)) return [id, null];
      }
      const copies = items.map(copyOfItem);
      if (!isShownByCopies(copies, context.site.settings)) return [id, null];
      return [id, { copies, told: { ...toldOf(holds, id), asOf, checkouts } }];
    }),
  );
}

/** Copies, and what follows from them: that is asked as soon as they are told, whatever the holds take. */
async function copiesOf({ site, calls, records, now }: ItemsContext, { biblioIds, large }: Part, signal: AbortSignal) {
  const [only] = biblioIds;
  const read = await (large && only !== undefined
    ? calls.itemsOfLarge(only, signal)
    : calls.itemsOf('biblio_id', biblioIds, signal));
  if (read.anybodysBad) throw unreadable(site);
  const asOf = new Date(now()).toISOString();
  const told = new Set(read.rows.map((item) => item.biblio_id));
  const empty = biblioIds.filter((id) => !told.has(id) && !read.badRecords.has(id));
  // A record without copies and a record that is gone look alike in a list of items.
  const [checkouts, existing] = await Promise.all([
    calls.checkoutsOf(read.rows, signal),
    empty.length === 0 ? new Set<number>() : orError(records.existing(empty, signal)),
  ]);
  return { read, asOf, checkouts, existing };
}

/** Whether holds may not be read, or were not this time: the copies say the same, and the reason goes along. */
function toldOf({ byRecord, failed, denied }: HoldsAnswer, biblioId: number): Omit<RecordTold, 'asOf' | 'checkouts'> {
  const holds = byRecord === null ? null : (byRecord.get(biblioId) ?? []);
  return { holds, limitation: denied ?? failed };
}

/** An error of ours as a value, so that it costs only what needs the answer. */
async function orError<T>(promise: Promise<T>): Promise<T | MerciaError> {
  return promise.catch((error: unknown) => {
    if (isMerciaError(error)) return error;
    throw error;
  });
}

async function findItems(
  context: ItemsContext,
  ids: readonly ItemId[],
  signal: AbortSignal,
): Promise<readonly Slot<LiveItem | null>[]> {
  const { site, calls, records, now } = context;
  const itemIds = ids.map((id) => {
    const local = parseId(id, 'item')?.local;
    return local !== undefined && /^\d{1,15}$/.test(local) ? Number(local) : null;
  });
  const wanted = [...new Set(itemIds.filter((id) => id !== null))];
  if (wanted.length === 0) return ids.map(() => null);
  const read = await calls.itemsOf('item_id', wanted, signal);
  if (read.anybodysBad || read.badRecords.size > 0) throw unreadable(site);
  const asOf = new Date(now()).toISOString();
  const visible = read.rows.filter((item) => isPublic(site, copyOfItem(item)));
  const biblioIds = [...new Set(visible.map((item) => item.biblio_id))];
  const [visibilities, holds, checkouts] = await Promise.all([
    records.visibilities(biblioIds, signal),
    biblioIds.length === 0 ? null : calls.holdsOf(biblioIds, signal),
    calls.checkoutsOf(visible, signal),
  ]);
  const byId = new Map(visible.map((item) => [item.item_id, item]));
  return itemIds.map((id): Slot<LiveItem | null> => {
    const item = id === null ? undefined : byId.get(id);
    if (item === undefined || holds === null) return null;
    const visibility = visibilities.get(item.biblio_id) ?? null;
    if (visibility instanceof MerciaError) return visibility;
    if (visibility !== 'PUBLIC') return null;
    const { limitation, ...told } = toldOf(holds, item.biblio_id);
    return {
      asOf,
      item: toItemFacts(site, copyOfItem(item), { ...told, checkout: checkouts.get(item.item_id) ?? null }),
      library: item.home_library_id === null ? null : site.libraryOf(item.home_library_id),
      recordLocalId: String(item.biblio_id),
      limitation,
    };
  });
}

export function unreadable(site: KohaSite): MerciaError {
  return new MerciaError(
    'LMS_BAD_RESPONSE',
    `[${site.system.id}] live items: an item in the answer has no readable id or status; check the Koha version`,
    { system: site.system.id },
  );
}

export function badKeys(site: KohaSite): MerciaError {
  return new MerciaError(
    'BAD_USER_INPUT',
    `[${site.system.id}] live items: a holding's live keys are not of this adapter; harvest the system again`,
    {
      system: site.system.id,
    },
  );
}

export function noOwners(site: KohaSite, library: string): MerciaError {
  return new MerciaError(
    'CONFIG_INVALID',
    `[${site.system.id}] live items: the region file gives library ${library} no branch of this system; add its owner codes`,
    { system: site.system.id },
  );
}
