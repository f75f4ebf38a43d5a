/**
 * `npm run bench:load [RECORDS] [EXPORTS]`: a first load of so many records (100,000 if not given) of thirty systems into
 * an empty database, then single changes; writes `docs/performance-load.md`. The records are put together from real ones of
 * the shared data, which must be there. The folder EXPORTS keeps them for another run: a million takes minutes to make.
 */
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { arch, availableParallelism, loadavg, platform } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { makeTemporaryFolder } from '#tests/support/mercia-process.ts';
import { startChild } from '../support/child.ts';
import { spread, table } from '../support/markdown.ts';
import { round, type Spread } from '../support/stats.ts';
import { withYardstick, formatYardsticks, type Yardsticks } from '../support/yardstick.ts';
import type { LoadCommands, LoadFigures } from './load-child.ts';
import { exportPath, writeExports } from './write-exports.ts';

const SYSTEMS = 30;
const CHANGES = 200;
const report = fileURLToPath(new URL('../../../docs/performance-load.md', import.meta.url));

async function measure(records: number, kept: string | undefined): Promise<string> {
  const folder = makeTemporaryFolder();
  const exports = kept ?? join(folder.path, 'exports');
  try {
    if (!existsSync(exportPath(exports, 0))) await writeExports(exports, records, SYSTEMS);
    const child = startChild<LoadCommands>('load/load-child.ts', { runsAs: 'harvest' });
    try {
      const before = loadavg()[0] ?? 0;
      const { figures: load, yardsticks } = await withYardstick(() =>
        child.call('load', { exports, data: join(folder.path, 'data'), systems: SYSTEMS }),
      );
      if (load.records !== records)
        throw new Error(`${exports} has ${String(load.records)} records; remove it and run again`);
      const changes = await child.call('change', CHANGES);
      return toMarkdown(load, changes, before, yardsticks);
    } finally {
      await child.close();
    }
  } finally {
    folder.remove();
  }
}

function toMarkdown(load: LoadFigures, changes: Spread, loadBefore: number, yardsticks: Yardsticks): string {
  const each = (seconds: number | null): string => (seconds === null ? '–' : round((seconds / load.records) * 1e6, 0));
  const heads = [
    'records',
    'editions',
    'records/s',
    'CPU µs a record, hub',
    'CPU µs a record, database',
    'one change, p50 / p95 ms',
    'yardstick µs, before / after',
  ];
  const line = [
    load.records,
    load.editions,
    Math.round(load.records / load.seconds),
    each(load.hubCpu),
    each(load.databaseCpu),
    spread(changes),
    formatYardsticks(yardsticks),
  ];
  return `# Performance of a first load

Written by \`npm run bench:load\`; measured on ${new Date().toISOString().slice(0, 10)} with Node ${process.versions.node}, PostgreSQL
${/version ([\d.]+)/.exec(load.store)?.[1] ?? ''} on ${String(availableParallelism())} cores (${platform()} ${arch()}). Before it began, the machine's load was ${round(loadBefore)}: other
programs make records/s and milliseconds worse, and the processor's time a little.

Thirty systems of one library each, harvested from their MARC exports into an empty database that waits for its disk:
files read, records stored with copies and holdings, then matched. The records are put together from real ones, each
concern of another; a title is held by 2.7 systems in the mean, and each system's record leaves something else out. One
change is a record with another subtitle, from its page to the commit of its editions. The yardstick is the processor's time
for reading a record of forty fields from JSON, of many that no cache holds: what the machine gave just then.

${table(heads, [line])}
`;
}

const text = await measure(Number(process.argv[2] ?? 100_000), process.argv[3]);
process.stdout.write(text);
await writeFile(report, await format(text, { ...(await resolveConfig(report)), filepath: report }));
