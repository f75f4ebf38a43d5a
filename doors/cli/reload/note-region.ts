/** Writes a changed region file into the audit: when, whose file it is, and which keys changed. */
import type { Region } from '#domain/region.ts';
import type { Logger } from '#platform/logger.ts';
import { recordAction } from '#store/repositories/actions/actions.ts';
import type { Database } from '#store/tables.ts';
import { sql, type Kysely } from 'kysely';
import { statSync } from 'node:fs';
import { basename } from 'node:path';
import { changedKeys } from './changed-keys.ts';

/** The digest of the file that the region used last, so that each change is written once, whichever part sees it. */
const SETTING = 'region-file';
/** In a note; a file that was written anew may have changed in hundreds. */
const MOST_KEYS = 40;

export interface UsedRegionFile {
  readonly path: string;
  readonly digest: string;
  /** Null if the file was changed while this process did not run. */
  readonly before: Region | null;
  readonly region: Region;
}

/** Never rejects: a region that is in use stays so; the log says what could not be written. */
export async function noteRegionFile(db: Kysely<Database>, logger: Logger, used: UsedRegionFile): Promise<void> {
  const { path, digest, before, region } = used;
  try {
    await db.transaction().execute(async (tx) => {
      await sql`INSERT INTO setting (key, value) VALUES (${SETTING}, 'null'::jsonb) ON CONFLICT (key) DO NOTHING`.execute(
        tx,
      );
      const { rows } = await sql<{ value: string | null }>`
        SELECT value FROM setting WHERE key = ${SETTING} FOR UPDATE`.execute(tx);
      const last = rows[0]?.value ?? null;
      if (last === digest) return;
      await sql`UPDATE setting SET value = to_jsonb(${digest}::text) WHERE key = ${SETTING}`.execute(tx);
      // The first of all: nothing changed.
      if (last === null && before === null) return;
      const note = `${describeFile(path)} ${before === null ? UNSEEN : describeKeys(changedKeys(before, region))}`;
      const subject = `${basename(path)} ${digest.slice(0, 12)}`;
      await recordAction(tx, { at: new Date(), action: 'REGION_FILE_CHANGED', actor: null, subject, note });
    });
  } catch (err) {
    logger.warn({ err, file: path }, 'That the region file changed could not be written into the audit');
  }
}

const UNSEEN = 'It was changed while no part ran that saw both: which keys is not known.';

function describeKeys(keys: readonly string[]): string {
  if (keys.length === 0) return 'Nothing that counts changed: comments or order.';
  const more = keys.length - MOST_KEYS;
  return `Changed: ${keys.slice(0, MOST_KEYS).join(', ')}${more > 0 ? `, and ${more} more` : ''}.`;
}

/** As the file system has it: who may write there is the operator's to say. */
function describeFile(path: string): string {
  try {
    const { uid, mtime } = statSync(path);
    return `File of user ${uid}, written ${mtime.toISOString()}.`;
  } catch {
    return 'Whose file it was is not known.';
  }
}
