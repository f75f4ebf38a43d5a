/**
 * `npm run bench:aged [RECORDS]`: what questions and probes cost in a region of 93 systems that has run for a year (300,000 records if
 * not given), and what is left once old rows are removed; writes `docs/performance-aged.md`.
 */
import { writeFile } from 'node:fs/promises';
import { arch, availableParallelism, loadavg, platform } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { makeTemporaryFolder } from '#tests/support/mercia-process.ts';
import { format, resolveConfig } from 'prettier';
import { startChild } from '../support/child.ts';
import { table } from '../support/markdown.ts';
import { quantile, round, timed } from '../support/stats.ts';
import { formatYardsticks, withYardstick } from '../support/yardstick.ts';
import type { AgedCommands, TableSize } from './aged-child.ts';

const RECORDS = 300_000;
const TIMES = 100;
const ASK_EVERY_MS = 50;
const reportFile = fileURLToPath(new URL('../../../docs/performance-aged.md', import.meta.url));

interface Asked {
  readonly ready: readonly number[];
  readonly incomplete: readonly number[];
}

interface Figures {
  readonly upgradeSeconds: number;
  readonly aged: Asked;
  /** `/ready` while old rows are removed. */
  readonly removing: readonly number[];
  readonly removeSeconds: number;
  readonly emptied: Asked;
  readonly before: readonly TableSize[];
  readonly after: readonly TableSize[];
}

async function askReady(url: string): Promise<number> {
  const { ms, value } = await timed(async () => {
    const response = await fetch(`${url}/ready`);
    return { status: response.status, text: await response.text() };
  });
  if (value.status !== 200) throw new Error(`/ready says ${String(value.status)}: ${value.text}`);
  return ms;
}

async function measure(records: number): Promise<Figures> {
  const folder = makeTemporaryFolder();
  const child = startChild<AgedCommands>('aged/aged-child.ts');
  try {
    const upgradeSeconds = await child.call('fill', { data: join(folder.path, 'data'), records });
    const url = await child.call('serve', undefined);
    const ask = async (): Promise<Asked> => {
      const ready: number[] = [];
      for (let n = 0; n < TIMES; n += 1) ready.push(await askReady(url));
      return { ready, incomplete: await child.call('incomplete', TIMES) };
    };
    const before = await child.call('sizes', undefined);
    const aged = await ask();
    let isRemoved = false;
    const removal = child.call('remove', undefined).finally(() => {
      isRemoved = true;
    });
    const removing: number[] = [];
    // A flag that another call sets.
    const isOver = (): boolean => isRemoved;
    while (!isOver()) {
      removing.push(await askReady(url));
      await setTimeout(ASK_EVERY_MS);
    }
    const removeSeconds = await removal;
    return {
      upgradeSeconds,
      aged,
      removing,
      removeSeconds,
      emptied: await ask(),
      before,
      after: await child.call('sizes', undefined),
    };
  } finally {
    await child.close();
    folder.remove();
  }
}

const spread = (ms: readonly number[]): readonly string[] => [round(quantile(ms, 0.5)), round(quantile(ms, 0.95))];

function toMarkdown(records: number, figures: Figures, yardsticks: readonly [number, number]): string {
  const { upgradeSeconds, aged, removing, removeSeconds, emptied, before, after } = figures;
  const lines = [
    ['`/ready`, after a year', ...spread(aged.ready), '≤ 20 ms'],
    ['`/ready`, while old rows are removed', ...spread(removing), '≤ 20 ms'],
    ['`/ready`, once they are removed', ...spread(emptied.ready), '≤ 20 ms'],
    ['`incomplete`, after a year', ...spread(aged.incomplete), '≤ 10 ms'],
    ['`incomplete`, once old rows are removed', ...spread(emptied.incomplete), '≤ 10 ms'],
  ];
  const sizes = before.map((was, place) => [
    `\`${was.table}\``,
    was.rows.toLocaleString('en-GB'),
    (after[place]?.rows ?? 0).toLocaleString('en-GB'),
    round(was.megabytes, 0),
  ]);
  return `# Performance after a year

Written by \`npm run bench:aged\`; measured on ${new Date().toISOString().slice(0, 10)} with Node ${process.versions.node} on ${String(availableParallelism())}
cores (${platform()} ${arch()}): 93 systems that were harvested every quarter of an hour for a year, ${records.toLocaleString('en-GB')} records, in the bundled
PostgreSQL. \`/ready\` is asked over HTTP. When it ended, the machine's load was ${round(loadavg()[0] ?? Number.NaN)}, other programs included.
Yardstick, before / after: ${formatYardsticks(yardsticks)} µs.

${table(['what', 'p50, ms', 'p95, ms', 'bar of p50'], lines)}

Before there was a row of state for each system, the statement of \`incomplete\` took 23 s on the same database, and that of \`/ready\`, asked
twice for an answer, 9 s (on a busy machine): longer than anybody waits for them.

An upgrade sums the runs up once, which took ${round(upgradeSeconds)} s. Old rows were removed in small steps in ${round(removeSeconds, 0)} s, half of which it
rests. How long rows are kept is in [store.md](store.md#how-long-rows-are-kept).

${table(['table', 'rows after a year', 'rows that are kept', 'MB after a year'], sizes)}
`;
}

const records = Number(process.argv[2] ?? RECORDS);
const { figures, yardsticks } = await withYardstick(() => measure(records));
const text = toMarkdown(records, figures, yardsticks);
if (records === RECORDS) {
  await writeFile(reportFile, await format(text, { ...(await resolveConfig(reportFile)), parser: 'markdown' }));
}
process.stdout.write(text);
