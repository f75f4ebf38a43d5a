/** What an operator finds in the log of a router whose system does not answer: answers name no host. */
import { createPatronDependencies, type CirculationObserver } from '#subgraphs/circulation/index.ts';
import { causeOf } from '#platform/network-codes.ts';
import { createKohaSimulator } from '#simulators/koha/index.ts';
import { createTestAdapter, createTestWorld, SYSTEM } from '#tests/conformance/koha-system.ts';
import { expect, it } from 'vitest';
import { askRouter, SECRET } from './support/asked-router.ts';

const QUESTION = `query ($holdings: [_Any!]!) { _entities(representations: $holdings) { ... on Holding { availability { state } } } }`;
const HOLDINGS = [{ __typename: 'Holding', id: `${SYSTEM}:holding:1@alder`, liveKeys: ['r:1', 'l:alder'] }];

it('a system that does not answer is named once with its host and the cause, and again when it answers', async () => {
  const koha = await createKohaSimulator({ world: createTestWorld({ login: 'basic' }) });
  const adapter = createTestAdapter(koha.url, { login: 'basic' });
  const means = createPatronDependencies({ secret: SECRET, db: null, now: Date.now });
  const causes: unknown[] = [];
  const observe = {
    call: (...[, , outcome, , failure]: Parameters<CirculationObserver['call']>) =>
      void causes.push([outcome, causeOf(failure?.error)]),
    ...{ facts: () => undefined, write: () => undefined },
  };
  const router = askRouter({ adapters: [adapter], means, now: Date.now, freshForMs: 0, observe });
  const ask = async (): Promise<string> => JSON.stringify((await router.ask(QUESTION, { holdings: HOLDINGS })).data);
  const said = (): readonly string[] =>
    router
      .logged()
      .split('\n')
      .filter((line) => line.includes('A system '));
  try {
    expect(await ask()).toContain('LIVE');
    expect(said()).toEqual([]);

    await koha.kill();
    for (let time = 0; time < 3; time += 1) expect(await ask()).toContain('UNKNOWN');
    expect(said()).toEqual([expect.stringMatching(/"level":40.*ECONNREFUSED.*A system does not answer/u)]);
    expect(causes.slice(0, 2)).toEqual([
      ['ok', null],
      ['LMS_UNAVAILABLE', 'ECONNREFUSED'],
    ]);

    await koha.restart();
    await expect.poll(ask).toContain('LIVE');
    expect(said()).toEqual([expect.anything(), expect.stringMatching(/"level":30.*A system answers again/u)]);
  } finally {
    await adapter.close();
    await koha.close();
  }
});
