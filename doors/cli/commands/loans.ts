import { isMerciaError } from '#platform/errors.ts';
import { harvestLoans, loanStatus, type LoanHarvestResult } from '#union-index/loans/index.ts';
import type { Command } from 'commander';
import { withHub, type Hub, type HubCommand } from '../graph/hub.ts';
import { printJson, printLine, printNote, renderTable } from '../output.ts';
import { selectSystems } from '../region/adapters.ts';
import { withSystemFlags, type RegionFlags } from '../settings.ts';

interface StoreFlags extends RegionFlags {
  readonly system?: string[];
}

interface HarvestFlags extends StoreFlags {
  readonly acceptDrop?: boolean;
  readonly json?: boolean;
}

export function registerLoans(program: Command): void {
  const loans = program
    .command('loans')
    .description('harvested loans, holds and use counts, in which readers are tokens');

  withSystemFlags(
    loans.command('harvest').description('harvest them now, from every system and library with an agreement'),
  )
    .option('--accept-drop', 'continue even if a system seems to have lost most of a list')
    .option('--json', 'one JSON line for each system')
    .action((flags: HarvestFlags) => withHub(toHub(flags), (hub, signal) => harvest(hub, signal, flags)));

  withSystemFlags(loans.command('status').description('show the state of each list of each system')).action(
    (flags: StoreFlags) =>
      withHub({ ...toHub(flags), only: [] }, async (hub) => {
        const systems = selectSystems(hub.region, flags.system).map(({ id }) => id);
        const rows = (await loanStatus(hub.store.db, systems)).map((status) => {
          const { system, list, asOf, rows: kept, leftOut, problem } = status;
          return [system, list, asOf?.toISOString() ?? 'never', String(kept ?? ''), String(leftOut), problem ?? ''];
        });
        printLine(renderTable([['SYSTEM', 'LIST', 'AS OF', 'ROWS', 'LEFT OUT', 'PROBLEM'], ...rows]));
      }),
  );
}

function toHub(flags: StoreFlags): HubCommand {
  return { holder: 'mercia loans', flags, only: flags.system };
}

/** One system after the other; one that fails stops no other. */
async function harvest(hub: Hub, signal: AbortSignal, flags: HarvestFlags): Promise<void> {
  for (const adapter of hub.adapters.values()) {
    const system = adapter.system.id;
    if (adapter.loans === undefined) printNote(`${system}: it gives no loans as it is configured`);
    try {
      const result = await harvestLoans({
        db: hub.store.db,
        adapter,
        region: hub.region,
        holder: hub.holder,
        clock: () => new Date(),
        logger: hub.logger,
        signal,
        acceptDrop: flags.acceptDrop,
        readerRowsDays: hub.settings.readerRowsDays,
      });
      report(result, flags.json === true);
    } catch (error) {
      signal.throwIfAborted();
      if (!isMerciaError(error)) throw error;
      printNote(`${system}: ${error.message}`);
      process.exitCode = 1;
    }
  }
}

function report(result: LoanHarvestResult, asJson: boolean): void {
  if (asJson) printJson(result);
  for (const { list, rows, leftOut, problem } of result.lists) {
    if (problem !== null) process.exitCode = 1;
    if (asJson) continue;
    const said = problem ?? `${String(rows)} kept, ${String(leftOut)} left out`;
    printNote(`${result.system} ${list}: ${said}`);
  }
}
