/** A page of 25 editions with every copy's live state, compared with the same calls by hand, in turns. */
import type { FanOut } from '../fan-out.ts';
import { interleave, median, spreadOf, timed, type Spread } from '../support/stats.ts';

export interface PageFigures {
  /** `one process`, `parts apart`. */
  readonly where: string;
  readonly hostsAnswerInMs: number;
  readonly rounds: number;
  readonly hub: Spread;
  readonly fanOut: Spread;
  /** Time of the hub over that of the fan-out, median of pairs. */
  readonly overFanOut: number;
  /** Milliseconds of the hub beyond the slowest system's own answer in the fan-out beside it. */
  readonly beyondSlowest: Spread;
  /**
   * Processor milliseconds a request: all processes of the hub, and the fan-out with its caller; null if it cannot be
   * read.
   */
  readonly hubCpu: number | null;
  readonly fanOutCpu: number;
}

export interface PageOptions {
  readonly where: string;
  readonly hostsAnswerInMs: number;
  readonly rounds: number;
  readonly ask: () => Promise<unknown>;
  readonly fanOut: FanOut;
  /** Processor time of the hub so far, milliseconds. */
  readonly cpu: () => Promise<number | null>;
}

export async function measurePage(options: PageOptions): Promise<PageFigures> {
  const { ask, cpu, fanOut, hostsAnswerInMs, rounds, where } = options;
  const pairs = await interleave(
    rounds,
    () => timed(ask),
    () => fanOut.run(),
  );
  const fanOutCpu = median(pairs.map(([, byHand]) => byHand.cpu));
  return {
    where,
    hostsAnswerInMs,
    rounds,
    hub: spreadOf(pairs.map(([hub]) => hub.ms)),
    fanOut: spreadOf(pairs.map(([, byHand]) => byHand.ms)),
    overFanOut: median(pairs.map(([hub, byHand]) => hub.ms / byHand.ms)),
    beyondSlowest: spreadOf(pairs.map(([hub, byHand]) => hub.ms - byHand.slowestMs)),
    hubCpu: await measureCpu(cpu, ask, rounds),
    fanOutCpu,
  };
}

/** A run of its own: processor time is counted in ticks of 10 ms, so a single request is too short to be seen. */
async function measureCpu(
  cpu: PageOptions['cpu'],
  ask: () => Promise<unknown>,
  rounds: number,
): Promise<number | null> {
  const before = await cpu();
  for (let round = 0; round < rounds; round += 1) await ask();
  const after = await cpu();
  return before === null || after === null ? null : (after - before) / rounds;
}
