/**
 * `npm run bench:england -- [--records N] [--systems S]`: one index that grows to so many records (three million of 93 systems if not
 * given), system after system, and is measured at each mark. Shows its tables at each mark, so that whoever stops it (Ctrl-C) has
 * them up to there; it stops by itself before the disk is full. The records are put together from real ones of the shared data.
 */
import { rm, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { exportPath } from '../load/write-exports.ts';
import { measureWith, startChild, type Child } from '../support/child.ts';
import { readYardstick } from '../support/yardstick.ts';
import type { EnglandCommands } from './england-child.ts';
import { growRegion } from './grow-region.ts';
import { toReport, type Mark } from './report.ts';

const RECORDS = 3_000_000;
const SYSTEMS = 93;
const MARKS = [100_000, 300_000, 1_000_000, 2_000_000, RECORDS];
const QUESTIONS = 100;
/** Systems that change records at once, and how many each. */
const CHANGES = { systems: 3, count: 100 };
/** What must stay free of the disk, and what a record may take of it, with its export. */
const FREE_BYTES = 20e9;
const RECORD_BYTES = 12_000;

interface Plan {
  readonly records: number;
  readonly systems: number;
}

function readPlan(): Plan {
  const { values } = parseArgs({ options: { records: { type: 'string' }, systems: { type: 'string' } } });
  const records = Number(values.records ?? RECORDS);
  return { records, systems: Number(values.systems ?? Math.max(1, Math.round((records * SYSTEMS) / RECORDS))) };
}

async function measure(plan: Plan, signal: AbortSignal): Promise<void> {
  await measureWith(
    startChild<EnglandCommands>('england/england-child.ts', { runsAs: 'harvest' }),
    async (child, folder) => {
      signal.addEventListener('abort', () => void child.close(), { once: true });
      const exports = join(folder, 'exports');
      await child.call('open', { exports, data: join(folder, 'data'), systems: plan.systems });
      await measureMarks({ plan, child, exports, signal });
    },
  );
}

interface Run {
  readonly plan: Plan;
  readonly child: Child<EnglandCommands>;
  readonly exports: string;
  readonly signal: AbortSignal;
}

async function measureMarks({ plan, child, exports, signal }: Run): Promise<void> {
  const { records, systems } = plan;
  const perSystem = records / systems;
  const growing = growRegion(exports, { systems, perSystem });
  const grow = async (by: number): Promise<void> => {
    for (let grown = 0; grown < by; grown += 1) {
      signal.throwIfAborted();
      await growing.next();
    }
  };
  const ends = [...MARKS.filter((mark) => mark < records), records].map((mark) => Math.round(mark / perSystem));
  const marks: Mark[] = [];
  let growingOn = grow(ends[0] ?? 0);
  try {
    for (const [place, until] of ends.entries()) {
      const from = ends[place - 1] ?? 0;
      await growingOn;
      if (!(await hasRoom(exports, (until - from) * perSystem))) {
        process.stderr.write(`stopped: the disk would have less than ${String(FREE_BYTES / 1e9)} GB left\n`);
        return;
      }
      // What comes next is written meanwhile, by this process.
      growingOn = grow((ends[place + 1] ?? until) - until);
      growingOn.catch(() => undefined);
      marks.push(await measureMark(child, { from, until, before: marks.at(-1) }));
      for (let system = Math.max(from, CHANGES.systems); system < until; system += 1)
        await rm(exportPath(exports, system));
      process.stdout.write(`${toReport(marks)}\n\n`);
    }
  } finally {
    await Promise.allSettled([growingOn]);
  }
}

interface Joining {
  readonly from: number;
  readonly until: number;
  readonly before: Mark | undefined;
}

async function measureMark(child: Child<EnglandCommands>, { from, until, before }: Joining): Promise<Mark> {
  const join = await child.call('join', { from, until });
  return {
    systems: until,
    records: (before?.records ?? 0) + join.records,
    join,
    yardstick: readYardstick(),
    asked: await child.call('ask', QUESTIONS),
    changes: await child.call('change', {
      systems: Math.min(CHANGES.systems, until),
      count: CHANGES.count,
      subtitle: `after ${String(until)} systems`,
    }),
    sizes: await child.call('sizes', undefined),
  };
}

async function hasRoom(folder: string, records: number): Promise<boolean> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize - records * RECORD_BYTES >= FREE_BYTES;
}

const stop = new AbortController();
for (const name of ['SIGINT', 'SIGTERM'] as const) {
  process.once(name, () => {
    stop.abort();
  });
}
try {
  await measure(readPlan(), stop.signal);
} catch (error) {
  // What was under way has no figures.
  if (!stop.signal.aborted) throw error;
}
