/** Who reads feeds is written down, an hour in a row, so that it can be said who may have what is taken back. */
import type { Logger } from '#platform/logger.ts';
import type { Database } from '#store/tables.ts';
import { sql, type Kysely } from 'kysely';
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
}

const WRITE_EVERY_MS = 1_000;
/** No caller may fill the memory while the database is away. */
const MOST_WAITING = 10_000;

export function createReadingNotes(db: Kysely<Database>, logger: Logger) {
  let waiting = new Map<string, Gathered>();
  let timer: NodeJS.Timeout | null = null;
  let writing = Promise.resolve();
  let isWell = true;

  async function write(): Promise<void> {
    timer = null;
    const gathered = [...waiting.values()];
    waiting = new Map();
    try {
      for (const one of gathered) await upsertReading(db, one);
      isWell = true;
    } catch (err) {
      if (isWell) logger.warn({ err }, 'it could not be written down who reads feeds');
      isWell = false;
    }
  }
  function next(): void {
    writing = writing.then(write);
  }
  return {
    /** Writes it within a second, together with others. Never throws. */
    note: ({ service, repository, caller, positions, begins }: Reading): void => {
      const key = JSON.stringify([service, repository, caller]);
      const { requests, from, to } = waiting.get(key) ?? { requests: 0, from: null, to: null };
      if (!waiting.has(key) && waiting.size >= MOST_WAITING) return;
      waiting.set(key, {
        service,
        repository,
        caller,
        requests: requests + (begins ? 1 : 0),
        from: [from, ...positions].reduce(orNull(Math.min), null),
        to: [to, ...positions].reduce(orNull(Math.max), null),
      });
      timer ??= setTimeout(next, WRITE_EVERY_MS).unref();
    },
    /** Writes what is left. */
    async close() {
      if (timer !== null) clearTimeout(timer);
      if (waiting.size > 0) next();
      await writing;
    },
  };
}

function orNull(choose: (a: number, b: number) => number): (a: number | null, b: number | null) => number | null {
  return (a, b) => (a === null || b === null ? (a ?? b) : choose(a, b));
}

async function upsertReading(
  db: Kysely<Database>,
  { service, repository, caller, requests, from, to }: Gathered,
): Promise<void> {
  await sql`
    INSERT INTO feed_reading AS f (hour, service, repository, caller, epoch, last_at, requests, from_position, to_position)
    SELECT date_trunc('hour', now()), ${service}, ${repository}, ${caller},
      coalesce((SELECT epoch FROM feed_state), ''), now(), ${requests}, ${from}::bigint, ${to}::bigint
    ON CONFLICT (hour, service, repository, caller, epoch) DO UPDATE SET
      last_at = excluded.last_at, requests = f.requests + excluded.requests,
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
