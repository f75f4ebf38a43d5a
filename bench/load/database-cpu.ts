import { readFile } from 'node:fs/promises';
import type { Database } from '#store/tables.ts';
import { sql, type Kysely } from 'kysely';

/** `sysconf(_SC_CLK_TCK)` of every Linux. */
const TICKS_A_SECOND = 100;

/** Processor seconds so far of every process of the server that lives; null where it is not on this machine, or no Linux. */
export async function readDatabaseCpu(db: Kysely<Database>): Promise<number | null> {
  const { rows } = await sql<{ pid: number }>`SELECT pid FROM pg_stat_activity`.execute(db);
  try {
    const ticks = await Promise.all(rows.map(({ pid }) => readTicks(pid)));
    return ticks.reduce((sum, own) => sum + own, 0) / TICKS_A_SECOND;
  } catch {
    return null;
  }
}

/** `1234 (postgres) S …`: user and system time are the 14th and 15th field. */
async function readTicks(pid: number): Promise<number> {
  const stat = await readFile(`/proc/${String(pid)}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return Number(fields[11]) + Number(fields[12]);
}
