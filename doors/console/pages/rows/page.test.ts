import { describe, expect, it } from 'vitest';
import type { CountedRowsQuery } from '../../__generated__/operations.ts';
import { sayCondition } from './dimensions.ts';
import type { Graph } from '../../graph.ts';
import { Instead } from '../page.ts';
import { rowsFile, rowsView, type RowsGiven } from './page.ts';

const NOW = Date.parse('2026-11-27T12:00:00Z');

function asked(count: { value: number | null; notToldBy: readonly string[] }, problem: string | null = null) {
  return {
    region: {
      name: 'R',
      libraries: [{ id: 'elm', name: 'Elm Library' }],
      systems: [{ id: 'a', name: 'Koha A' }],
    },
    snapshot: {
      name: 'first',
      takenAt: '2026-11-26T10:00:00Z',
      state: 'WHOLE',
      systems: [{ id: 'a', harvestedAt: '2026-11-26T09:00:00Z', problem, notTold: ['LOANS'] }],
      count,
    },
    findingKinds: [{ name: 'BARCODE_TWICE', says: 'Another copy in the same system has the same barcode.' }],
  } satisfies CountedRowsQuery;
}

function view(count: { value: number | null; notToldBy: readonly string[] }, more: Partial<RowsGiven> = {}) {
  return rowsView({
    data: asked(count),
    address: { of: 'ITEMS', where: [{ dimension: 'LIBRARY', in: ['elm'] }], after: null, before: 0 },
    list: { head: ['Barcode', 'Library'] },
    page: { shown: () => [['1', 'Elm Library']], count: 1, next: 'abc=' },
    viewer: { role: 'MIGRATION', libraries: [] },
    now: NOW,
    ...more,
  });
}

describe('the rows behind a number', () => {
  it('says how many there are, of what, and of which snapshot', () => {
    const { title, heading, conditions, snapshot, place } = view({ value: 1_204, notToldBy: [] });

    expect(heading).toBe('1,204 copies');
    expect(title).toBe('1,204 copies; Library: Elm Library');
    expect(conditions).toEqual(['Library: Elm Library']);
    expect(snapshot).toMatchObject({ href: '/compare/first', when: 'taken yesterday 10:00, 26 hours old' });
    expect(place).toBe('Rows 1 to 1 of 1,204.');
  });

  it('goes on where the page ends, and saves all of it', () => {
    const { next, first, csv } = view({ value: 3, notToldBy: [] });

    expect(next).toBe('/compare/first/rows?of=ITEMS&where=LIBRARY:elm&after=abc%3D&before=1');
    expect(first).toBeNull();
    expect(csv).toEqual({
      href: '/compare/first/rows.csv?of=ITEMS&where=LIBRARY:elm',
      text: 'Save all 3 rows as CSV',
    });
  });

  it('saves nothing of a snapshot that is not whole, whose file would not say so', async () => {
    const data = asked({ value: 3, notToldBy: [] });
    const failed = { ...data, snapshot: { ...data.snapshot, state: 'FAILED' as const } };
    const documents: string[] = [];
    const ask = (document: { toString(): string }) => {
      documents.push(document.toString());
      return Promise.resolve({ data: failed, errors: [] });
    };
    const query = new URLSearchParams({ of: 'ITEMS' });
    const visit = {
      query,
      params: { snapshot: 'first' },
      viewer: null,
      own: null,
      quick: new Set<string>(),
      memory: null,
      now: NOW,
    };

    expect(view({ value: 3, notToldBy: [] }, { data: failed }).csv).toBeNull();
    await expect(rowsFile.show({ ...visit, graph: { ask } as unknown as Graph })).rejects.toSatisfy(
      (thrown) => thrown instanceof Instead && JSON.stringify(thrown.shown).includes('could not be taken'),
    );
    expect(documents.join(' ')).not.toContain('startExport');
  });

  it('says who cannot tell, and that it is not nought', () => {
    const { heading, notes, csv } = view({ value: null, notToldBy: ['a'] });

    expect(heading).toBe('How many copies there are is not told');
    expect(notes).toContain(
      'This is unknown, not 0: no system that was asked tells it, or it is found by comparing records, which was not done, or not yet.',
    );
    expect(notes).toContain('Not told by Koha A, or not of everything: what they do not tell is not in this number.');
    expect(csv).toBeNull();
  });

  it('does not call rows none that are found by comparing records, while those were not compared', () => {
    const none = { shown: () => [], count: 0, next: null };
    const { notes, place } = view({ value: null, notToldBy: [] }, { page: none });

    expect(notes).toContain(
      'This is unknown, not 0: it is found by comparing records, which was not done, or not yet.',
    );
    expect(place).toBe('Which rows these are is not known.');
    expect(view({ value: 0, notToldBy: [] }, { page: none }).place).toBe('There are no rows.');
  });

  it('says what the snapshot lacks, and whose rows staff see', () => {
    const { notes } = view(
      { value: 3, notToldBy: [] },
      {
        data: asked({ value: 3, notToldBy: [] }, '1 records could not be read'),
        viewer: { role: 'STAFF', libraries: [{ id: 'elm', name: 'Elm Library' }] },
      },
    );

    expect(notes).toEqual([
      'You see the rows of your own library only: Elm Library.',
      'Koha A: 1 records could not be read.',
    ]);
  });
});

describe('a condition in words', () => {
  const names = {
    libraries: [{ id: 'elm', name: 'Elm Library' }],
    systems: [{ id: 'a', name: 'Koha A' }],
    findings: asked({ value: 1, notToldBy: [] }).findingKinds,
  };

  it.each([
    [{ dimension: 'LIBRARY', in: ['elm', '(none)'] }, 'Library: Elm Library or none'],
    [{ dimension: 'SYSTEM', in: ['a', 'gone'] }, 'System: Koha A or gone'],
    [{ dimension: 'STATUS', in: ['(not told)'] }, 'How it stood: not told by the system'],
    [
      { dimension: 'FINDING', in: ['BARCODE_TWICE'] },
      'What was found: Another copy in the same system has the same barcode',
    ],
    [{ dimension: 'ROW', in: ['4', '7'] }, '2 chosen rows of a report'],
    [
      { dimension: 'HELD_BY', in: ['1', '2', '3', '4', '5', '6', '7', '8'] },
      'How many libraries have the edition: 1, 2, 3, 4, 5, 6 or 2 more',
    ],
  ] as const)('%o', (condition, words) => {
    expect(sayCondition(condition, names)).toBe(words);
  });
});
