/**
 * `npm run bench:england -- [--records N] [--systems S] [--thin T] [--against CHECKOUT]`: one index that grows to so many records
 * (three million of 93 systems if not given), system after system, and is measured at each mark. Shows its tables at each mark, so
 * that whoever stops it (Ctrl-C) has them up to there; it stops by itself before the disk is full. The records are put together from
 * real ones of the shared data: from one in T of them, so that keys are shared as in a region T times as large. With another
 * checkout, its index grows by the same exports, mark by mark in turns.
 */
import { statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { measureWith, startChild, type Child } from '../support/child.ts';
import { readYardstick } from '../support/yardstick.ts';
import type { EnglandCommands } from './england-child.ts';
import { growRegion } from './grow-region.ts';
import { toReport, type Mark } from './report.ts';

const RECORDS = 3_000_000;
const SYSTEMS = 93;
/** The mark that all others are compared with. */
const BASE = 1_000_000;
const MARKS = [100_000, 300_000, BASE, 2_000_000];
const QUESTIONS = 100;
/** Systems that change records at once, and how many each. */
const CHANGES = { systems: 3, count: 100 };
/** What must stay free of the disk, and what a record may take of it, with its export. */
const FREE_BYTES = 20e9;
const RECORD_BYTES = 12_000;

interface Plan {
  readonly records: number;
  readonly systems: number;
  readonly thin: number;
  readonly against: string | undefined;
}

function readPlan(): Plan {
  const { values } = parseArgs({
    options: {
      records: { type: 'string' },
      systems: { type: 'string' },
      thin: { type: 'string' },
      against: { type: 'string' },
    },
  });
  const thin = Number(values.thin ?? 1);
  const records = Number(values.records ?? RECORDS / thin);
  const systems = Number(values.systems ?? Math.max(1, Math.round((records * thin * SYSTEMS) / RECORDS)));
  return { records, systems, thin, against: values.against };
}

/** One index that grows. */
interface Arm {
  readonly name: string;
  readonly child: Child<EnglandCommands>;
  readonly marks: Mark[];
}

async function measure(plan: Plan, signal: AbortSignal): Promise<void> {
  const start = (checkout?: string): Child<EnglandCommands> =>
    startChild('england/england-child.ts', { runsAs: 'harvest', ...(checkout !== undefined && { checkout }) });
  await measureWith(start(), async (child, folder) => {
    const arms: Arm[] = [{ name: 'this checkout', child, marks: [] }];
    if (plan.against !== undefined) arms.unshift({ name: plan.against, child: start(plan.against), marks: [] });
    const close = (): void => {
      for (const arm of arms) void arm.child.close();
    };
    signal.addEventListener('abort', close, { once: true });
    const exports = join(folder, 'exports');
    try {
      for (const [place, arm] of arms.entries())
        await arm.child.call('open', { exports, data: join(folder, `data-${String(place)}`), systems: plan.systems });
      await measureMarks({ plan, arms, exports, signal });
    } finally {
      await Promise.all(arms.map((arm) => arm.child.close()));
    }
  });
}

interface Run {
  readonly plan: Plan;
  readonly arms: readonly Arm[];
  readonly exports: string;
  readonly signal: AbortSignal;
}

async function measureMarks({ plan, arms, exports, signal }: Run): Promise<void> {
  const { records, systems, thin } = plan;
  const perSystem = records / systems;
  const growing = growRegion(exports, { systems, perSystem, thin });
  const grow = async (by: number): Promise<void> => {
    for (let grown = 0; grown < by; grown += 1) {
      signal.throwIfAborted();
      await growing.next();
    }
  };
  const inside = MARKS.map((mark) => mark / thin).filter((mark) => mark < records);
  const ends = [...inside, records].map((mark) => Math.round(mark / perSystem));
  let growingOn = grow(ends[0] ?? 0);
  try {
    for (const [place, until] of ends.entries()) {
      const from = ends[place - 1] ?? 0;
      await growingOn;
      if (!(await hasRoom(exports, (until - from) * perSystem * arms.length))) {
        process.stderr.write(`stopped: the disk would have less than ${String(FREE_BYTES / 1e9)} GB left\n`);
        return;
      }
      // What comes next is written meanwhile, by this process.
      growingOn = grow((ends[place + 1] ?? until) - until);
      growingOn.catch(() => undefined);
      for (const { child, marks } of arms)
        marks.push(await measureMark(child, { from, until, before: marks.at(-1), isAlone: arms.length === 1 }));
      for (const { name, marks } of arms)
        process.stdout.write(`${arms.length > 1 ? `${name}\n\n` : ''}${toReport(marks, BASE / thin)}\n\n`);
    }
  } finally {
    await Promise.allSettled([growingOn]);
  }
}

interface Joining {
  readonly from: number;
  readonly until: number;
  readonly before: Mark | undefined;
  /** Whether it is harvested again, and asked when the database rests: an older checkout cannot be. */
  readonly isAlone: boolean;
}

async function measureMark(child: Child<EnglandCommands>, { from, until, before, isAlone }: Joining): Promise<Mark> {
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
    round: isAlone ? await child.call('round', { systems: until, each: CHANGES.count, subtitle: 'in a round' }) : null,
    rested: isAlone ? await child.call('askRested', QUESTIONS) : null,
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
