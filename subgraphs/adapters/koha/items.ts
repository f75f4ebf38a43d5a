/** Live items for a service account. */
import type { HoldingFacts, HoldingRef, Reason } from '#domain/facts.ts';
import type { ItemId } from '#domain/ids.ts';
import { parseId } from '#domain/ids.ts';
import { MerciaError, isMerciaError } from '#platform/errors.ts';
import type { ItemSource, LiveItem, Slot } from '../adapter.ts';
import { copiesOfLargeTitle } from '../large-titles.ts';
import { inParts } from './client.ts';
import type { KohaClient } from './client.ts';
import { copyOfItem } from './copy.ts';
import type { HoldsAnswer, LiveCalls } from './live.ts';
import { queueLength, readLiveKeys, toItemFacts } from './mapper.ts';
import type { RecordLookup } from './record-lookup.ts';
import type { KohaSite } from './site.ts';
import { copyVisibility } from './visibility.ts';
import type { WireCheckout, WireItem } from './wire.ts';

export interface ItemsContext {
  readonly site: KohaSite;
  readonly client: KohaClient;
  readonly calls: LiveCalls;
  readonly records: RecordLookup;
  readonly now: () => number;
}

/** What was learnt of one record in one page. */
interface RecordAnswer {
  readonly items: readonly WireItem[];
  readonly holds: HoldsAnswer;
  readonly checkouts: ReadonlyMap<number, WireCheckout>;
  readonly asOf: string;
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
  const biblioIds = [...new Set(keys.flatMap((key) => (key === null ? [] : [key.biblioId])))];
  const answers = await answersOf(context, biblioIds, signal);
  return keys.map((key): Slot<HoldingFacts | null> => {
    if (key === null) return badKeys(site);
    const owners = site.ownerCodesOf(key.library);
    if (owners === undefined) return noOwners(site, key.library);
    const answer = answers.get(key.biblioId) ?? null;
    if (answer === null || answer instanceof MerciaError) return answer;
    return toHoldingFacts(site, key.biblioId, owners, answer);
  });
}

/** Asks for records part by part; a part that fails costs its own records, and only if all fail does the whole fail. */
async function answersOf(context: ItemsContext, biblioIds: readonly number[], signal: AbortSignal): Promise<Answers> {
  const parts = inParts(biblioIds, context.site.system.limits.batchSize);
  const answers = new Map<number, RecordAnswer | MerciaError | null>();
  const errors: MerciaError[] = [];
  await Promise.all(
    parts.map(async (part) => {
      try {
        for (const [id, answer] of await partOf(context, part, signal)) answers.set(id, answer);
      } catch (error) {
        if (!isMerciaError(error)) throw error;
        errors.push(error);
        for (const id of part) answers.set(id, error);
      }
    }),
  );
  const [first] = errors;
  if (first !== undefined && errors.length === parts.length) throw first;
  return answers;
}

async function partOf(context: ItemsContext, part: readonly number[], signal: AbortSignal): Promise<Answers> {
  const { calls, records, now } = context;
  const [read, holds] = await Promise.all([calls.itemsOf('biblio_id', part, signal), calls.holdsOf(part, signal)]);
  if (read.anybodysBad) throw unreadable(context.site);
  const asOf = new Date(now()).toISOString();
  const byRecord = Map.groupBy(read.rows, (item) => item.biblio_id);
  const empty = part.filter((id) => !byRecord.has(id) && !read.badRecords.has(id));
  // A record without copies and a record that is gone look alike in a list of items.
  const [checkouts, existing] = await Promise.all([
    calls.checkoutsOf(read.rows, signal),
    empty.length === 0 ? new Set<number>() : orError(records.existing(empty, signal)),
  ]);
  return new Map(
    part.map((id): readonly [number, RecordAnswer | MerciaError | null] => {
      if (read.badRecords.has(id)) return [id, unreadable(context.site)];
      const items = byRecord.get(id) ?? [];
      if (items.length === 0) {
        if (existing instanceof MerciaError) return [id, existing];
        if (!existing.has(id)) return [id, null];
      }
      return [id, { items, holds, checkouts, asOf }];
    }),
  );
}

/** An error of ours as a value, so that it costs only what needs the answer. */
async function orError<T>(promise: Promise<T>): Promise<T | MerciaError> {
  return promise.catch((error: unknown) => {
    if (isMerciaError(error)) return error;
    throw error;
  });
}

function toHoldingFacts(
  site: KohaSite,
  biblioId: number,
  owners: ReadonlySet<string>,
  answer: RecordAnswer,
): HoldingFacts {
  const own = answer.items.filter(
    (item) => item.home_library_id !== null && owners.has(item.home_library_id) && isPublic(site, item),
  );
  const holds = answer.holds.byRecord === null ? null : (answer.holds.byRecord.get(biblioId) ?? []);
  return {
    asOf: answer.asOf,
    items: own.map((item) =>
      toItemFacts(site, item, {
        holds,
        holdsFailed: answer.holds.failed,
        checkout: answer.checkouts.get(item.item_id) ?? null,
      }),
    ),
    holdQueue: holds === null ? null : queueLength(holds),
    limitation: limitationOf(answer.holds),
  };
}

function limitationOf(holds: HoldsAnswer): Reason | null {
  return holds.denied ?? holds.failed;
}

function isPublic(site: KohaSite, item: WireItem): boolean {
  return copyVisibility(copyOfItem(item), site.settings) === 'PUBLIC';
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
  const visible = read.rows.filter((item) => isPublic(site, item));
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
    const ofRecord = holds.byRecord === null ? null : (holds.byRecord.get(item.biblio_id) ?? []);
    return {
      asOf,
      item: toItemFacts(site, item, {
        holds: ofRecord,
        holdsFailed: holds.failed,
        checkout: checkouts.get(item.item_id) ?? null,
      }),
      library: item.home_library_id === null ? null : site.libraryOf(item.home_library_id),
      recordLocalId: String(item.biblio_id),
      limitation: limitationOf(holds),
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
