/** Harvest: a delivery is read whole or not at all; changes are a newer delivery. */
import { z } from 'zod';
import type { HarvestFrom, HarvestPage, HarvestSource } from '#contract/adapter.ts';
import { harvestPage, readCursor, readState, writeState } from '../shared/harvest-page.ts';
import type { Delivery, DeliveryReader } from './delivery.ts';
import { inspect } from './inspect.ts';
import { expectationOf, pagesOfDelivery } from './pages.ts';
import { createReadingRules } from './reading-rules.ts';
import type { FilesSite } from './site.ts';
import { isMerciaError, type MerciaError } from '#platform/errors.ts';
import { withPublicMessage } from '../shared/public-fault.ts';
import { entriesOf } from '../shared/reader-lists/settings.ts';

const cursorShape = z.object({ v: z.literal(1), digest: z.string(), version: z.string().nullable() });
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
  { run, resumeAt }: HarvestFrom,
  signal: AbortSignal,
): AsyncGenerator<HarvestPage> {
  const cursor = run.kind === 'changes' ? readCursor(cursorShape, site.system.id, run.cursor) : null;
  if (cursor !== null && cursor.version !== null && cursor.version === (await reader.lookAtVersion(signal))) {
    yield nothingNew(cursor);
    return;
  }
  const delivery = await reader.open(signal);
  try {
    const { digest, version } = delivery;
    if (cursor?.digest === digest) yield nothingNew({ digest, version });
    else yield* wholeDelivery(site, delivery, resumeAt, signal);
  } finally {
    await delivery.release();
  }
}

function nothingNew({ digest, version }: Pick<Delivery, 'digest' | 'version'>): HarvestPage {
  return harvestPage({
    resumeAt: writeState({ v: 1, digest, done: 0 }),
    nextCursor: writeState({ v: 1, digest, version }),
  });
}

async function* wholeDelivery(
  site: FilesSite,
  delivery: Delivery,
  resumeAt: string | null,
  signal: AbortSignal,
): AsyncGenerator<HarvestPage> {
  const { digest, version } = delivery;
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
    nextCursor: writeState({ v: 1, digest, version }),
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
