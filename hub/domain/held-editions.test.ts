import { describe, expect, it } from 'vitest';
import { readHeldEditions, writeHeldEditions } from './held-editions.ts';
import type { HeldEdition } from './held-editions.ts';
import type { EditionId, HoldingId } from './ids.ts';

const editions: readonly HeldEdition[] = [
  {
    id: 'mids:edition:1' as EditionId,
    holdings: [
      { id: 'north:holding:7:qe' as HoldingId, library: 'qe', liveKeys: ['7', 'large'], online: false },
      { id: 'south:holding:8:s' as HoldingId, library: 's', liveKeys: [], online: true },
    ],
  },
  { id: 'mids:edition:2' as EditionId, holdings: [] },
];

describe('the editions of a page', () => {
  it('are read as they were written', () => {
    expect(readHeldEditions(writeHeldEditions(editions))).toEqual(editions);
    expect(readHeldEditions(writeHeldEditions([]))).toEqual([]);
  });

  it.each([
    '',
    '{}',
    '[1]',
    '["mids:edition:1"]',
    '[["north:holding:1", []]]',
    '[["mids:edition:1", [["north:holding:7:qe", "qe", "no"]]]]',
    '[["mids:edition:1", [["north:holding:7:qe", "qe", false, 7]]]]',
  ])('are none in %s', (text) => {
    expect(readHeldEditions(text)).toBeNull();
  });
});
