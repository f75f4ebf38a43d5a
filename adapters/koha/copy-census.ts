/**
 * Which copies are gone: Koha tells nobody of a deleted copy but OAI-PMH that brings copies. Their numbers only grow, so
 * copies are counted range by range; where fewer are left than there were, that range is listed.
 */
import { z } from 'zod';
import { lmsError } from '../shared/lms-error.ts';
import type { KohaClient } from './client.ts';
import { numberIn } from './lists.ts';
import type { KohaSite } from './site.ts';

/** Numbers in one range: listing one takes Koha about two seconds. */
const RANGE = 500;

/** `500x12,499,0x3`: how many copies each range had, equal neighbours counted. */
export const copyCensusSchema = z.object({
  upTo: z.int().min(0),
  counts: z.string().regex(/^(?:\d+(?:x\d+)?(?:,|$))*$/),
});
/** Copies by their numbers, up to the highest that there was. Part of a cursor: as short as it can be. */
export type CopyCensus = z.output<typeof copyCensusSchema>;

export interface CopyChanges {
  readonly census: CopyCensus;
  /** Numbers of which none is a copy any more; many of them never were one. */
  readonly gone: readonly string[];
}

interface Counting {
  readonly site: KohaSite;
  readonly client: KohaClient;
}

export async function takeCopyCensus(context: Counting, signal: AbortSignal): Promise<CopyCensus> {
  return extend(context, { upTo: 0, counts: [] }, signal);
}

/** Counts again, and finds which copies are gone since. */
async function compareCopyCensus(context: Counting, before: CopyCensus, signal: AbortSignal): Promise<CopyChanges> {
  const counts = readCounts(before.counts);
  const gone: string[] = [];
  await findGone(context, { upTo: before.upTo, counts, gone }, 0, counts.length, signal);
  return { census: await extend(context, { upTo: before.upTo, counts }, signal), gone };
}

/**
 * The end of a run: which copies are gone since its start or since the run before, and how many there are for the next one.
 * A run that knows of no census before only counts.
 */
export async function endCopyCensus(
  context: Counting,
  before: CopyCensus | undefined,
  signal: AbortSignal,
): Promise<CopyChanges> {
  if (before !== undefined) return compareCopyCensus(context, before, signal);
  return { census: await takeCopyCensus(context, signal), gone: [] };
}

interface Comparing {
  readonly upTo: number;
  /** Brought up to date on the way. */
  readonly counts: number[];
  readonly gone: string[];
}

/** Looks at ranges `first` to before `end`: halves them while their count is another. */
async function findGone(
  context: Counting,
  comparing: Comparing,
  first: number,
  end: number,
  signal: AbortSignal,
): Promise<void> {
  if (first >= end) return;
  const { counts, gone } = comparing;
  const [above, upTo] = [first * RANGE, Math.min(end * RANGE, comparing.upTo)];
  const expected = counts.slice(first, end).reduce((sum, count) => sum + count, 0);
  if ((await count(context, above, upTo, signal)) === expected) return;
  if (end - first > 1) {
    const middle = (first + end) >> 1;
    await findGone(context, comparing, first, middle, signal);
    await findGone(context, comparing, middle, end, signal);
    return;
  }
  const held = await list(context, above, upTo, signal);
  counts[first] = held.size;
  for (let number = above + 1; number <= upTo; number += 1) if (!held.has(number)) gone.push(String(number));
}

/** The same census with what has been added since. */
async function extend(
  context: Counting,
  { upTo, counts }: { readonly upTo: number; readonly counts: readonly number[] },
  signal: AbortSignal,
): Promise<CopyCensus> {
  const highest = Math.max(upTo, await highestNumber(context, signal));
  const more = Array.from({ length: Math.ceil(highest / RANGE) }, () => 0);
  await countRanges(context, more, Math.floor(upTo / RANGE) * RANGE, highest, signal);
  for (const [range, known] of counts.entries()) if ((range + 1) * RANGE <= upTo) more[range] = known;
  return { upTo: highest, counts: writeCounts(more) };
}

/** Halves the numbers until every range is counted, or is known to be full or empty. `above` begins a range. */
async function countRanges(
  context: Counting,
  into: number[],
  above: number,
  upTo: number,
  signal: AbortSignal,
): Promise<void> {
  if (above >= upTo) return;
  const found = await count(context, above, upTo, signal);
  const first = above / RANGE;
  const end = Math.ceil(upTo / RANGE);
  if (found === 0 || found === upTo - above || end - first === 1) {
    for (let range = first; range < end; range += 1) {
      const width = Math.min((range + 1) * RANGE, upTo) - range * RANGE;
      into[range] = end - first === 1 ? found : found === 0 ? 0 : width;
    }
    return;
  }
  const middle = ((first + end) >> 1) * RANGE;
  await countRanges(context, into, above, middle, signal);
  await countRanges(context, into, middle, upTo, signal);
}

async function count({ site, client }: Counting, above: number, upTo: number, signal: AbortSignal): Promise<number> {
  const q = { item_id: { '>': above, '<=': upTo } };
  const { total } = await client.list('copies counted', '/items', { q, perPage: 1, orderBy: 'item_id' }, signal);
  if (total !== null) return total;
  throw lmsError(
    site.system.id,
    'LMS_BAD_RESPONSE',
    `harvest: the list of items does not say how many there are (X-Total-Count); something before Koha takes it out`,
  );
}

async function highestNumber({ client }: Counting, signal: AbortSignal): Promise<number> {
  const query = { perPage: 1, orderBy: 'item_id', descending: true };
  return Math.max(0, ...numbersOf((await client.list('copies counted', '/items', query, signal)).rows));
}

async function list(
  { client }: Counting,
  above: number,
  upTo: number,
  signal: AbortSignal,
): Promise<ReadonlySet<number>> {
  const q = { item_id: { '>': above, '<=': upTo } };
  return new Set(numbersOf((await client.all('copies that are left', '/items', { q, key: 'item_id' }, signal)).rows));
}

function numbersOf(rows: readonly unknown[]): readonly number[] {
  return rows.flatMap((row) => numberIn(row, 'item_id') ?? []);
}

function writeCounts(counts: readonly number[]): string {
  const runs: [count: number, times: number][] = [];
  for (const one of counts) {
    const last = runs.at(-1);
    if (last?.[0] === one) last[1] += 1;
    else runs.push([one, 1]);
  }
  return runs.map(([one, times]) => (times === 1 ? String(one) : `${one}x${times}`)).join(',');
}

function readCounts(text: string): number[] {
  return text === ''
    ? []
    : text.split(',').flatMap((run) => {
        const [one = '0', times = '1'] = run.split('x');
        return Array.from({ length: Number(times) }, () => Number(one));
      });
}
