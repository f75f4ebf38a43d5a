/** Both suites over an adapter that can be probed and nothing else, as every adapter begins. */
import type { LmsAdapter } from '#contract/adapter.ts';
import { tryCheck, type Group, type Verdict } from '#conformance/check.ts';
import { standPatronBench } from '#conformance/readers/bench.ts';
import { READER_SUITE } from '#conformance/readers/suite.ts';
import { standSystem } from '#conformance/simulated-bench.ts';
import { suiteOf } from '#conformance/suite.ts';
import { expect, it, onTestFinished } from 'vitest';
import { createKohaReaders } from './koha-readers.ts';
import { createKohaSystem } from './koha-system.ts';

function bare(whole: LmsAdapter): LmsAdapter {
  return {
    system: whole.system,
    capabilities: [],
    probe: async (signal) => ({ ...(await whole.probe(signal)), capabilities: [] }),
    close: () => whole.close(),
  };
}

/** What becomes of each check at an adapter that stands for it alone. */
async function tryAll<Bench extends { readonly adapter: LmsAdapter }>(
  groups: readonly Group<Bench>[],
  stand: () => { readonly bench: Bench; close(): Promise<void> },
): Promise<readonly Verdict[]> {
  const verdicts: Verdict[] = [];
  for (const check of groups.flatMap(({ checks }) => checks)) {
    const { bench, close } = stand();
    verdicts.push(await tryCheck(check, bench));
    await close();
  }
  return verdicts;
}

it('skips what an adapter does not declare, each time naming the capability, and asks for the rest', async () => {
  const standing = await standSystem(() => createKohaSystem({ login: 'oauth' }));
  const readers = await standPatronBench(() => createKohaReaders({ login: 'oauth' }), bare);
  onTestFinished(async () => {
    await readers.close();
    await standing.close();
  });

  const told = [
    ...(await tryAll(suiteOf({ logsIn: true, tells: [] }), () => standing.stand(bare))),
    ...(await tryAll(READER_SUITE, () => ({ bench: readers.bench, close: async () => undefined }))),
  ];

  const absent = told.filter((one) => one.verdict === 'absent');
  // What every adapter declares by being there, and the probes.
  expect(told.filter((one) => one.verdict !== 'absent')).toEqual(
    Array.from({ length: 9 }, () => ({ verdict: 'proven' })),
  );
  expect(absent.filter(({ capabilities }) => capabilities.length === 0)).toEqual([]);
  expect(absent.length).toBeGreaterThan(80);
}, 120_000);
