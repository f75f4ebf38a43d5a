import { expect, it } from 'vitest';
import { siteOf } from './site.fixture.ts';
import { describeTransfers } from './transfers.ts';

it.each([
  [1, 'possible', {}, /^write transfers: none/],
  [1, 'none', {}, /^no copy travels/],
  [3, 'possible', {}, /count as unknown$/],
  [3, 'none', {}, /^no copy travels/],
  [3, 'possible', { holdsTold: true }, /^copies that look available and are at home count as such/],
  [3, 'manual', { holdsTold: true }, /^copies are sent out unseen/],
  [3, 'manual', { holdsTold: true, embedded: true }, /^transfers: told by REST/],
] as const)(
  'of %i branches with transfers %s, %j, the probe says whether copies count',
  (branches, transfers, seen, words) => {
    expect(describeTransfers(siteOf({ transfers }), { branches, ...seen })).toMatch(words);
  },
);

it('says which other protocol tells transfers', () => {
  const site = siteOf();
  const { credentials, limits } = site.system;
  const live = { kind: 'sip2', address: 'tcp://127.0.0.1:6001', credentials, limits, settings: {} };

  expect(describeTransfers({ ...site, system: { ...site.system, live } }, { branches: 3 })).toMatch(
    /^transfers: told by SIP2/,
  );
  const newer = siteOf({ interface: 'ils-di', ilsDi: { tellsTransitAndHolds: true } });
  expect(describeTransfers(newer)).toMatch(/^transfers: told by ILS-DI/);
});
