import { NOTHING_FOR_MOVES } from '#domain/catalogue.ts';
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

const COPY = {
  localId: '1-1',
  barcode: null,
  ownerCode: 'A1',
  callNumber: null,
  locationCode: null,
  itemType: null,
  visibility: 'PUBLIC',
} as const;

/** The only record of a page with this copy, as it comes out at the other end. */
function sent(copy: object, leftOutItems?: readonly object[]) {
  const marc = { leader: '', fields: [] };
  const record = { deleted: false, localId: '1', changedAt: null, visibility: 'PUBLIC', raw: '', format: 'marcxml' };
  const page = { ...harvestPage({ resumeAt: 'here' }), allLocalIds: null };
  const whole = { ...record, marc, repairs: [], items: [copy], holdings: [], ...(leftOutItems && { leftOutItems }) };
  const [only] = harvestLine.parse({ page: { ...page, records: [whole] } }).page.records;
  return only;
}

it('takes along what moves need, told and empty as well as told', () => {
  const told = {
    status: 'LOST',
    statusAtSource: 'LOST 1',
    use: 'LOAN',
    details: { price: '1.00', collection: null, publicNotes: [], other: [{ name: 'uri', value: 'x' }] },
    staffNotes: ['Damp'],
  } as const;
  const leftOut = { ...COPY, ...told, ownerCode: null, leftOut: 'NO_OWNER' } as const;

  expect(sent({ ...COPY, ...told }, [leftOut])).toMatchObject({
    items: [{ ...COPY, ...told }],
    leftOutItems: [leftOut],
  });
});

it('is told nothing of it by a server of an older version', () => {
  expect(sent(COPY)).toMatchObject({ items: [{ ...COPY, ...NOTHING_FOR_MOVES }], leftOutItems: [] });
});
