import { describe, expect, it } from 'vitest';
import type { MarcDataField } from '#marc/index.ts';
import { copyOfField, copyOfItem, type KohaCopy } from './copy.ts';
import { forMovesOf } from './details.ts';
import { siteOf } from './site.fixture.ts';
import { wireHold, wireItem } from './wire.ts';

/** What both staff and the public are shown of a copy that stands on its shelf. */
const ROW = {
  item_id: 30,
  biblio_id: 3,
  not_for_loan_status: 0,
  lost_status: 0,
  withdrawn: 0,
  damaged_status: 0,
  restricted_status: null,
  checked_out_date: null,
  home_library_id: 'CPL',
  copy_number: '2',
  acquisition_date: '2019-03-10',
  public_notes: null,
};
const FOR_STAFF = {
  collection_code: null,
  purchase_price: 71.71,
  last_checkout_date: null,
  internal_notes: 'Damp; see the shelf list',
  replacement_price: 0,
  last_seen_date: '2026-11-24T14:57:50+01:00',
  checkouts_count: 12,
};
const CONTEXT = { asOf: '2026-11-24T10:00:00.000Z', holds: [], limitation: null, checkouts: new Map() };

const fromRow = (row: object): KohaCopy => copyOfItem(wireItem.parse(row));
const told = (copy: KohaCopy | null, context: Parameters<typeof forMovesOf>[2] = CONTEXT) =>
  copy === null ? null : forMovesOf(siteOf(), copy, context);

function field952(...subfields: readonly (readonly [string, string])[]): MarcDataField {
  const codes = ['0', '1', '4', '7'].map((code) => ({ code, value: '0' }));
  return {
    tag: '952',
    ind1: ' ',
    ind2: ' ',
    subfields: [...codes, ...[...subfields, ['9', '30'] as const].map(([code, value]) => ({ code, value }))],
  };
}

describe('what a row of REST tells of a copy', () => {
  it('has no key where the row has no column: the public is shown fewer than staff', () => {
    expect(told(fromRow(ROW))).toMatchObject({
      details: { copyNumber: '2', acquiredOn: '2019-03-10', publicNotes: [], other: [] },
      staffNotes: null,
    });
    expect(Object.keys(told(fromRow(ROW))?.details ?? {})).not.toContain('collection');
  });

  it('is null or empty where the column is, and keeps whatever else has a value', () => {
    expect(told(fromRow({ ...ROW, ...FOR_STAFF }))).toEqual({
      status: 'AVAILABLE',
      statusAtSource: null,
      use: 'LOAN',
      details: {
        copyNumber: '2',
        collection: null,
        price: '71.71',
        acquiredOn: '2019-03-10',
        lastBorrowedOn: null,
        dueOn: null,
        publicNotes: [],
        other: [{ name: 'replacement_price', value: '0' }],
      },
      staffNotes: ['Damp; see the shelf list'],
    });
  });

  it('names every code of its state, and its state as live answers do', () => {
    const copy = fromRow({ ...ROW, lost_status: 2, not_for_loan_status: 1 });
    const [hold] = [wireHold.parse({ biblio_id: 3, item_id: 30, item_level: true, status: 'W' })];

    expect(told(copy)).toMatchObject({ status: 'LOST', statusAtSource: 'LOST 2, NOT_LOAN 1', use: 'REFERENCE' });
    expect(told(fromRow(ROW), { ...CONTEXT, holds: [hold] })).toMatchObject({ status: 'ON_HOLD_SHELF' });
  });

  it('is no state where nobody told what is on loan', () => {
    expect(told(fromRow(ROW), null)).toMatchObject({ status: null, use: 'LOAN' });
  });
});

describe('what a 952 tells of a copy', () => {
  it('is what it has a subfield for; a missing one may be empty, or not mapped', () => {
    const field = field952(
      ['h', 'v.1'],
      ['g', '5.00'],
      ['d', '0000-00-00'],
      ['x', 'Damp'],
      ['v', '7.50'],
      ['k', 'blue'],
    );

    expect(told(copyOfField(field))).toMatchObject({
      details: {
        enumeration: 'v.1',
        price: '5.00',
        acquiredOn: null,
        other: [
          { name: 'replacement_price', value: '7.50' },
          { name: '952$k', value: 'blue' },
        ],
      },
      staffNotes: ['Damp'],
    });
    expect(told(copyOfField(field952()))).toMatchObject({ details: {}, staffNotes: null });
  });

  it('has the days of the loan, and leaves out what else changes with every loan', () => {
    const field = field952(['l', '12'], ['q', '2026-12-01'], ['r', '2026-11-24 14:57:51'], ['s', '2026-11-20']);

    expect(told(copyOfField(field))?.details).toEqual({ lastBorrowedOn: '2026-11-20', dueOn: '2026-12-01' });
  });

  it('is no state where its codes came as words', () => {
    const field = field952(['h', 'v.1']);
    const words = {
      ...field,
      subfields: field.subfields.map((one) => (one.code === '1' ? { ...one, value: 'Lost' } : one)),
    };

    expect(told(copyOfField(words))).toMatchObject({ status: null, statusAtSource: null, use: null });
  });
});
