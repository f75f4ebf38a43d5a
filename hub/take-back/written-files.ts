/** Files of published records that commands have written: where they are, so that they can be found when something is taken back. */
import type { Database } from '#store/tables.ts';
import { sql, type Kysely } from 'kysely';
import { hostname } from 'node:os';

export async function noteWrittenFiles(db: Kysely<Database>, paths: readonly string[], at: Date): Promise<void> {
  for (const path of paths) {
    await sql`
      INSERT INTO written_file (machine, path, written_at) VALUES (${hostname()}, ${path}, ${at}::timestamptz)
      ON CONFLICT (machine, path) DO UPDATE SET written_at = excluded.written_at`.execute(db);
  }
}

/** Those of this machine that were written before then. */
export async function listOwnFiles(db: Kysely<Database>, before: Date): Promise<readonly string[]> {
  const { rows } = await sql<{ path: string }>`
    SELECT path FROM written_file WHERE machine = ${hostname()} AND written_at <= ${before}::timestamptz ORDER BY path`.execute(
    db,
  );
  return rows.map(({ path }) => path);
}

export async function forgetWrittenFile(db: Kysely<Database>, path: string): Promise<void> {
  await sql`DELETE FROM written_file WHERE machine = ${hostname()} AND path = ${path}`.execute(db);
}
