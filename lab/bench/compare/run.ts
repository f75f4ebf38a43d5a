/**
 * `npm run bench:compare [RECORDS]`: snapshots and reports of a region of thirty systems and so many records (a million if not
 * given).
 */
import { join } from 'node:path';
import { measureWith, startChild } from '../support/child.ts';
import { table } from '../support/markdown.ts';
import { quantile, round, timed } from '../support/stats.ts';
import type { CompareCommands } from './compare-child.ts';

const DRILLS = 200;
const LOOK_UPS = 2_000;

const measure = (records: number) =>
  measureWith(startChild<CompareCommands>('compare/compare-child.ts'), async (child, folder) => {
    await child.call('fill', { data: join(folder, 'data'), records });
    const first = await child.call('takeSnapshot', 'first');
    const drills = await child.call('drill', { name: 'first', number: DRILLS });
    const [comparing = 0] = await child.call('otherJobs', undefined);
    await child.call('change', undefined);
    const second = await child.call('takeSnapshot', 'second');
    const lookUpAlone = await child.call('lookUp', LOOK_UPS);
    const reporting = timed(() => child.call('report', 'first'));
    const lookUpBeside = await child.call('lookUp', LOOK_UPS);
    const { ms, value: reports } = await reporting;
    return { first, second, comparing, drills, reports, reportSeconds: ms / 1_000, lookUpAlone, lookUpBeside };
  });

function toTables(figures: Awaited<ReturnType<typeof measure>>): string {
  const { first, second, comparing, drills, reports, reportSeconds, lookUpAlone, lookUpBeside } = figures;
  const lines = [
    ['first snapshot', `${round(first.seconds)} s`, '≤ 120 s'],
    [
      'second, after 1 % of change: share of the first one’s size',
      `${round((100 * second.megabytes) / first.megabytes)} %`,
      '≤ 10 %',
    ],
    ['first snapshot: processor seconds of the database', round(first.databaseCpuSeconds ?? Number.NaN), ''],
    ['second: time', `${round(second.seconds)} s`, ''],
    ['size of the first', `${round(first.megabytes, 0)} MB`, ''],
    ['first page of a drill, p50', `${round(quantile(drills, 0.5))} ms`, ''],
    ['first page of a drill, p95', `${round(quantile(drills, 0.95))} ms`, ''],
    ['first page of a drill, slowest', `${round(Math.max(...drills))} ms`, '≤ 200 ms'],
    ['comparing its records, field by field and pair by pair', `${round(comparing)} s`, ''],
    ['all reports together, that included', `${round(reportSeconds + comparing)} s`, '≤ 360 s'],
    ['look-ups while reports run, p95 against alone', `${round(lookUpBeside / lookUpAlone, 2)} ×`, '≤ 1.2 ×'],
    ['memory of the part', `${round(Math.max(first.residentMegabytes, second.residentMegabytes), 0)} MB`, '≤ 600 MB'],
  ];
  const byTime = reports.toSorted((a, b) => b.ms - a.ms).map(({ name, ms }) => [name, round(ms, 0)]);
  const heads = ['each report, with the first page of each of its tables', 'ms'];
  return `${table(['what', 'measured', 'bar'], lines)}\n\n${table(heads, byTime)}`;
}

process.stdout.write(`${toTables(await measure(Number(process.argv[2] ?? 1_000_000)))}\n`);
