import { readFile } from 'node:fs/promises';
import type { Database } from '#store/tables.ts';
import { sql, type Kysely } from 'kysely';

/** `sysconf(_SC_CLK_TCK)` of every Linux. */
const TICKS_A_SECOND = 100;

/**
 * Processor seconds so far of every process of the server, those that have ended too, as a vacuum's does; null if it is
 * not on this machine, or no Linux.
 */
export async function readDatabaseCpu(db: Kysely<Database>): Promise<number | null> {
  const { rows } = await sql<{ pid: number }>`SELECT pid FROM pg_stat_activity`.execute(db);
  try {
    const living = await Promise.all(rows.map(({ pid }) => readTimes(pid)));
    const first = living[0];
    if (first === undefined) return null;
    const parent = await readTimes(first.parent);
    const ticks = living.reduce((sum, { own }) => sum + own, parent.own + parent.ofEndedChildren);
    return ticks / TICKS_A_SECOND;
  } catch {
    return null;
  }
}

interface Times {
  readonly parent: number;
  readonly own: number;
  readonly ofEndedChildren: number;
}

/** `1234 (postgres) S …`: the parent is the 4th field, the 14th to 17th are user and system time, own and of ended children. */
async function readTimes(pid: number): Promise<Times> {
  const stat = await readFile(`/proc/${String(pid)}/stat`, 'utf8');
  const fields = stat
    .slice(stat.lastIndexOf(')') + 2)
    .split(' ')
    .map(Number);
  const [, parent = 0] = fields;
  const [user = 0, system = 0, endedUser = 0, endedSystem = 0] = fields.slice(11);
  return { parent, own: user + system, ofEndedChildren: endedUser + endedSystem };
}
