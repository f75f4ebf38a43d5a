/** What a running process follows: its region file, and the supergraph where one was named. */
import type { GatewayServer } from '#gateway/index.ts';
import type { Settings } from '#platform/config.ts';
import type { Logger } from '#platform/logger.ts';
import type { Hub } from '../graph/hub.ts';
import type { OpenedRegion } from '../region/opened-region.ts';
import { printNote } from '../output.ts';
import { readRegionFile, type RegionSource } from '../region/region-source.ts';
import type { Shutdown } from '../shutdown.ts';
import { readSupergraph, type SupergraphSource } from '../supergraph-source.ts';
import { createReload, type Reload } from './reload.ts';
import type { Region } from '#domain/region.ts';
import { recordAction } from '#store/repositories/actions/actions.ts';
import type { Database } from '#store/tables.ts';
import { sql, type Kysely } from 'kysely';
import { statSync } from 'node:fs';
import { basename } from 'node:path';
import { changedKeys } from './changed-keys.ts';

export function openReload(logger: Logger, shutdown: Shutdown): Reload {
  const reload = createReload(logger);
  shutdown.onClose(async () => {
    reload.close();
  });
  return reload;
}

/** A demonstration has no file to follow. With the hub, changes are written into the audit. */
export function followRegionFile(
  reload: Reload,
  { fileName, digest }: RegionSource,
  opened: OpenedRegion,
  hub: Pick<Hub, 'store'> | null = null,
): void {
  if (fileName === undefined || digest === undefined) return;
  const note = (used: Pick<UsedRegionFile, 'digest' | 'before'>): void => {
    if (hub === null) return;
    const file = { ...used, path: fileName, region: opened.written };
    void hub.store.settled.then(() => noteRegionFile(hub.store.db, opened.logger, file));
  };
  note({ digest, before: null });
  reload.follow({
    path: fileName,
    seen: digest,
    what: 'region file',
    use: () => {
      const source = readRegionFile(fileName);
      const before = opened.written;
      opened.replace(source);
      note({ digest: source.digest ?? '', before });
      printNote(`${opened.region.name}: the changed ${fileName} is in use.`);
    },
  });
}

/** The one composed with this version changes with the version only, and is not followed. */
export function followSupergraph(
  reload: Reload,
  { path, digest }: SupergraphSource,
  settings: Settings,
  gateway: GatewayServer,
): void {
  if (settings.supergraph === undefined) return;
  reload.follow({
    path,
    seen: digest,
    what: 'supergraph',
    use: async () => {
      await gateway.replaceSupergraph(readSupergraph(settings).sdl);
      printNote(`The changed ${path} is in use.`);
    },
  });
}

/** The digest of the file that the region used last, so that each change is written once, whichever part sees it. */
const SETTING = 'region-file';
/** In a note; a file that was written anew may have changed in hundreds. */
const MOST_KEYS = 40;

interface UsedRegionFile {
  readonly path: string;
  readonly digest: string;
  /** Null if the file was changed while this process did not run. */
  readonly before: Region | null;
  readonly region: Region;
}

/** Never rejects: a region that is in use stays so; the log says what could not be written. */
async function noteRegionFile(db: Kysely<Database>, logger: Logger, used: UsedRegionFile): Promise<void> {
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
