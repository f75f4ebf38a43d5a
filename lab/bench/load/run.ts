/**
 * `npm run bench:load -- [RECORDS] [EXPORTS] [--database URL]`: a first load of so many records (100,000 if not given) of thirty systems into
 * an empty database, then single changes. The records are put together from real ones of
 * the shared data, which must be there. The folder EXPORTS keeps them for another run: a million takes minutes to make. URL is an empty
 * database of a server of your own, which is left full; without it, the bundled one. Whoever compares the two runs them in turns.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { makeTemporaryFolder } from '#tests/support/mercia-process.ts';
import { startChild } from '../support/child.ts';
import { spread, table } from '../support/markdown.ts';
import { round, type Spread } from '../support/stats.ts';
import type { LoadCommands } from './load-child.ts';
import type { HarvestFigures } from './measure-harvest.ts';
import { exportPath, writeExports } from './write-exports.ts';

const SYSTEMS = 30;
const CHANGES = 200;

async function measure(records: number, kept: string | undefined, databaseUrl: string | undefined): Promise<string> {
  const folder = makeTemporaryFolder();
  const exports = kept ?? join(folder.path, 'exports');
  try {
    if (!existsSync(exportPath(exports, 0))) await writeExports(exports, records, SYSTEMS);
    const child = startChild<LoadCommands>('load/load-child.ts', { runsAs: 'harvest' });
    try {
      const load = await child.call('load', {
        ...{ exports, databaseUrl },
        data: join(folder.path, 'data'),
        systems: SYSTEMS,
      });
      if (load.records !== records)
        throw new Error(`${exports} has ${String(load.records)} records; remove it and run again`);
      return toTable(load, await child.call('change', CHANGES));
    } finally {
      await child.close();
    }
  } finally {
    folder.remove();
  }
}

function toTable(load: HarvestFigures, changes: Spread): string {
  const each = (seconds: number | null): string => (seconds === null ? '–' : round((seconds / load.records) * 1e6, 0));
  const heads = [
    'records',
    'editions',
    'records/s',
    'CPU µs a record, hub',
    'CPU µs a record, database',
    'one change, p50 / p95 ms',
  ];
  const line = [
    load.records,
    load.editions,
    Math.round(load.records / load.seconds),
    each(load.hubCpu),
    each(load.databaseCpu),
    spread(changes),
  ];
  return table(heads, [line]);
}

const { positionals, values } = parseArgs({ allowPositionals: true, options: { database: { type: 'string' } } });
const [records = '100000', kept] = positionals;
process.stdout.write(`${await measure(Number(records), kept, values.database)}\n`);
