import { isMerciaError } from '#platform/errors.ts';
import { recordAction } from '#store/repositories/actions/actions.ts';
import { listRejects, readRejectsAgain, type RejectsReadAgain } from '#union-index/harvest/index.ts';
import type { Command } from 'commander';
import { withHub, withStore, type Hub, type HubCommand } from '../graph/hub.ts';
import { explain, INTERRUPTED, printJson, printLine, printNote, printRows } from '../output.ts';
import { selectSystems } from '../region/adapters.ts';
import { findRegion } from '../region/region-source.ts';
import { readSettings, settingFlag, withSystemFlags, type SettingFlags } from '../settings.ts';

interface RejectsFlags extends SettingFlags<'region' | 'data' | 'logLevel'> {
  readonly system?: string[];
  readonly json?: boolean;
}

export function registerRejects(program: Command): void {
  const rejects = withSystemFlags(program.command('rejects'))
    .description('list the records that could not be read, and why')
    .option('--json', 'one JSON line for each record; with retry, for each system')
    .addOption(settingFlag('logLevel'))
    .action(list);
  rejects
    .command('retry')
    .description('fetch these records again from their systems, and store those that can be read now')
    .action((_flags: unknown, command: Command) => {
      const flags = command.optsWithGlobals<RejectsFlags>();
      return withHub(toHub(flags), (hub, signal) => retry(hub, signal, flags.json === true));
    });
}

function toHub(flags: RejectsFlags): HubCommand {
  return { holder: 'mercia rejects', flags, only: flags.system };
}

async function list(flags: RejectsFlags): Promise<void> {
  const settings = readSettings(flags);
  const { region } = await findRegion(settings);
  const systems = selectSystems(region, flags.system).map(({ id }) => id);
  await withStore(settings, async ({ db }) => {
    printRows(await listRejects(db, systems), flags.json, {
      none: 'Every record that was harvested could be read.',
      head: ['system', 'record', 'since', 'place', 'reason'],
      toCells: ({ system, localId, place, reason, rejectedAt }) => [
        system,
        localId ?? '?',
        rejectedAt.toISOString().slice(0, 10),
        place,
        reason,
      ],
    });
  });
}

/** One system after the other; one that fails stops no other. */
async function retry(
  { store, adapters, ingest, holder, logger }: Hub,
  signal: AbortSignal,
  json: boolean,
): Promise<void> {
  const left: string[] = [...adapters.keys()];
  const isStopped = (): boolean => signal.aborted;
  for (const adapter of adapters.values()) {
    if (isStopped()) break;
    const action = {
      at: new Date(),
      action: 'REJECTS_RETRIED',
      actor: null,
      subject: adapter.system.id,
      note: null,
    } as const;
    await store.db.transaction().execute((tx) => recordAction(tx, action));
    try {
      const outcome = await readRejectsAgain({
        db: store.db,
        adapter,
        ingest,
        holder,
        clock: () => new Date(),
        signal,
        logger,
      });
      if (json) printJson(outcome);
      else for (const line of describe(outcome)) printLine(line);
    } catch (error) {
      if (isStopped()) break;
      if (!isMerciaError(error)) throw error;
      printNote(explain(error));
      process.exitCode = 1;
    }
    left.shift();
  }
  if (left.length === 0) return;
  printNote(`Stopped before its end. Not read again, or not all of it: ${left.join(', ')}`);
  process.exitCode = INTERRUPTED;
}

function describe({ system, read, gone, refused, left }: RejectsReadAgain): readonly string[] {
  const asked = read + gone + refused;
  if (asked + left === 0) return [`${system}: nothing to read again`];
  return [
    ...(asked === 0 ? [] : [`${system}: ${read} read now, ${gone} gone from the system, ${refused} refused again`]),
    ...(left === 0
      ? []
      : [`${system}: ${left} cannot be asked for one by one; \`mercia harvest --full --system ${system}\` meets them`]),
  ];
}
