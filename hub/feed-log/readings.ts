/** Who reads feeds is written down, an hour in a row, so that it can be said who may have what is taken back. */
import type { Logger } from '#platform/logger.ts';
import { steadyNow } from '#platform/steady-clock.ts';
import { isTransient } from '#store/repositories/last-known/within.ts';
import type { Database } from '#store/tables.ts';
import { sql, type Kysely, type RawBuilder } from 'kysely';
import type { FeedEntry } from './contract.ts';
import type { FeedReader } from './read/create-feed-reader.ts';

/** What one request was given, or a part of it. */
export interface Reading extends Pick<Database['feed_reading'], 'service' | 'repository' | 'caller'> {
  /** Positions of entries that were given; empty for a service that does not go by them. */
  readonly positions: readonly number[];
  /** Whether it is a request of its own, and no further part of one. */
  readonly begins: boolean;
}

export type ReadingNotes = ReturnType<typeof createReadingNotes>;

interface Gathered extends Pick<Database['feed_reading'], 'service' | 'repository' | 'caller'> {
  readonly requests: number;
  readonly from: number | null;
  readonly to: number | null;
  /** The first and the last of them, as {@link steadyNow} told the time. */
  readonly firstAt: number;
  readonly lastAt: number;
}

const WRITE_EVERY_MS = 1_000;
/** No caller may fill the memory while the database is away. */
const MOST_WAITING = 10_000;

export interface ReadingNotesOptions {
  readonly db: Kysely<Database>;
  readonly logger: Logger;
  /** How long what was read waits for more before it is written, milliseconds. */
  readonly writeEveryMs?: number;
}

/** What cannot be written, because the database is away or takes no writes, waits until it can be: feeds may go on meanwhile. */
export function createReadingNotes({ db, logger, writeEveryMs = WRITE_EVERY_MS }: ReadingNotesOptions) {
  let waiting = new Map<string, Gathered>();
  let timer: NodeJS.Timeout | null = null;
  let writing = Promise.resolve();
  let [isWell, isClosed, leftOut] = [true, false, 0];

  async function write(): Promise<void> {
    timer = null;
    const gathered = [...waiting.values()];
    waiting = new Map();
    for (const [place, one] of gathered.entries()) {
      try {
        await upsertReading(db, one);
        isWell = true;
      } catch (err) {
        if (isWell) logger.warn({ err }, 'it could not be written down who reads feeds');
        isWell = false;
        if (!isTransient(err)) continue;
        for (const left of gathered.slice(place)) add(left);
        arm();
        return;
      }
    }
    if (leftOut > 0) logger.warn({ leftOut }, 'not all who read feeds were written down: too many waited for it');
    leftOut = 0;
  }
  function next(): void {
    writing = writing.then(write);
  }
  function arm(): void {
    if (!isClosed) timer ??= setTimeout(next, writeEveryMs).unref();
  }
  function add(more: Gathered): void {
    const key = JSON.stringify([more.service, more.repository, more.caller]);
    const known = waiting.get(key);
    if (known === undefined && waiting.size >= MOST_WAITING) leftOut += 1;
    else waiting.set(key, known === undefined ? more : sumOf(known, more));
  }
  return {
    /** Writes it within a second, together with others. Never throws. */
    note: ({ service, repository, caller, positions, begins }: Reading): void => {
      const at = steadyNow();
      add({
        service,
        repository,
        caller,
        requests: begins ? 1 : 0,
        from: positions.reduce<number | null>(orNull(Math.min), null),
        to: positions.reduce<number | null>(orNull(Math.max), null),
        firstAt: at,
        lastAt: at,
      });
      arm();
    },
    /** Writes what is left. */
    async close() {
      isClosed = true;
      if (timer !== null) clearTimeout(timer);
      if (waiting.size > 0) next();
      await writing;
    },
  };
}

function sumOf(a: Gathered, b: Gathered): Gathered {
  return {
    ...a,
    requests: a.requests + b.requests,
    from: orNull(Math.min)(a.from, b.from),
    to: orNull(Math.max)(a.to, b.to),
    firstAt: Math.min(a.firstAt, b.firstAt),
    lastAt: Math.max(a.lastAt, b.lastAt),
  };
}

function orNull(choose: (a: number, b: number) => number): (a: number | null, b: number | null) => number | null {
  return (a, b) => (a === null || b === null ? (a ?? b) : choose(a, b));
}

/** By the clock of the database, which feeds go by: how long ago it was read is all that is known of this process. */
async function upsertReading(
  db: Kysely<Database>,
  { service, repository, caller, requests, from, to, firstAt, lastAt }: Gathered,
): Promise<void> {
  const now = steadyNow();
  const ago = (at: number): RawBuilder<unknown> => sql`now() - ${now - at}::float8 * interval '1 millisecond'`;
  await sql`
    INSERT INTO feed_reading AS f (hour, service, repository, caller, epoch, last_at, requests, from_position, to_position)
    SELECT date_trunc('hour', ${ago(firstAt)}), ${service}, ${repository}, ${caller},
      coalesce((SELECT epoch FROM feed_state), ''), ${ago(lastAt)}, ${requests}, ${from}::bigint, ${to}::bigint
    ON CONFLICT (hour, service, repository, caller, epoch) DO UPDATE SET
      last_at = greatest(f.last_at, excluded.last_at), requests = f.requests + excluded.requests,
      from_position = least(f.from_position, excluded.from_position),
      to_position = greatest(f.to_position, excluded.to_position)`.execute(db);
}

/** Removes what is older; gives how many rows. */
export async function forgetReadings(db: Kysely<Database>, before: Date): Promise<number> {
  const { rows } = await sql<{ gone: number }>`
    WITH gone AS (DELETE FROM feed_reading WHERE last_at < ${before}::timestamptz RETURNING 1)
    SELECT count(*) AS gone FROM gone`.execute(db);
  return rows[0]?.gone ?? 0;
}

/** The same reader for one request, which tells the positions of what it gives. */
export function tellPositions(
  reader: FeedReader,
  tell: (given: Pick<Reading, 'positions' | 'begins'>) => void,
): FeedReader {
  let begins = true;
  const tellOf = (entries: readonly FeedEntry[]): void => {
    if (entries.length === 0) return;
    tell({ positions: entries.map(({ position }) => position), begins });
    begins = false;
  };
  return {
    ...reader,
    async page(...asked) {
      const page = await reader.page(...asked);
      tellOf(page.entries);
      return page;
    },
    async find(...asked) {
      const entry = await reader.find(...asked);
      tellOf(entry === null ? [] : [entry]);
      return entry;
    },
  };
}
