/**
 * `npm run bench:aged [RECORDS]`: what questions and probes cost in a region of 93 systems that has run for a year (300,000 records if
 * not given), and what is left once old rows are removed.
 */
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { measureWith, startChild } from '../support/child.ts';
import { table } from '../support/markdown.ts';
import { quantile, round, timed } from '../support/stats.ts';
import type { AgedCommands } from './aged-child.ts';

const RECORDS = 300_000;
const TIMES = 100;
const ASK_EVERY_MS = 50;

interface Asked {
  readonly ready: readonly number[];
  readonly incomplete: readonly number[];
}

async function askReady(url: string): Promise<number> {
  const { ms, value } = await timed(async () => {
    const response = await fetch(`${url}/ready`);
    return { status: response.status, text: await response.text() };
  });
  if (value.status !== 200) throw new Error(`/ready says ${String(value.status)}: ${value.text}`);
  return ms;
}

const measure = (records: number) =>
  measureWith(startChild<AgedCommands>('aged/aged-child.ts'), async (child, folder) => {
    const upgradeSeconds = await child.call('fill', { data: join(folder, 'data'), records });
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
  });

const spread = (ms: readonly number[]): readonly string[] => [round(quantile(ms, 0.5)), round(quantile(ms, 0.95))];

function toTables({
  upgradeSeconds,
  aged,
  removing,
  removeSeconds,
  emptied,
  before,
  after,
}: Awaited<ReturnType<typeof measure>>): string {
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
  const seconds = [
    ['an upgrade, which sums the runs up once', round(upgradeSeconds)],
    ['removing old rows in small steps, half of it resting', round(removeSeconds, 0)],
  ];
  return [
    table(['what', 'p50, ms', 'p95, ms', 'bar of p50'], lines),
    table(['what', 'seconds'], seconds),
    table(['table', 'rows after a year', 'rows that are kept', 'MB after a year'], sizes),
  ].join('\n\n');
}

process.stdout.write(`${toTables(await measure(Number(process.argv[2] ?? RECORDS)))}\n`);
