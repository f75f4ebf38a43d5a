/** What docs/capabilities.md says is proven is what the suites' systems declare, and some check of the kit needs each of it. */
import type { Capability } from '#contract/adapter.ts';
import { READER_SUITE } from '#conformance/readers/suite.ts';
import { SITUATIONS, whyNotTried } from '#conformance/situations.ts';
import type { SituationName } from '#conformance/situations.ts';
import { suiteOf } from '#conformance/suite.ts';
import { createLogger } from '#platform/logger.ts';
import { proofOf } from '#tools/adapters/proofs.ts';
import { existsSync } from 'node:fs';
import { expect, it } from 'vitest';
import { KIT_READERS, KIT_SYSTEMS } from './kit-systems.ts';

const NOWHERE = 'http://127.0.0.1:9';
const columns = [...new Set(KIT_SYSTEMS.map(({ column }) => column))];

/** Capabilities that one of the groups' checks would try. */
function checked(groups: readonly { readonly checks: readonly { readonly needs: readonly Capability[] }[] }[]) {
  return new Set(groups.flatMap(({ checks }) => checks.flatMap(({ needs }) => needs)));
}
const byCollections = checked(suiteOf({ logsIn: true, tells: [] })).add('HOLD_QUEUE');
const byReaders = checked(READER_SUITE);

async function declaredIn(column: string): Promise<ReadonlySet<Capability>> {
  const declared = new Set<Capability>();
  for (const { create } of KIT_SYSTEMS.filter((one) => one.column === column)) {
    const system = await create();
    const adapter = system.createAdapter(NOWHERE, 1_000);
    for (const one of adapter.capabilities) if (byCollections.has(one)) declared.add(one);
    await adapter.close();
    await system.close();
  }
  for (const { create } of KIT_READERS.filter((one) => one.column === column)) {
    const system = await create();
    const adapter = system.createAdapter(NOWHERE, 1_000, createLogger('silent'));
    for (const one of adapter.capabilities) if (byReaders.has(one)) declared.add(one);
    await adapter.close();
    await system.close();
  }
  return declared;
}

it.each(columns)('the column of %s has as proven what its suites prove', async (column) => {
  const proof = proofOf(column);

  expect(proof?.proven.toSorted()).toEqual([...(await declaredIn(column))].toSorted());
  for (const suite of proof?.suites ?? [])
    expect([suite, existsSync(new URL(suite, import.meta.url))]).toEqual([suite, true]);
});

it.each(columns)('the column of %s has as not tried what none of its systems can bring about', async (column) => {
  const systems = await Promise.all(KIT_SYSTEMS.filter((one) => one.column === column).map(({ create }) => create()));
  const names = Object.keys(SITUATIONS) as SituationName[];
  const notTried = names.flatMap((name) => {
    const [why, ...others] = systems.map(({ situations }) => whyNotTried(situations[name]));
    return why !== null && why !== undefined && others.every((other) => other !== null) ? [[name, why]] : [];
  });
  await Promise.all(systems.map((system) => system.close()));

  expect(proofOf(column)?.notTried).toEqual(Object.fromEntries(notTried));
});
