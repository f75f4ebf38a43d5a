/** Checks of runs that bring what changed, and of harvests of a system that breaks. */
import type { HarvestPage, HarvestSource } from '#contract/adapter.ts';
import { MerciaError, type ErrorCode } from '#platform/errors.ts';
import { agree, given, holds } from '../agree.ts';
import { applyPage, collectPages, emptyIndex, harvestFully, textOf, type TestIndex } from '../apply-harvest.ts';
import { NotTried, type Check } from '../check.ts';
import type { SimulatedBench, SystemFault } from '../system.ts';
import { FULL, sourceOf } from './harvest.ts';

const changes = (name: string, run: Check<SimulatedBench>['run']): Check<SimulatedBench> => ({
  name,
  needs: ['HARVEST_FULL', 'HARVEST_CHANGES'],
  touches: 'changes',
  run,
});

export const harvestChanges: readonly Check<SimulatedBench>[] = [
  changes('brings what changed since, deletions included', async (bench) => {
    const source = sourceOf(bench);
    const index = await harvestFully(source);
    bench.system.change();

    for (const page of await changesOf(source, index)) applyPage(index, page);

    agree(
      textOf(index),
      textOf(await harvestFully(source)),
      'a run of changes leaves another index than a full run: bring what was edited, added and deleted since the cursor',
    );
  }),

  changes('goes on behind every page of a run of changes', async (bench) => {
    const source = sourceOf(bench);
    const before = await harvestFully(source);
    bench.system.change();
    const expected = textOf(await harvestFully(source));
    const whole = await changesOf(source, before);

    for (let boundary = 1; boundary < whole.length; boundary += 1) {
      const index = copyOf(before);
      const head = whole.slice(0, boundary);
      const rest = await changesOf(source, before, head.at(-1)?.resumeAt ?? null);
      for (const page of [...head, ...rest]) applyPage(index, page);

      agree(
        textOf(index),
        expected,
        `a run of changes that was interrupted behind page ${boundary} loses something: resumeAt must go on behind its page`,
      );
    }
  }),

  changes('ends a run of changes on a quiet day with a new cursor and nothing undone', async (bench) => {
    const source = sourceOf(bench);
    const index = await harvestFully(source);
    const expected = textOf(index);

    const pages = await changesOf(source, index);
    for (const page of pages) applyPage(index, page);

    given(
      pages.at(-1)?.nextCursor,
      'a run of changes does not say where the next one starts: give nextCursor on a quiet day, too',
    );
    agree(
      textOf(index),
      expected,
      'a run of changes changes something on a quiet day: bring only what changed since the cursor',
    );
  }),
];

export const harvestDies: Check<SimulatedBench> = {
  name: 'ends with an error of ours when the system dies, and goes on when it is back',
  needs: ['HARVEST_FULL'],
  touches: 'system faults',
  fault: 'refused',
  async run(bench) {
    const source = sourceOf(bench);
    const expected = textOf(await harvestFully(source));
    const index = emptyIndex();
    let resumeAt: string | null = null;
    const outcome = await codeOfRun(async () => {
      for await (const page of source.pages(FULL, bench.signal)) {
        applyPage(index, page);
        resumeAt = page.resumeAt;
        await bench.wire.stop();
      }
    });

    agree(
      outcome,
      'LMS_UNAVAILABLE',
      'a run whose system dies ends otherwise than with LMS_UNAVAILABLE: let the error of the client end it',
    );
    await bench.wire.start();
    for (const page of await collectPages(source, { ...FULL, resumeAt })) applyPage(index, page);

    agree(
      textOf(index),
      expected,
      'a run that goes on when its system is back loses something: resumeAt must go on behind its page',
    );
  },
};

/** Of each kind of run: how it is told that the system fails, never as fewer records. */
const RUNS: readonly (readonly [name: string, start: (bench: SimulatedBench) => Promise<() => Promise<unknown>>])[] = [
  ['a full run', async (bench) => () => collectPages(sourceOf(bench), FULL)],
  [
    'a run of changes',
    async (bench) => {
      const source = sourceOf(bench);
      const index = await harvestFully(source);
      bench.system.change();
      return () => changesOf(source, index);
    },
  ],
  [
    'single records',
    async (bench) => {
      const source = sourceOf(bench);
      if (source.findRecords === undefined) throw new NotTried('it gives its records only all together');
      const [first = ''] = (await harvestFully(source)).records.keys();
      return async () => source.findRecords?.([first], bench.signal);
    },
  ],
];

export function harvestFaults(codes: readonly (readonly [SystemFault, ErrorCode])[]): readonly Check<SimulatedBench>[] {
  return RUNS.flatMap(([run, start]) =>
    codes.map(([fault, code]): Check<SimulatedBench> => ({
      name: `ends ${run} with ${code} on ${fault}, never as if it were done`,
      needs: run === 'a run of changes' ? ['HARVEST_FULL', 'HARVEST_CHANGES'] : ['HARVEST_FULL'],
      touches: 'system faults',
      fault,
      async run(bench) {
        const ask = await start(bench);
        await bench.system.setFault(fault);
        // Whoever is logged in stays so: the next question has to log in again.
        if (fault === 'wrong credentials') bench.wire.setMode('pass');

        const outcome = await codeOfRun(ask);

        const words = `${run} of a system that fails (${fault}) ended: ${outcome}; end it with ${code}, and nothing is deleted`;
        holds(outcome === code, words);
      },
    })),
  );
}

async function codeOfRun(run: () => Promise<unknown>): Promise<string> {
  return run().then(
    () => 'as if it were done',
    (error: unknown) => (error instanceof MerciaError ? error.code : 'with no error of ours'),
  );
}

function copyOf(index: TestIndex): TestIndex {
  return { records: new Map(index.records), described: new Map(index.described), nextCursor: index.nextCursor };
}

export async function changesOf(
  source: HarvestSource,
  index: TestIndex,
  resumeAt: string | null = null,
): Promise<readonly HarvestPage[]> {
  const cursor = given(index.nextCursor, 'the run before gave no cursor');
  return collectPages(source, { run: { kind: 'changes', cursor }, resumeAt });
}
