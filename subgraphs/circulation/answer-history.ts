/** How systems answered questions about copies over time: kept in the database, so that it outlives this process and is that of all together. */
import type { SystemId } from '#domain/ids.ts';
import type { Logger } from '#platform/logger.ts';
import { causeOf } from '#platform/network-codes.ts';
import type { Database } from '#store/tables.ts';
import { sql, type Kysely } from 'kysely';
import { createTurns, type Turns } from './answer-turns.ts';
import { tellsOfCopies } from './answering.ts';
import { NO_FAILURE, type Failure } from './causes.ts';
import type { CirculationObserver } from './observer.ts';

/** From `at` on the system answered, or did not; by the clock of the database. */
export interface AnsweringChangeModel extends Failure {
  readonly system: SystemId;
  readonly at: Date;
  readonly answers: boolean;
  /** When it was last asked before that, by any process; null if that is not kept. */
  readonly askedBefore: Date | null;
}

/** What one hour of the clock of the processes brought. A system that nobody asked has none. */
export interface AnsweringHourModel {
  readonly system: SystemId;
  readonly hour: Date;
  readonly answered: number;
  readonly failed: number;
  /** Milliseconds that the answers took together. */
  readonly answerMs: number;
  /** Answers to requests whose time was over before it answered; null if that was not counted then. */
  readonly stoppedWaiting: number | null;
}

export interface SystemHistory {
  readonly changes: readonly AnsweringChangeModel[];
  readonly hours: readonly AnsweringHourModel[];
}

export interface AllHistories {
  readonly changes: ReadonlyMap<SystemId, readonly AnsweringChangeModel[]>;
  readonly hours: ReadonlyMap<SystemId, readonly AnsweringHourModel[]>;
}

export interface AnswerHistory {
  /** Learns from calls that have ended. */
  readonly call: CirculationObserver['call'];
  readonly stoppedWaiting: (system: SystemId) => void;
  /** Reads the last so many hours, of all systems at once: for one request. */
  reader(): (hours: number) => Promise<AllHistories>;
  /** How a system answered then, from what is kept for 30 days. */
  readonly answeringIn: (system: SystemId, span: TimeSpan) => Promise<AnsweringIn>;
  /** When records of a system were last read by then; null if that is not kept. */
  readonly listReadBy: (system: SystemId, until: Date) => Promise<Date | null>;
  /** Writes what is not yet written. */
  close(): Promise<void>;
}

export interface AnswerHistoryOptions {
  readonly db: Kysely<Database>;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly logger: Logger;
  /** How long what was learned waits for more before it is written, milliseconds. */
  readonly writeEveryMs?: number;
}

const HOUR_MS = 3_600_000;
/** How long it is kept, hours. */
export const KEPT_HOURS = 30 * 24;
/** What a process that is killed loses, milliseconds. */
const WRITE_EVERY_MS = 5_000;
/** While a database is away for long, no more hours of systems are kept in memory. */
const MOST_WAITING = 1_000;
/** Of a system that comes and goes, older changes are not read. */
export const MOST_CHANGES = 500;

/** An hour, not yet written. */
interface CountedHour extends AnsweringHourModel {
  readonly stoppedWaiting: number;
  /** The last call, by the clock of this process; null if none ended. */
  readonly lastAt: number | null;
}

export function createAnswerHistory(options: AnswerHistoryOptions): AnswerHistory {
  const { db, now, logger, writeEveryMs = WRITE_EVERY_MS } = options;
  const turns = createTurns();
  let hours = new Map<string, CountedHour>();
  let timer: NodeJS.Timeout | null = null;
  let writing: Promise<void> = Promise.resolve();

  async function write(): Promise<void> {
    const taken = { turns: turns.take(), hours: [...hours.values()] };
    hours = new Map();
    try {
      await writeAnswers(db, taken.turns, taken.hours, now());
    } catch (err) {
      logger.warn({ err }, 'How systems answer could not be written; it is tried again with the next answers');
      turns.giveBack(taken.turns);
      for (const hour of taken.hours) add(hour);
    }
  }
  function add(more: CountedHour): void {
    const key = `${more.system} ${more.hour.getTime()}`;
    const known = hours.get(key);
    if (known === undefined && hours.size >= MOST_WAITING) return;
    hours.set(key, known === undefined ? more : sumOf(known, more));
  }
  function count(system: SystemId, at: number, counted: Partial<CountedHour>): void {
    const nothing = { answered: 0, failed: 0, answerMs: 0, stoppedWaiting: 0, lastAt: null };
    add({ system, hour: new Date(at - (at % HOUR_MS)), ...nothing, ...counted });
    timer ??= setTimeout(() => {
      timer = null;
      writing = writing.then(write);
    }, writeEveryMs).unref();
  }
  return {
    call(system, kind, outcome, elapsedMs, failure) {
      if (!tellsOfCopies(kind, outcome, failure)) return;
      const answers = outcome === 'ok';
      const at = now();
      const cause = causeOf(failure?.error);
      const why = answers ? NO_FAILURE : { code: outcome, cause, afterMs: Math.round(elapsedMs) };
      turns.note(system, { at, answers, why });
      const answerMs = answers ? elapsedMs : 0;
      count(system, at, { answered: Number(answers), failed: Number(!answers), answerMs, lastAt: at });
    },
    stoppedWaiting(system) {
      count(system, now(), { stoppedWaiting: 1 });
    },
    reader() {
      const read = new Map<number, Promise<AllHistories>>();
      return (wanted) => {
        const found = read.get(wanted) ?? readHistories(db, new Date(now() - wanted * HOUR_MS));
        read.set(wanted, found);
        return found;
      };
    },
    async answeringIn(system, span) {
      // What this process has seen counts, too.
      if (hours.size > 0) writing = writing.then(write);
      await writing;
      return readAnsweringIn(db, system, span);
    },
    listReadBy: (system, until) => readListReadBy(db, system, until),
    async close() {
      if (timer !== null) clearTimeout(timer);
      await writing;
      if (hours.size > 0) await write();
    },
  };
}

/** Of two counts of one hour. */
function sumOf(known: CountedHour, more: CountedHour): CountedHour {
  return {
    ...more,
    answered: more.answered + known.answered,
    failed: more.failed + known.failed,
    answerMs: more.answerMs + known.answerMs,
    stoppedWaiting: more.stoppedWaiting + known.stoppedWaiting,
    // What could not be written is given back after what was counted meanwhile.
    lastAt: Math.max(more.lastAt ?? 0, known.lastAt ?? 0) || null,
  };
}

/**
 * Each system's last call is written if it changes what all processes together saw last: whoever asked last says how a system is.
 * It is so since the first call that saw it, unless another process saw the opposite after that. Only the age of a call is taken from this process, whose clock may be wrong.
 */
async function writeAnswers(
  db: Kysely<Database>,
  turns: Turns,
  hours: readonly CountedHour[],
  now: number,
): Promise<void> {
  const at = (moment: number | null) =>
    sql<Date | null>`clock_timestamp() - ${moment === null ? null : now - moment}::float8 * interval '1 millisecond'`;
  await db.transaction().execute(async (transaction) => {
    const asked = new Map<SystemId, Date | null>();
    // Always in one order: two processes that write the same rows wait for each other and never in a circle.
    for (const { system, hour, answered, failed, answerMs, stoppedWaiting, lastAt } of hours.toSorted(byPlace)) {
      // What was counted of an hour by half stays "not counted". What is selected is as it was before the row was written.
      const { rows } = await sql<{ readonly askedBefore: Date | null }>`
        INSERT INTO answering_hour AS known (system, hour, answered, failed, answer_ms, stopped_waiting, last_at)
        VALUES (${system}, ${hour}, ${answered}, ${failed}, ${Math.round(answerMs)}, ${stoppedWaiting}, ${at(lastAt)})
        ON CONFLICT (system, hour) DO UPDATE SET answered = known.answered + excluded.answered,
          failed = known.failed + excluded.failed, answer_ms = known.answer_ms + excluded.answer_ms,
          stopped_waiting = known.stopped_waiting + excluded.stopped_waiting,
          last_at = greatest(known.last_at, excluded.last_at)
        RETURNING (SELECT earlier.last_at FROM answering_hour earlier
          WHERE earlier.system = known.system AND earlier.hour <= known.hour AND earlier.last_at IS NOT NULL
          ORDER BY earlier.hour DESC LIMIT 1) AS "askedBefore"`.execute(transaction);
      if (!asked.has(system)) asked.set(system, rows[0]?.askedBefore ?? null);
    }
    const inOrder = [...turns].flatMap(([system, calls]) => calls.map((call) => ({ system, ...call })));
    for (const { system, at: endedAt, since, answers, why, askedBefore } of inOrder) {
      await sql`
        INSERT INTO answering_change (system, at, answers, code, cause, after_ms, asked_before)
        SELECT ${system}, CASE WHEN newest.at >= call.since THEN call.at ELSE call.since END, ${answers}::boolean,
          ${why.code}, ${why.cause}, ${why.afterMs}::integer, CASE WHEN call.before < call.since THEN call.before END
        FROM (SELECT ${at(endedAt)} AS at, ${at(since)} AS since,
            greatest(${at(askedBefore)}, ${asked.get(system) ?? null}::timestamptz) AS before) AS call
          LEFT JOIN (SELECT at, answers FROM answering_change WHERE system = ${system} ORDER BY at DESC LIMIT 1) AS newest ON true
        WHERE newest.at IS NULL OR (newest.answers <> ${answers}::boolean AND newest.at < call.at)`.execute(
        transaction,
      );
    }
  });
}

const byPlace = (a: AnsweringHourModel, b: AnsweringHourModel): number =>
  a.system.localeCompare(b.system) || a.hour.getTime() - b.hour.getTime();

async function readHistories(db: Kysely<Database>, since: Date): Promise<AllHistories> {
  const [changes, hours] = await Promise.all([readAnsweringChanges(db, since), readAnsweringHours(db, since)]);
  return {
    changes: Map.groupBy(changes, ({ system }) => system),
    hours: Map.groupBy(hours, ({ system }) => system),
  };
}

/** Of an hour, as {@link AnsweringHourModel}. */
const HOUR = sql`system, hour, answered, failed, answer_ms AS "answerMs", stopped_waiting AS "stoppedWaiting"`;

/** The hours since then of all systems, oldest first. */
async function readAnsweringHours(db: Kysely<Database>, since: Date): Promise<readonly AnsweringHourModel[]> {
  const { rows } = await sql<AnsweringHourModel>`
    SELECT ${HOUR} FROM answering_hour WHERE hour >= ${since} ORDER BY system, hour`.execute(db);
  return rows;
}

/** Of a change, as {@link AnsweringChangeModel}. */
const CHANGE = sql`system, at, answers, code, cause, after_ms AS "afterMs", asked_before AS "askedBefore"`;

/**
 * The changes since then of all systems, oldest first, each system's last one before included: it says how that time began. Of each
 * system the newest 500 at most.
 */
export async function readAnsweringChanges(
  db: Kysely<Database>,
  since: Date,
): Promise<readonly AnsweringChangeModel[]> {
  const { rows } = await sql<AnsweringChangeModel>`
    SELECT ${CHANGE}
    FROM (SELECT c.*, row_number() OVER (PARTITION BY system ORDER BY at DESC) AS place FROM answering_change c
      WHERE at >= coalesce((SELECT max(b.at) FROM answering_change b WHERE b.system = c.system AND b.at <= ${since}), ${since})
    ) AS since
    WHERE place <= ${MOST_CHANGES} ORDER BY system, at`.execute(db);
  return rows;
}

/** From `from` on, and before `until`. */
export interface TimeSpan {
  readonly from: Date;
  readonly until: Date;
}

/** A time in which no question to a system ended. */
export interface Unasked {
  /** When the last one before it ended; null if that is not kept. */
  readonly since: Date | null;
  /** No sooner did the next one end; null if none is recorded. */
  readonly until: Date | null;
}

/** How a system answered in a span of time. */
export interface AnsweringIn {
  /** What was so when it began, if that is kept, and each change within it; oldest first. */
  readonly changes: readonly AnsweringChangeModel[];
  /** What ended the last of them; null if nothing did. */
  readonly next: AnsweringChangeModel | null;
  /** The hour in which it began; null if no call is kept of it. */
  readonly hour: AnsweringHourModel | null;
  /** The time without a question in which all of the span lies; null if a question may have ended in the span. */
  readonly unasked: Unasked | null;
  /** The end of the last question of all; null if that is not kept. */
  readonly lastAskedAt: Date | null;
}

/** How long it may have taken a system to answer: that is kept of failures alone. */
const LONGEST_ANSWER_MS = 60_000;

/** When the question was asked, at the latest by then, that brought a change. */
const askedAt = ({ at, answers, afterMs }: AnsweringChangeModel): number =>
  at.getTime() - (answers ? LONGEST_ANSWER_MS : (afterMs ?? 0));

/** How a system answered then, from what is kept for 30 days. */
export async function readAnsweringIn(
  db: Kysely<Database>,
  system: SystemId,
  { from, until }: TimeSpan,
): Promise<AnsweringIn> {
  const [changes, hours, calls] = await Promise.all([
    sql<AnsweringChangeModel>`
      (SELECT ${CHANGE} FROM answering_change WHERE system = ${system} AND at <= ${from} ORDER BY at DESC LIMIT 1)
      UNION ALL
      (SELECT ${CHANGE} FROM answering_change
        WHERE system = ${system} AND at > ${from} AND at < ${until} ORDER BY at)
      UNION ALL
      (SELECT ${CHANGE} FROM answering_change WHERE system = ${system} AND at > ${from} AND at >= ${until} ORDER BY at LIMIT 2)`.execute(
      db,
    ),
    sql<AnsweringHourModel>`
      SELECT ${HOUR} FROM answering_hour WHERE system = ${system} AND hour <= ${from} AND hour > ${new Date(from.getTime() - HOUR_MS)}`.execute(
      db,
    ),
    readCalls(db, system, until),
  ]);
  const { rows } = changes;
  // A question that was asked in the span and never answered belongs to it, whenever it was given up.
  const isWithin = (change: AnsweringChangeModel): boolean =>
    change.at < until || (!change.answers && askedAt(change) < until.getTime());
  const place = rows.findIndex((change) => !isWithin(change));
  const within = place === -1 ? rows : rows.slice(0, place);
  const next = rows[within.length] ?? null;
  return {
    changes: within,
    next,
    hour: hours.rows[0] ?? null,
    unasked: unaskedIn({ from, until }, within, next, calls),
    lastAskedAt: calls.last,
  };
}

interface Calls {
  /** The last call before the span was over ended at this time, if that is kept, and no later than `endedBy`; both are null if there was none. */
  readonly before: Date | null;
  readonly endedBy: Date | null;
  /** The first hour in which a call ended after the span. */
  readonly after: Date | null;
  readonly last: Date | null;
}

/** An older version kept of an hour only how many calls it had. */
async function readCalls(db: Kysely<Database>, system: SystemId, until: Date): Promise<Calls> {
  const { rows } = await sql<Calls>`
    WITH asked AS (SELECT hour, last_at, coalesce(last_at, hour + interval '1 hour') AS ended_by
      FROM answering_hour WHERE system = ${system} AND answered + failed > 0)
    SELECT earlier.last_at AS before, earlier.ended_by AS "endedBy",
      (SELECT min(hour) FROM asked WHERE ended_by >= ${until}) AS after, (SELECT max(last_at) FROM asked) AS last
    FROM (SELECT 1) AS one
      LEFT JOIN (SELECT * FROM asked WHERE ended_by < ${until} ORDER BY ended_by DESC LIMIT 1) AS earlier ON true`.execute(
    db,
  );
  return rows[0] ?? { before: null, endedBy: null, after: null, last: null };
}

function unaskedIn(
  { from, until }: TimeSpan,
  changes: readonly AnsweringChangeModel[],
  next: AnsweringChangeModel | null,
  { before, endedBy, after }: Calls,
): Unasked | null {
  const [begun, ...more] = changes;
  if (begun === undefined || more.length > 0 || begun.at >= from) return null;
  if (next !== null && askedAt(next) < until.getTime()) return null;
  if (next !== null && next.askedBefore !== null && next.askedBefore < from) {
    return { since: next.askedBefore, until: next.at };
  }
  if ((endedBy !== null && endedBy >= from) || (after !== null && after < until)) return null;
  return { since: before, until: after !== null && (next === null || after < next.at) ? after : (next?.at ?? null) };
}

/** When a harvest that brought records of a system had last finished by then; null if that is not kept. */
export async function readListReadBy(db: Kysely<Database>, system: SystemId, until: Date): Promise<Date | null> {
  const { rows } = await sql<{ readonly at: Date | null }>`
    SELECT max(run.finished_at) AS at FROM harvest_run run JOIN system s ON s.id = run.system
    WHERE s.system_id = ${system} AND run.finished_at < ${until} AND run.problem IS NULL AND run.records > 0`.execute(
    db,
  );
  return rows[0]?.at ?? null;
}

/** A time of silence that is over. */
export interface Outage {
  readonly from: Date;
  readonly until: Date;
  /** When it was last asked before that end, by any process; null if that is not kept. */
  readonly askedBefore: Date | null;
}

/** Those that ended since then, in milliseconds since the epoch; of changes that begin with how the system was. */
export function outagesIn(changes: readonly AnsweringChangeModel[], since: number): readonly Outage[] {
  return changes.flatMap(({ at, answers }, place) => {
    const end = changes[place + 1];
    return answers || end?.answers !== true || end.at.getTime() <= since
      ? []
      : [{ from: at, until: end.at, askedBefore: end.askedBefore }];
  });
}

/** Removes the hours from before then, and gives how many. */
export async function forgetAnsweringHours(db: Kysely<Database>, before: Date): Promise<number> {
  const { numAffectedRows } = await sql`DELETE FROM answering_hour WHERE hour < ${before}`.execute(db);
  return Number(numAffectedRows ?? 0n);
}

/** Removes the changes from before then but each system's last, which says how it was then; gives how many. */
export async function forgetAnsweringChanges(db: Kysely<Database>, before: Date): Promise<number> {
  const { numAffectedRows } = await sql`DELETE FROM answering_change c WHERE at < ${before}
    AND EXISTS (SELECT FROM answering_change later WHERE later.system = c.system AND later.at > c.at AND later.at <= ${before})`.execute(
    db,
  );
  return Number(numAffectedRows ?? 0n);
}
