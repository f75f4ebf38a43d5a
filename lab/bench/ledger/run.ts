/** `npm run bench:ledger [RECORDS]`: a ledger of so many records on each side (200,000 if not given), two items each, a tenth of them lent. */
import { join } from 'node:path';
import { measureWith, startChild } from '../support/child.ts';
import { table } from '../support/markdown.ts';
import { round } from '../support/stats.ts';
import type { LedgerCommands } from './ledger-child.ts';

const script = 'ledger/ledger-child.ts';
const { seconds, cpuSeconds, databaseCpuSeconds, peakMegabytes, unexplained } = await measureWith(
  startChild<LedgerCommands>(script),
  async (child, folder) => {
    const data = join(folder, 'data');
    // In a process of its own: what the filling takes of memory is not the ledger's.
    const filling = startChild<LedgerCommands>(script);
    try {
      await filling.call('open', data);
      await filling.call('fill', Number(process.argv[2] ?? 200_000));
    } finally {
      await filling.close();
    }
    await child.call('open', data);
    return child.call('ledger', 'first');
  },
);
process.stdout.write(
  `${table(
    ['what', 'measured', 'bar'],
    [
      ['a ledger', `${round(seconds)} s`, '≤ 90 s'],
      ['processor seconds of the process that compares', round(cpuSeconds), ''],
      ['processor seconds of the database', round(databaseCpuSeconds ?? Number.NaN), ''],
      ['memory of the process at most', `${round(peakMegabytes, 0)} MB`, '≤ 800 MB'],
      ['unexplained', String(unexplained), '0'],
    ],
  )}\n`,
);
