/** Processor time of this process, in which the console and the graph are, and of the database for it. */
import type { Database } from '#store/tables.ts';
import { cpuMsSince } from '#tests/support/cpu-time.ts';
import { sql, type Kysely } from 'kysely';
import { readFile } from 'node:fs/promises';

/**
 * Milliseconds until now; unlike the time of a clock, it says little of what else the machine does. Of the database, the processes that
 * work for this database alone; where the system does not tell theirs (it is no Linux), 0.
 */
export async function processorMs(db: Kysely<Database>): Promise<number> {
  const { rows } = await sql<{ pid: number }>`
    SELECT pid FROM pg_stat_activity WHERE datname = current_database()`.execute(db);
  const ofDatabase = await Promise.all(rows.map(({ pid }) => nanosecondsOf(pid)));
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000 + ofDatabase.reduce((sum, one) => sum + one, 0) / 1_000_000;
}

/** What {@link slowdown} does takes so long where nothing else is done, milliseconds: in this process, and in the database. */
const YARDSTICK_MS = { here: 25, database: 23 };
const YARDSTICK = Array.from({ length: 20_000 }, (_, n) => ({ id: `a:record:${n}`, title: `Title ${n}`, copies: [n] }));

/** How many times longer work takes now than where nothing else is done, whichever of both is slowed down more; 1 at least. */
export async function slowdown(db: Kysely<Database>): Promise<number> {
  const readings = { here: Number.POSITIVE_INFINITY, database: Number.POSITIVE_INFINITY };
  for (let reading = 0; reading < 3; reading += 1) {
    const before = process.cpuUsage();
    for (let time = 0; time < 3; time += 1) JSON.parse(JSON.stringify(YARDSTICK));
    readings.here = Math.min(readings.here, cpuMsSince(before));
    const started = await processorMs(db);
    await sql`SELECT count(DISTINCT md5(n::text)) FROM generate_series(1, 20000) n`.execute(db);
    readings.database = Math.min(readings.database, (await processorMs(db)) - started);
  }
  return Math.max(1, readings.here / YARDSTICK_MS.here, readings.database / YARDSTICK_MS.database);
}

/** The first number is the time on a processor. A process that has ended has none any more. */
async function nanosecondsOf(pid: number): Promise<number> {
  const text = await readFile(`/proc/${String(pid)}/schedstat`, 'utf8').catch(() => '0');
  return Number(text.split(' ', 1)[0]);
}
