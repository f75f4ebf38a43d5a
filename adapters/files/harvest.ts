/** Harvest: a delivery is read whole or not at all; changes are a newer delivery. */
import { z } from 'zod';
import type { HarvestFrom, HarvestPage, HarvestSource } from '#contract/adapter.ts';
import { harvestPage, readCursor, readState, tellIfOlder, writeState } from '../shared/harvest-page.ts';
import type { Delivery, DeliveryReader } from './delivery.ts';
import { inspect } from './inspect.ts';
import { expectationOf, pagesOfDelivery } from './pages.ts';
import { createReadingRules } from './reading-rules.ts';
import type { FilesSite } from './site.ts';
import { isMerciaError, type MerciaError } from '#platform/errors.ts';
import { withPublicMessage } from '../shared/public-fault.ts';
import { entriesOf } from '../shared/reader-lists/settings.ts';

const cursorShape = z.object({
  v: z.literal(1),
  digest: z.string(),
  version: z.string().nullable(),
  /** When the delivery was written, where its files say. */
  asOf: z.string().nullable().optional(),
});
/** `done`: entries of that delivery which are behind. */
const stateShape = z.object({ v: z.literal(1), digest: z.string(), done: z.int().min(0) });

export function createHarvest(site: FilesSite, pages: HarvestSource['pages']): HarvestSource {
  return {
    rules: createReadingRules(site),
    describe: () => Promise.resolve(describeWay(site)),
    pages: withPublicFaults(site, pages),
  };
}

/** For status pages. */
export function describeWay({ settings: { drop, records, items } }: FilesSite): string {
  const lists = items.length === 0 ? '' : ` and ${items.length} of copies`;
  const way = drop === null ? '' : ', dropped one after the other';
  const csv = records.filter((source) => source.csv !== null).length;
  const kbart = records.filter((source) => source.kbart !== null).length;
  const forms = [filesOf(records.length - csv - kbart, 'MARC'), filesOf(csv, 'CSV'), filesOf(kbart, 'KBART')].flat();
  return `${forms.join(' and ')}${lists}${way}`;
}

function filesOf(count: number, form: string): readonly string[] {
  return count === 0 ? [] : [`${count} ${form} ${count === 1 ? 'file' : 'files'}`];
}

/** The pages of files that are always called the same. */
export async function* pagesOfFixed(
  site: FilesSite,
  reader: DeliveryReader,
  { run, resumeAt, known }: HarvestFrom,
  signal: AbortSignal,
): AsyncGenerator<HarvestPage> {
  const cursor = run.kind === 'changes' ? readCursor(cursorShape, site.system.id, run.cursor) : null;
  if (cursor !== null && cursor.version !== null && cursor.version === (await reader.lookAtVersion(signal))) {
    yield nothingNew(cursor);
    return;
  }
  const opened = await reader.open(signal);
  try {
    const taken = cursor ?? readState(cursorShape, known ?? null);
    const before = taken?.asOf;
    // The same bytes say nothing newer, whatever time their files have by now.
    const asOf = (taken?.digest === opened.digest ? before : null) ?? opened.asOf;
    const delivery = { ...opened, asOf };
    if (cursor?.digest === delivery.digest) yield nothingNew(delivery);
    else yield* wholeDelivery(site, delivery, { resumeAt, before }, signal);
  } finally {
    await opened.release();
  }
}

type Cursor = Omit<z.output<typeof cursorShape>, 'v'>;

function cursorOf({ digest, version, asOf }: Cursor): string {
  return writeState({ v: 1, digest, version, asOf });
}

function nothingNew(cursor: Cursor): HarvestPage {
  const { digest } = cursor;
  return harvestPage({ resumeAt: writeState({ v: 1, digest, done: 0 }), nextCursor: cursorOf(cursor) });
}

async function* wholeDelivery(
  site: FilesSite,
  delivery: Delivery,
  { resumeAt, before }: { readonly resumeAt: string | null; readonly before: string | null | undefined },
  signal: AbortSignal,
): AsyncGenerator<HarvestPage> {
  const { digest, asOf } = delivery;
  const inspection = await inspect(site, delivery);
  const resumed = readState(stateShape, resumeAt);
  const last = yield* pagesOfDelivery(
    {
      site,
      delivery,
      inspection,
      // Another delivery than the one that was begun: its records stand elsewhere.
      skip: resumed?.digest === digest ? resumed.done : 0,
      resumeAt: (done) => writeState({ v: 1, digest, done }),
      isWhole: true,
      expected: expectationOf(site, inspection),
    },
    signal,
  );
  yield {
    ...last,
    rejects: [...last.rejects, ...tellIfOlder(site.warn, { asOf, before, place: 'all files' })],
    nextCursor: cursorOf(delivery),
    // A record whose number nobody can read is not gone: nothing is taken for deleted while there is one.
    allLocalIds: inspection.nameless === 0 ? inspection.ids : null,
  };
}

/** The same pages; a fault of what was delivered is told to everybody in its own words. */
function withPublicFaults(site: FilesSite, pages: HarvestSource['pages']): HarvestSource['pages'] {
  return async function* (from, signal) {
    try {
      yield* pages(from, signal);
    } catch (error) {
      throw isMerciaError(error, 'LMS_BAD_RESPONSE') ? toPublic(site, error) : error;
    }
  };
}

/** The error with words that anybody may read. */
export function toPublic({ system, settings }: FilesSite, error: MerciaError): MerciaError {
  const { drop, records, items, lists } = settings;
  const sources = [...records, ...items, ...entriesOf(lists).map((entry) => entry.source)].map(({ source }) => source);
  return withPublicMessage(error, {
    system: system.id,
    sources: [drop?.address, ...sources],
    hosts: [drop?.sftp?.host ?? ''],
  });
}
