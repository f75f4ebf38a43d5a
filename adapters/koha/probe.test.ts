import { expect, it } from 'vitest';
import { siteOf } from './site.fixture.ts';
import { describeTransfers } from './transfers.ts';

it.each([
  [1, 'possible', /^write transfers: none/],
  [1, 'none', /^no copy travels/],
  [3, 'possible', /count as unknown$/],
  [3, 'none', /^no copy travels/],
] as const)('of %i branches with transfers %s the probe says whether copies count', (count, transfers, words) => {
  expect(describeTransfers(siteOf({ transfers }), count)).toMatch(words);
});

it('says which other protocol tells transfers', () => {
  const site = siteOf();
  const { credentials, limits } = site.system;
  const live = { kind: 'sip2', address: 'tcp://127.0.0.1:6001', credentials, limits, settings: {} };

  expect(describeTransfers({ ...site, system: { ...site.system, live } }, 3)).toMatch(/^transfers: told by SIP2/);
  const newer = siteOf({ interface: 'ils-di', ilsDi: { tellsTransitAndHolds: true } });
  expect(describeTransfers(newer)).toMatch(/^transfers: told by ILS-DI/);
});
