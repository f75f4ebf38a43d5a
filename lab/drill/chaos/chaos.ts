/** The chaos run: one fault after the other befalls a whole region under questions and writes. */
import { setTimeout as delay } from 'node:timers/promises';
import { createRandom, type Random } from '#simulators/random.ts';
import { startAskers } from './askers.ts';
import { createChecker, since, type Checker, type Checks } from './checker.ts';
import { CHAOS_FAULTS, type ChaosFault } from './faults.ts';
import type { PartName } from './parts.ts';
import type { ChaosStage } from './stage.ts';
import { measureUsefulness, type Usefulness } from './usefulness.ts';
import { startWriters, type Writers } from './writers.ts';

export interface ChaosRow {
  readonly fault: string;
  /** Why it was not done; null if it was. */
  readonly impossible: string | null;
  readonly useful: Usefulness;
  readonly checks: Checks;
  /** What a log says of the cause, and whose; null if none does. Absent where none needs to. */
  readonly named?: { readonly part: PartName; readonly words: string } | null;
}

export interface ChaosOptions {
  readonly stage: ChaosStage;
  /** The same seed gives the same order. */
  readonly seed: number;
  readonly faults?: readonly ChaosFault[];
  /** Asked before each fault but the first round: whether the run has seen enough. */
  readonly isOver: () => boolean;
  readonly checker?: Checker;
  readonly onRow?: (row: ChaosRow) => void;
}

/** What stood in a log before is about another fault. */
const READ_EVERY_MS = 200;
/** A part looks at itself every ten seconds. */
const NAMED_WITHIN_MS = 12_000;
const READY_EVERY_MS = 1_000;
const CALM_MS = 1_500;

/** Every fault once, in an order of chance, and all of them again until it is over. */
export async function runChaos(options: ChaosOptions): Promise<readonly ChaosRow[]> {
  const { stage, seed, faults = CHAOS_FAULTS, isOver, onRow } = options;
  const checker = options.checker ?? createChecker();
  const random = createRandom(seed);
  const writers = startWriters(stage, checker);
  const stopAskers = await startAskers(stage, checker, seed);
  const stopProxy = askReadiness(stage);
  const rows: ChaosRow[] = [];
  try {
    await measureUsefulness(stage, writers, performance.now());
    for (let round = 1; round === 1 || !isOver(); round += 1) {
      for (const fault of shuffle(faults, random)) {
        if (round > 1 && isOver()) break;
        const row = await undergo(fault, stage, writers, checker);
        rows.push(row);
        onRow?.(row);
      }
    }
  } finally {
    stopProxy();
    await Promise.all([writers.stop(), stopAskers()]);
  }
  return rows;
}

async function undergo(fault: ChaosFault, stage: ChaosStage, writers: Writers, checker: Checker): Promise<ChaosRow> {
  const before = checker.checks;
  const impossible = fault.impossible(stage);
  if (impossible !== null) {
    return { fault: fault.name, impossible, useful: new Map(), checks: since(before, before) };
  }
  const from = new Map([...stage.parts].map(([name, part]) => [name, part.printed().length]));
  await fault.begin(stage);
  await delay(fault.lastsMs);
  const ended = await fault.end(stage);
  const useful = await measureUsefulness(stage, writers, ended);
  const named = fault.cause === null ? undefined : await findCause(stage, fault.cause, from);
  await stage.databases.rebuild();
  await delay(CALM_MS);
  await writers.check();
  const row = { fault: fault.name, impossible: null, useful, checks: since(before, checker.checks) };
  return named === undefined ? row : { ...row, named };
}

async function findCause(
  { parts }: ChaosStage,
  pattern: RegExp,
  from: ReadonlyMap<PartName, number>,
): Promise<NonNullable<ChaosRow['named']> | null> {
  for (const until = performance.now() + NAMED_WITHIN_MS; ;) {
    for (const [name, part] of parts) {
      const words = pattern.exec(part.printed().slice(from.get(name)))?.[0];
      if (words !== undefined) return { part: name, words };
    }
    if (performance.now() > until) return null;
    await delay(READ_EVERY_MS);
  }
}

/** As a proxy before the parts does. */
function askReadiness({ parts }: ChaosStage): () => void {
  const timer = setInterval(() => {
    for (const { url } of parts.values()) {
      const asked = fetch(`${url}/ready`, { signal: AbortSignal.timeout(READY_EVERY_MS * 3) });
      void asked.then((answer) => answer.text()).catch(() => undefined);
    }
  }, READY_EVERY_MS);
  return () => {
    clearInterval(timer);
  };
}

function shuffle<T>(all: readonly T[], random: Random): readonly T[] {
  return all
    .map((one) => ({ one, at: random.next() }))
    .toSorted((a, b) => a.at - b.at)
    .map(({ one }) => one);
}
