import { expect, it } from 'vitest';
import {
  findRepeated,
  readOfflineLine,
  sayWhatToKey,
  sayWrong,
  type CopyThere,
  type OfflineLine,
} from './offline-lines.ts';

const WRITTEN = { barcode: 'B1', card: '2200', time: '2026-12-01 18:05', action: 'Issue' };

it.each([
  ['a loan', {}, { time: '2026-12-01T18:05:00', action: 'LOAN', card: '2200' }],
  ['a time with milliseconds', { time: '2026-12-01 18:05:33 456' }, { time: '2026-12-01T18:05:33' }],
  [
    'blanks around what is written',
    { barcode: ' B1 ', card: '\t2200', time: ' 2026-12-01 18:05 ', action: ' issue' },
    { time: '2026-12-01T18:05:00', action: 'LOAN', card: '2200' },
  ],
  ['a return, of which the card is left', { action: 'return' }, { action: 'RETURN', card: null }],
])('reads %s', (_what, change, read) => {
  expect(readOfflineLine(7, { ...WRITTEN, ...change })).toMatchObject({ line: 7, barcode: 'B1', ...read });
});

it.each([
  ['a barcode that is missing', { barcode: null }, /^barcode:/],
  ['a loan to nobody', { card: null }, /^card:/],
  ['a barcode of blanks', { barcode: '   ' }, /^barcode:/],
  ['a payment', { action: 'payment 2.50' }, /^action: it is one of issue/],
  ['no such day', { time: '2026-02-31 10:00' }, /^time:/],
  ['no such hour', { time: '2026-02-01 25:00' }, /^time:/],
])('refuses %s, and does not repeat it', (_what, change, said) => {
  const refusal = readOfflineLine(7, { ...WRITTEN, ...change });
  expect(refusal).toMatch(said);
  for (const value of Object.values(change)) if (value !== null) expect(refusal).not.toContain(value);
});

function lineOf(line: number, barcode: string, action: OfflineLine['action'], minute: string): OfflineLine {
  return { line, barcode, action, time: `2026-12-01T18:${minute}:00`, card: action === 'RETURN' ? null : '2200' };
}

const live = (status: string, dueOn: string | null = null): CopyThere => ({ state: 'LIVE', status, dueOn });

it('sees each line after those that happened before it', () => {
  const lines = [
    lineOf(2, 'BACK', 'LOAN', '09'),
    lineOf(3, 'BACK', 'RETURN', '10'),
    lineOf(4, 'IN', 'RETURN', '30'),
    lineOf(5, 'IN', 'RENEWAL', '31'),
    lineOf(6, 'AWAY', 'RENEWAL', '40'),
    lineOf(7, 'AWAY', 'LOAN', '41'),
    lineOf(8, 'LOST', 'RETURN', '50'),
    lineOf(9, 'SILENT', 'LOAN', '51'),
    lineOf(10, 'NOBODY', 'LOAN', '52'),
  ];
  const there = new Map([
    ['BACK', live('ON_LOAN', '2026-12-09')],
    ['IN', live('AVAILABLE')],
    ['AWAY', live('ON_LOAN')],
    ['LOST', live('LOST')],
    ['SILENT', { state: 'UNKNOWN', why: 'UNREACHABLE' } as const],
  ]);
  const said = sayWhatToKey(lines, there).map((one) => `${one.line} ${one.do} ${one.say}`);
  expect(said).toEqual([
    '2 LOOK on loan there until 2026-12-09: keyed already, or never taken back from whoever had it',
    '3 KEY take it back; on loan there until 2026-12-09',
    '4 NOTHING not on loan there',
    '5 LOOK AVAILABLE there, so no loan to renew',
    '6 LOOK on loan there: from before, or line 7 is keyed already; see who has it',
    '7 LOOK on loan there: keyed already, or never taken back from whoever had it',
    '8 LOOK LOST there: see whether taking it back settles that',
    '9 LOOK the new system cannot say now how it stands (UNREACHABLE); ask again',
    '10 LOOK the library shows no copy with this barcode: look for it in the new system',
  ]);
});

it('ends no loan that may be the one that was keyed a moment ago', () => {
  const lines = [
    lineOf(2, 'AGAIN', 'RETURN', '10'),
    lineOf(3, 'AGAIN', 'LOAN', '20'),
    lineOf(4, 'AGAIN', 'RENEWAL', '30'),
    lineOf(5, 'TWICE', 'LOAN', '40'),
    lineOf(6, 'TWICE', 'RENEWAL', '41'),
    lineOf(7, 'TWICE', 'RETURN', '42'),
    lineOf(8, 'TWICE', 'LOAN', '43'),
  ];
  const say = (status: string) => {
    const there = new Map([
      ['AGAIN', live(status, status === 'ON_LOAN' ? '2026-12-09' : null)],
      ['TWICE', live(status)],
    ]);
    return sayWhatToKey(lines, there).map((one) => `${one.line} ${one.do} ${one.say}`);
  };
  const keyed = 'keyed already, or never taken back from whoever had it';
  expect(say('ON_LOAN')).toEqual([
    '2 LOOK on loan there until 2026-12-09: from before, or line 3 is keyed already; see who has it',
    `3 LOOK on loan there until 2026-12-09: ${keyed}`,
    '4 KEY renew it; on loan there until 2026-12-09',
    '5 LOOK on loan there: from before, or line 8 is keyed already; see who has it',
    '6 LOOK on loan there: from before, or line 8 is keyed already; see who has it',
    '7 LOOK on loan there: from before, or line 8 is keyed already; see who has it',
    `8 LOOK on loan there: ${keyed}`,
  ]);
  expect(say('AVAILABLE').slice(0, 2)).toEqual(['2 NOTHING not on loan there', '3 KEY lend it to the card']);
});

it('says once where a line stands that cannot be read', () => {
  expect(sayWrong('a.csv', { line: 3, message: 'Line 3, column "Barcode": it is a number.' })).toBe(
    'a.csv: Line 3, column "Barcode": it is a number.',
  );
  expect(sayWrong('a.csv', { line: 3, message: 'card: it is missing' })).toBe('a.csv, line 3: card: it is missing');
  expect(sayWrong('a.xlsx', { line: 3, message: 'card: it is missing' })).toBe('a.xlsx, row 3: card: it is missing');
});

it('finds lines that say the same', () => {
  const lines = [lineOf(2, 'B', 'LOAN', '10'), lineOf(3, 'B', 'LOAN', '11'), lineOf(4, 'B', 'LOAN', '10')];
  expect([...findRepeated(lines)]).toEqual([[4, 2]]);
});
