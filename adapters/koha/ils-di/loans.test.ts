import type { CopyState } from '#domain/facts.ts';
import { expect, it } from 'vitest';
import { readCopiesInRecords, withRecord } from './loans.ts';

const READER = '<borrowernumber>77</borrowernumber><surname>Other</surname><cardnumber>C77</cardnumber>';
const recordOf = (items: string, issues = ''): string =>
  `<?xml version="1.0" encoding="UTF-8" ?>\n<GetRecords><record><biblionumber>1</biblionumber><items>${items}</items>` +
  `<reserves><reserve>${READER}<itemnumber>3</itemnumber></reserve></reserves><issues>${issues}</issues></record></GetRecords>`;
const item = (id: number, more = ''): string => `<item><itemnumber>${id}</itemnumber>${more}</item>`;

it('takes the day from the copy, the hour from its loan, and nothing of a reader', () => {
  const transfer = '<transfer><tobranch>FFL</tobranch><frombranch>MPL</frombranch>';
  const xml = recordOf(
    item(1, '<onloan>2026-12-12</onloan>') +
      item(2, `<onloan>2026-12-15</onloan>${READER}`) +
      item(3, `${transfer}<datesent>2026-11-30 01:34:40</datesent></transfer>`) +
      item(4, `${transfer}</transfer>`),
    `<issue>${READER}<itemnumber>2</itemnumber><date_due>2026-12-15 14:00:00</date_due></issue>`,
  );

  const copies = readCopiesInRecords(xml, 'Europe/Berlin');

  expect(copies).toEqual(
    new Map([
      ['1', { due: { on: '2026-12-12', at: null }, transfer: null }],
      ['2', { due: { on: '2026-12-15', at: '2026-12-15T13:00:00.000Z' }, transfer: null }],
      ['3', { due: null, transfer: 'SENT' }],
      ['4', { due: null, transfer: 'REQUESTED' }],
    ]),
  );
});

it.each(['', '<html><body>Maintenance</body></html>', '<GetRecords><record>', '<!DOCTYPE a><GetRecords/>'])(
  'reads nothing of what is no answer: %j',
  (xml) => {
    expect(readCopiesInRecords(xml, 'Europe/Berlin')).toBeNull();
  },
);

it.each([
  ['IN_TRANSIT', 'REQUESTED', 'AVAILABLE', 'transfer not sent'],
  ['IN_TRANSIT', null, 'AVAILABLE', 'no transfer'],
  ['IN_TRANSIT', 'SENT', 'IN_TRANSIT', 'transfer sent'],
  ['AVAILABLE', 'SENT', 'IN_TRANSIT', 'transfer sent'],
  ['AVAILABLE', 'REQUESTED', 'AVAILABLE', 'its text'],
] as const)('names what decided of %s with transfer %s', (before, transfer, status, word) => {
  expect(withRecord(stateOf(before), { due: null, transfer })).toMatchObject({
    status,
    statusAtSource: word,
    statusRule: `Koha: ${word}`,
  });
});

it.each(['AVAILABLE', 'IN_TRANSIT'] as const)('takes no copy for available that is due back: %s', (before) => {
  const due = { on: '2026-12-15', at: null };

  expect(withRecord(stateOf(before), { due, transfer: null })).toMatchObject({ status: 'ON_LOAN', due });
});

function stateOf(status: CopyState['status']): CopyState {
  return {
    asOf: '2026-11-24T14:15:36.000Z',
    status,
    limitations: [],
    statusAtSource: 'its text',
    statusRule: 'Koha: its text',
    use: null,
    due: null,
    currentLocation: null,
    holdQueue: null,
    reason: null,
  };
}
