import { MerciaError } from '#platform/errors.ts';
import { expect, it } from 'vitest';
import { findCopies, nameOf, namesOf, readItemEntries, readItemEntry } from './find-copies.ts';

it.each([
  ['30001000000017', ['30001000000017'], null],
  [' 30001000000017 ', ['30001000000017'], null],
  ['30001000000017 Clinical audit', ['30001000000017', '30001000000017 Clinical audit'], 'Clinical audit'],
  ['Clinical audit', [], 'Clinical audit'],
  ['Audit', [], 'Audit'],
  ['A 12345 B', ['A 12345 B'], 'A 12345 B'],
])('reads the entry "%s"', (value, candidates, words) => {
  expect(readItemEntry(value)).toMatchObject({ text: value.trim(), candidates, words });
});

it('has no entry where none is written', () => {
  expect(readItemEntries(['', ' ', 'X1'])).toMatchObject([{ text: 'X1', candidates: ['X1'], words: null }]);
});

it.each([
  ['12345 2026-12-09 Clinical audit', 'Clinical audit'],
  ['12345 Smith J. Clinical audit', 'Clinical audit'],
  ['12345 Smith J. Anatomy', 'Anatomy'],
  ['12345 Smith J. Clinical audit in pra', 'Clinical audit in practice'],
  ['12345 Journal of nursing, The', 'The journal of nursing'],
  ['12345 Lancet', 'The Lancet'],
  ['12345 Cafe culture', 'Café culture'],
])('takes the short number in "%s" for the barcode of "%s"', async (entry, title) => {
  const copy = { barcode: '12345', status: '04', title, due: null, collectBy: null };
  const records = { item: async (barcode: string) => Promise.resolve(barcode === '12345' ? copy : null) };

  expect(await findCopies(records, [entry], new AbortController().signal)).toMatchObject([{ copy }]);
});

it.each([
  ['100 years of audit', 'Audits of 100 years'],
  ['100 ways to sit', 'It'],
  ['100 great ways to an audit', 'To an audience'],
  ['100 The', 'The Lancet'],
])('takes the short number in "%s" for no barcode of "%s"', async (entry, title) => {
  const copy = { barcode: '100', status: '04', title, due: null, collectBy: null };
  const records = { item: async (barcode: string) => Promise.resolve(barcode === '100' ? copy : null) };

  expect(await findCopies(records, [entry], new AbortController().signal)).toMatchObject([{ copy: null }]);
});

it('takes a short number for a barcode only where the title behind it is that of the copy', async () => {
  const copy = { barcode: '100', status: '04', title: 'Clinical audit', due: null, collectBy: null };
  const records = { item: async (barcode: string) => Promise.resolve(barcode === '100' ? copy : null) };
  const entries = ['100 great problems', '100 years', '100 Clinical audit'];

  const named = await findCopies(records, entries, new AbortController().signal);

  expect(named.map((one) => [nameOf(one), one.copy, one.entry.words])).toEqual([
    ['100 great problems', null, '100 great problems'],
    ['100 years', null, '100 years'],
    ['100', copy, '100 Clinical audit'],
  ]);
});

it.each([
  ['30001000000017', '30001000000017', ['30001000000017', undefined], ['30001000000017', undefined]],
  ['0030001000000017', '30001000000017', ['0030001000000017', ['30001000000017']], ['0030001000000017', undefined]],
  ['12345 Clinical audit', '12345', ['12345', ['12345 Clinical audit']], ['12345 Clinical audit', ['12345']]],
])(
  'calls "%s" so that it is found by what it is called without an answer to 17, and the other way round',
  (...given) => {
    const [text, barcode, answered, unanswered] = given;
    const entry = readItemEntry(text);
    if (entry === null) throw new Error('there is an entry');
    const copy = { barcode, status: '04', title: 'Clinical audit', due: null, collectBy: null };

    const names = [copy, new MerciaError('LMS_TIMEOUT', 'silent')].map((each) => namesOf({ entry, copy: each }));

    expect(names.map(({ localId, otherNames }) => [localId, otherNames])).toEqual([answered, unanswered]);
  },
);
