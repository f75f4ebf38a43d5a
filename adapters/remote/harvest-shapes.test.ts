import { expect, it } from 'vitest';
import { harvestPage } from '../shared/harvest-page.ts';
import { harvestLine, toPageLine } from './harvest-shapes.ts';

it('takes along what may be gone without a yes, and how many copies there will be', () => {
  const page = harvestPage({
    resumeAt: 'here',
    allLocalIds: new Set(['1', '2']),
    expectedCopies: 7,
    maxDeletedShare: 0.1,
    rules: 'today',
  });

  expect(harvestLine.parse(JSON.parse(toPageLine(page)))).toEqual({ page });
});
