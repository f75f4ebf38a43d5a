import { describe, expect, it } from 'vitest';
import { mergeSettings, pathsLeft, pathsOf } from './merge-settings.ts';

const UNDER = { records: [{ csv: { columns: { title: 'Title', year: 'Year' }, dates: 'day-first' } }], hidden: ['1'] };

describe('settings laid over others', () => {
  it.each<readonly [string, unknown, unknown]>([
    ['nothing', undefined, UNDER],
    [
      'one column and a source',
      { records: [{ source: 'a.csv', csv: { columns: { title: 'Name' } } }] },
      {
        records: [{ source: 'a.csv', csv: { columns: { title: 'Name', year: 'Year' }, dates: 'day-first' } }],
        hidden: ['1'],
      },
    ],
    ['null instead of a mapping', { records: [{ csv: null }] }, { records: [{ csv: null }], hidden: ['1'] }],
    ['a list of words', { hidden: ['Y', 'y'] }, { ...UNDER, hidden: ['Y', 'y'] }],
    ['an empty list', { hidden: [] }, { ...UNDER, hidden: [] }],
    ['one more entry', { records: [{}, { source: 'b' }] }, { ...UNDER, records: [...UNDER.records, { source: 'b' }] }],
    ['what is no mapping', 'text', 'text'],
  ])('takes %s', (_, over, merged) => {
    expect(mergeSettings(UNDER, over)).toEqual(merged);
  });

  it('is not misled by names that every object has', () => {
    const over: unknown = JSON.parse('{ "__proto__": { "hidden": [] }, "constructor": 1 }');

    expect(Object.keys(mergeSettings({ a: 1 }, over) as object)).toEqual(['a', '__proto__', 'constructor']);
    expect(({} as { hidden?: unknown }).hidden).toBeUndefined();
  });
});

describe('what is left of those below', () => {
  it('names each value by its path', () => {
    expect(pathsOf(UNDER)).toEqual([
      'records[0].csv.columns.title',
      'records[0].csv.columns.year',
      'records[0].csv.dates',
      'hidden',
    ]);
  });

  it.each<readonly [unknown, readonly string[]]>([
    [
      { records: [{ source: 'a.csv', csv: { columns: { title: 'Title' } } }] },
      ['records[0].csv.columns.year', 'records[0].csv.dates', 'hidden'],
    ],
    [{ records: [{ csv: null }] }, ['hidden']],
    [null, []],
  ])('leaves of it below %o', (over, paths) => {
    expect(pathsLeft(UNDER, over)).toEqual(paths);
  });
});
