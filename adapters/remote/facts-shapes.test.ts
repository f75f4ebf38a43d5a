import { CAPABILITIES } from '#contract/adapter.ts';
import { expect, it } from 'vitest';
import { LOAN_LISTS, probeShape, systemShape } from './facts-shapes.ts';

it('takes from an adapter server of a newer release what is known here, and leaves out the rest', () => {
  const newer = {
    kind: 'koha',
    name: 'Koha of Hill',
    capabilities: ['TELLS_THE_FUTURE', ...CAPABILITIES],
    loanLists: [...LOAN_LISTS, 'openWishes'],
    rules: 'digest',
    needsHolding: true,
  };
  const probed = { reachable: true, product: null, steps: [], capabilities: newer.capabilities, unmapped: [] };

  expect(systemShape.parse(newer)).toEqual({ ...newer, capabilities: CAPABILITIES, loanLists: LOAN_LISTS });
  expect(probeShape.parse(probed).capabilities).toEqual(CAPABILITIES);
});
