/**
 * How far a server that follows another is behind, looked at twice a second from the first question on. It has all that was committed before
 * a moment once it has replayed what was written at that moment; no clock but ours is asked.
 */
import type { Logger } from '#platform/logger.ts';
import { withinTime } from '#platform/deadline.ts';
import { sql, type Kysely } from 'kysely';
import { errorMessage } from './errors.ts';
import type { Database } from './tables.ts';

export interface ReplicaState {
  /** Whether it is read from. */
  readonly isUsed: boolean;
  /** It has all that was committed so many seconds ago, and perhaps more; null before it was seen to have anything. */
  readonly lagSeconds: number | null;
  /** Why it is not read from, in words for people that name no host; null if it is. */
  readonly problem: string | null;
  /** Reads that went to the server that takes writes instead, since this process began. */
  readonly fallbacks: number;
}

export interface ReplicaWatchOptions {
  /** A connection to each server, for this alone. */
  readonly looks: { readonly primary: Kysely<Database>; readonly replica: Kysely<Database> };
  /** Milliseconds that it may be behind. */
  readonly limitMs: number;
  readonly logger: Logger;
}

export type ReplicaWatch = ReturnType<typeof createReplicaWatch>;

/** What the first server had written at a moment. */
interface Mark {
  /** By `performance.now()`, before it was asked. */
  readonly at: number;
  readonly written: number;
}

interface PrimaryRow {
  /** Bytes of its log since the beginning. */
  readonly written: number;
  /** Which part of the history: it goes up when another server takes over. */
  readonly timeline: number;
  readonly takenBack: number;
  /** Which database of which servers that copy each other. */
  readonly cluster: string;
}

interface ReplicaRow {
  /** Null if it follows no other server. */
  readonly replayed: number | null;
  /** That it is known to have reached. */
  readonly timeline: number;
  readonly takenBack: number;
  readonly cluster: string;
}

/** A limit must leave room for two of them: between two looks a replica seems older than it is. */
const LOOK_EVERY_MS = 500;
/** Longer is no answer of a server; nor does anybody wait longer for the first look. */
const ANSWER_WITHIN_MS = 1_000;
const ORIGIN = sql`'0/0'::pg_lsn`;
// What is taken back is hidden at once: a replica that does not know of it yet is not read from.
const COMMON = sql`(SELECT count(*) FROM take_back) AS "takenBack",
  (SELECT system_identifier::text FROM pg_control_system()) || '/' ||
    (SELECT oid::text FROM pg_database WHERE datname = current_database()) AS cluster`;

export function createReplicaWatch({ looks, limitMs, logger }: ReplicaWatchOptions) {
  const lag = createLag(limitMs);
  const tell = createTelling(logger);
  let primary: PrimaryRow | null = null;
  let fault: string | null = 'it has not been looked at yet';
  let fallbacks = 0;
  let looking: Promise<void> | null = null;
  let timer: NodeJS.Timeout | undefined;
  let isClosed = false;

  const problem = (): string | null => fault ?? lag.problem();

  async function lookAt(): Promise<void> {
    const at = performance.now();
    try {
      primary = await inTime(readPrimary(looks.primary));
      lag.mark(at, primary.written);
    } catch {
      // What was taken back since is not known: nothing is read at the replica that may show it.
      primary = null;
    }
    try {
      const replica = await inTime(readReplica(looks.replica));
      fault = faultOf(replica, primary);
      lag.reach(replica.replayed ?? 0);
    } catch (error) {
      fault = errorMessage(error).replace(/^database: /u, 'it cannot be asked: ');
    }
    if (!isClosed) tell(problem());
  }

  /** Looks now; while one look is under way, another begins behind it, because that may have seen what is over since. */
  function look(): Promise<void> {
    const next = (looking ?? Promise.resolve()).then(lookAt);
    looking = next.then(() => {
      clearTimeout(timer);
      if (!isClosed) timer = setTimeout(() => void look(), LOOK_EVERY_MS).unref();
    });
    return next;
  }

  function begin(): Promise<void> {
    return looking ?? look();
  }

  return {
    /** Whether it may be read from. The first question begins the looking, and is told that it may not. */
    isFit(): boolean {
      void begin();
      return problem() === null;
    },
    /** A reading of it failed as a server fails: it is not used before the next look finds it well. */
    noteFault(error: unknown): void {
      fault = errorMessage(error).replace(/^database: /u, 'a reading failed: ');
      tell(problem());
    },
    noteFallback(): void {
      fallbacks += 1;
    },
    look,
    state: async (): Promise<ReplicaState> => {
      await withinTime(begin(), ANSWER_WITHIN_MS, () => undefined);
      const [why, ms] = [problem(), lag.ms()];
      return { isUsed: why === null, lagSeconds: ms === null ? null : ms / 1_000, problem: why, fallbacks };
    },
    close: async (): Promise<void> => {
      isClosed = true;
      clearTimeout(timer);
      await looking;
    },
  };
}

/** What the first server had written when, and how much of it the other has. */
function createLag(limitMs: number) {
  let marks: readonly Mark[] = [];
  let hasAllBefore: number | null = null;
  const ms = (): number | null => (hasAllBefore === null ? null : performance.now() - hasAllBefore);
  return {
    mark(at: number, written: number): void {
      marks = [...marks.filter((mark) => mark.at >= at - limitMs), { at, written }];
    },
    reach(replayed: number): void {
      hasAllBefore = marks.findLast(({ written }) => written <= replayed)?.at ?? hasAllBefore;
    },
    ms,
    /** Why it is too far behind; null if it is not. */
    problem(): string | null {
      const behind = ms();
      if (behind === null) return 'it has nothing yet of what was written since this process began';
      if (behind <= limitMs) return null;
      return `it is ${seconds(behind)} s behind, more than the ${seconds(limitMs)} s that it may be`;
    },
  };
}

/** Once for each change: whoever reads the log learns when it began and when it was over. */
function createTelling(logger: Logger): (problem: string | null) => void {
  let wasFit: boolean | null = null;
  return (problem) => {
    const isFit = problem === null;
    if (wasFit === isFit) return;
    if (isFit) logger.info('The replica is read from');
    else if (wasFit === true)
      logger.warn({ problem }, 'The replica is not read from: reads go to the server that takes writes');
    else logger.warn({ problem }, 'The replica cannot be read from yet: reads go to the server that takes writes');
    wasFit = isFit;
  };
}

function inTime<T>(answer: Promise<T>): Promise<T> {
  return withinTime(answer, ANSWER_WITHIN_MS, () => {
    throw new Error('it does not answer');
  });
}

function faultOf(replica: ReplicaRow, primary: PrimaryRow | null): string | null {
  if (replica.replayed === null) return 'it takes writes itself: name a server that follows the one of DATABASE_URL';
  if (primary === null) return 'the server that takes writes does not answer';
  if (replica.cluster !== primary.cluster) return 'it is no copy of the database of DATABASE_URL';
  if (replica.timeline !== primary.timeline)
    return `it is on timeline ${replica.timeline} and the server that takes writes on ${primary.timeline}: it does not follow that server, or not yet`;
  return replica.takenBack < primary.takenBack ? 'it does not know yet of records that were taken back' : null;
}

/** What the server that takes writes has written of its log, committed or not. */
export async function readPrimary(db: Kysely<Database>): Promise<PrimaryRow> {
  const { rows } = await sql<PrimaryRow>`
    SELECT (pg_current_wal_insert_lsn() - ${ORIGIN})::bigint AS written,
      ('x' || left(pg_walfile_name(pg_current_wal_insert_lsn()), 8))::bit(32)::int AS timeline, ${COMMON}`.execute(db);
  return onlyOf(rows);
}

/**
 * What a replica has of that. It may have replayed more of its own timeline than the server has that took over: places in the log tell nothing
 * then. Its timeline is read where it wrote it down, minutes later at most, and at once by a user who may read `pg_stat_wal_receiver`.
 */
export async function readReplica(db: Kysely<Database>): Promise<ReplicaRow> {
  const { rows } = await sql<ReplicaRow>`
    SELECT CASE WHEN pg_is_in_recovery() THEN (pg_last_wal_replay_lsn() - ${ORIGIN})::bigint END AS replayed,
      greatest((SELECT timeline_id FROM pg_control_checkpoint()), (SELECT min_recovery_end_timeline FROM pg_control_recovery()),
        (SELECT received_tli FROM pg_stat_wal_receiver)) AS timeline, ${COMMON}`.execute(db);
  return onlyOf(rows);
}

function onlyOf<Row>(rows: readonly Row[]): Row {
  const [row] = rows;
  if (row === undefined) throw new Error('the server tells nothing of itself');
  return row;
}

function seconds(ms: number): string {
  return String(Math.ceil(ms / 1_000));
}
