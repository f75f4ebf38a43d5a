import type { LibraryId } from '#domain/ids.ts';
import { badUserInput } from '#platform/errors.ts';
import { createHarvestProgress, harvestAll, HARVESTER_PACE } from '#union-index/harvest/index.ts';
import type { Command } from 'commander';
import { withHub, type Hub } from '../graph/hub.ts';
import { nameOfLibrary } from '../graph/harvesting.ts';
import { printJson, printNote } from '../output.ts';
import { settingFlag, withSystemFlags, type SettingFlags } from '../settings.ts';

interface HarvestFlags extends SettingFlags<'region' | 'data' | 'logLevel'> {
  readonly system?: string[];
  readonly full?: boolean;
  /** True, or the ids of libraries. */
  readonly acceptDeletions?: true | string[];
  readonly json?: boolean;
}

/** `mercia harvest`: brings every system's records into the union index and ends. Safe next to a running `start`. */
export function registerHarvest(program: Command): void {
  withSystemFlags(program.command('harvest'))
    .description('harvest every system into the union index: what changed, or everything with --full')
    .option('--full', 'everything, not only what changed')
    .option(
      '--accept-deletions [library...]',
      'continue even if a system, or only these libraries, seem to have lost many of their records',
    )
    .option('--json', 'one JSON line for each system')
    .addOption(settingFlag('logLevel'))
    .action((flags: HarvestFlags) => {
      const command = { holder: 'mercia harvest', flags, only: flags.system, pace: HARVESTER_PACE };
      return withHub(command, (hub, signal) => harvest(hub, signal, flags));
    });
}

async function harvest(hub: Hub, signal: AbortSignal, flags: HarvestFlags): Promise<void> {
  const progress = createHarvestProgress(process.stderr);
  try {
    const results = await harvestAll({
      db: hub.store.db,
      ingest: hub.ingest,
      holder: hub.holder,
      clock: () => new Date(),
      logger: hub.logger,
      adapters: [...hub.adapters.values()].filter((adapter) => adapter.harvest !== undefined),
      concurrency: hub.pace.concurrency,
      recordsAtOnce: hub.pace.recordsAtOnce,
      kind: flags.full === true ? 'full' : 'auto',
      rejectDays: hub.settings.rejectDays,
      acceptMassDeletion: acceptedBy(hub, flags.acceptDeletions),
      nameOfLibrary: nameOfLibrary(hub.region),
      signal,
      onProgress: progress.update,
    });
    progress.stop();
    for (const result of results) {
      if (flags.json === true) printJson(result);
      if (result.problem !== null) printNote(`${result.system}: ${result.problem}`);
    }
    if (results.some((result) => result.problem !== null)) process.exitCode = 1;
  } finally {
    progress.stop();
  }
}

/** Throws BAD_USER_INPUT for a library that the region does not have. */
function acceptedBy({ region }: Hub, given: true | readonly string[] | undefined): boolean | readonly LibraryId[] {
  if (given === undefined || given === true) return given === true;
  const known = new Map(region.libraries.map(({ id }) => [id as string, id]));
  return given.map((id) => {
    const library = known.get(id);
    if (library !== undefined) return library;
    throw badUserInput(`No such library: ${id}. The region has ${[...known.keys()].join(', ')}.`);
  });
}
