import { isMerciaError } from '#platform/errors.ts';
import { ensureSystemNumber } from '#union-index/harvest/system-number.ts';
import { findCodes, findPolicies, harvestPolicies } from '#union-index/policies/index.ts';
import type { Command } from 'commander';
import { withHub, type Hub, type HubCommand } from '../graph/hub.ts';
import { printLine, printNote, renderTable } from '../output.ts';
import { selectSystems } from '../region/adapters.ts';
import { withSystemFlags, type RegionFlags } from '../settings.ts';

interface PolicyFlags extends RegionFlags {
  readonly system?: string[];
}

export function registerPolicies(program: Command): void {
  const policies = program.command('policies').description('codes with their labels, and rules of lending');

  withSystemFlags(policies.command('read').description('read them now, from every system that tells them')).action(
    (flags: PolicyFlags) => withHub(toHub(flags), readAll),
  );
  withSystemFlags(policies.command('status').description('show what was read of each system, and when')).action(
    (flags: PolicyFlags) => withHub({ ...toHub(flags), only: [] }, (hub) => showStatus(hub, flags)),
  );
}

function toHub(flags: PolicyFlags): HubCommand {
  return { holder: 'mercia policies', flags, only: flags.system };
}

/** One system after the other; one that fails stops no other. */
async function readAll({ adapters, store, logger }: Hub, signal: AbortSignal): Promise<void> {
  for (const adapter of adapters.values()) {
    const system = adapter.system.id;
    try {
      const found = await harvestPolicies({ db: store.db, adapter, clock: () => new Date(), logger, signal });
      const rules = found?.rules ?? null;
      printNote(
        found === null
          ? `${system}: it tells neither codes nor rules as it is described`
          : `${system}: ${found.codes} codes, ${rules === null ? 'no rules told' : `${rules} rules`}`,
      );
    } catch (error) {
      signal.throwIfAborted();
      if (!isMerciaError(error)) throw error;
      printNote(`${system}: ${error.message}`);
      process.exitCode = 1;
    }
  }
}

async function showStatus({ region, store }: Hub, flags: PolicyFlags): Promise<void> {
  const rows: string[][] = [];
  for (const { id: system } of selectSystems(region, flags.system)) {
    const number = await ensureSystemNumber(store.db, system);
    const [stored] = await findPolicies(store.db, [number]);
    const codes = await findCodes(store.db, [number]);
    const lists = stored?.codeLists.map((list) => `${list} ${codes.filter((code) => code.list === list).length}`);
    rows.push([
      system,
      stored?.codesAsOf?.toISOString() ?? 'never',
      lists?.join(', ') ?? '',
      stored?.rules === null || stored === undefined ? 'not told' : String(stored.rules.rules.length),
      stored?.problem ?? '',
    ]);
  }
  printLine(renderTable([['SYSTEM', 'AS OF', 'CODES', 'RULES', 'PROBLEM'], ...rows]));
}
