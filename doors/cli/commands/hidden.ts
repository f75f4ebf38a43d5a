import { createId, parseId, type RecordId, type SystemId } from '#domain/ids.ts';
import { isReadable } from '#domain/readable-text.ts';
import { badUserInput } from '#platform/errors.ts';
import { listWatched, releaseRecords, type WatchedRecord } from '#union-index/ingest/index.ts';
import { toRecordId } from '#union-index/rulings/index.ts';
import type { Command } from 'commander';
import { withHub, type Hub } from '../graph/hub.ts';
import { readInstant } from '../instant.ts';
import { printNote, printRows } from '../output.ts';
import { selectSystems } from '../region/adapters.ts';
import { settingFlag, withSystemFlags, type SettingFlags } from '../settings.ts';

interface HiddenFlags extends SettingFlags<'region' | 'data' | 'logLevel'> {
  readonly system?: string[];
  readonly json?: boolean;
}

interface ReleaseFlags extends HiddenFlags {
  readonly reason: string;
  readonly since?: string;
}

type Database = Hub['store']['db'];

const HOLDER = 'mercia hidden';

export function registerHidden(program: Command): void {
  const hidden = withSystemFlags(program.command('hidden'))
    .description(
      'list the records that stay hidden until somebody releases them, and those that somebody should look at',
    )
    .option('--json', 'one JSON line for each record')
    .addOption(settingFlag('logLevel'))
    .action((flags: HiddenFlags) => withHub({ holder: HOLDER, flags, only: [] }, (hub) => list(hub, flags)));
  hidden
    .command('release')
    .description('say of records that they are no interlibrary loans: they are shown once they are read again')
    .argument('[records...]', 'their ids, as the list has them')
    .option(
      '--since <time>',
      'without ids: all that their systems show and that are hidden since then, or later, by a mistake',
    )
    .requiredOption('--reason <text>', 'why; it is kept, so name no reader')
    .action((records: readonly string[], _flags: unknown, command: Command) => {
      const flags = command.optsWithGlobals<ReleaseFlags>();
      return withHub({ holder: HOLDER, flags, only: [] }, (hub) => release(hub, records, flags));
    });
}

async function list({ store, region }: Hub, { json, system }: HiddenFlags): Promise<void> {
  const watched = await listWatched(store.db, idsOf(region, system));
  const rows = watched.map((record) => ({ ...record, record: idOf(record) }));
  printRows(rows, json, {
    none: 'No record stays hidden, and none is doubtful.',
    head: ['record', 'what', 'since'],
    toCells: (row) => [row.record, wordsOf(row), row.since.toISOString().slice(0, 10)],
  });
}

function idsOf(region: Hub['region'], only: readonly string[] | undefined): readonly SystemId[] {
  return selectSystems(region, only).map(({ id }) => id);
}

function idOf({ system, record }: WatchedRecord): RecordId {
  return createId(system, 'record', record);
}

function wordsOf({ why, shownAtSourceSince }: Omit<WatchedRecord, 'record'>): string {
  if (why === 'DOUBTFUL') return 'is public, and may be an interlibrary loan: look whether it names a reader';
  if (why === 'TAKEN_BACK') return 'was taken back';
  const shown =
    shownAtSourceSince === null ? '' : `; its system shows it since ${shownAtSourceSince.toISOString().slice(0, 10)}`;
  return `is or was an interlibrary loan${shown}`;
}

async function release(
  { store, region }: Hub,
  named: readonly string[],
  { reason, since, system }: ReleaseFlags,
): Promise<void> {
  if (!isReadable(reason)) throw badUserInput('Say why: --reason TEXT.');
  if (named.length > 0 === (since !== undefined)) {
    throw badUserInput('Name records, or say --since TIME.');
  }
  if (since !== undefined && system === undefined) {
    throw badUserInput('Name the systems of which all are meant: --system ID.');
  }
  const chosen = idsOf(region, system);
  const records =
    since === undefined ? named.map(toRecordId) : await hiddenSince(store.db, chosen, readInstant('--since', since));
  const systems = new Set(records.flatMap((id) => parseId(id, 'record')?.routingKey ?? []));
  for (const id of systems) {
    if (chosen.includes(id as SystemId)) continue;
    throw badUserInput(`the region file has no system "${id}"`);
  }
  const at = new Date();
  await releaseRecords(
    store.db,
    records.map((record) => ({ record, reason, actor: null, at })),
  );
  const harvests = [...systems].map((id) => `\`mercia harvest --full --system ${id}\``).join(' and ');
  const again =
    records.length === 0 ? '' : ` They are shown once they are read again: by the next full harvest, or ${harvests}.`;
  printNote(`Released: ${records.length}.${again}`);
}

/** Those that their systems would show: the others say themselves that they are loans. */
async function hiddenSince(db: Database, systems: readonly string[], since: Date): Promise<readonly RecordId[]> {
  return (await listWatched(db, systems))
    .filter(({ why, shownAtSourceSince }) => why === 'ILL_TEMPORARY' && shownAtSourceSince !== null)
    .filter((record) => record.since >= since)
    .map(idOf);
}
