import { describe, expect, it } from 'vitest';
import { chooseSnapshots, fixListView, notesOf, type FixListGiven } from './view.ts';

const NOW = Date.parse('2026-11-27T10:00:00Z');
const FINDING: NonNullable<FixListGiven['dayOne']> = {
  title: 'What North Library has to clean.',
  summary: [{ label: 'Totals?', value: null, text: 'Records: 331.', notToldBy: [], remedy: null, drill: null }],
};
const ITEMS = { of: 'ITEMS', where: [{ dimension: 'LIBRARY', in: ['north'] }] } as const;
const REPORT: FixListGiven['report'] = {
  title: '12 things are to be mended.',
  notReconciled: [],
  summary: [
    { label: 'To mend in all', value: 12, text: null, notToldBy: [], remedy: null, drill: null },
    {
      label: 'Copies without a barcode',
      value: 12,
      text: '11 left, 1 new, 3 done',
      notToldBy: [],
      remedy: 'Label it.',
      drill: ITEMS,
    },
    {
      label: 'Records without a title',
      value: 0,
      text: '0 left, 0 new, 2 done',
      notToldBy: [],
      remedy: 'Enter it.',
      drill: ITEMS,
    },
  ],
  tables: [],
};
const SNAPSHOT: FixListGiven['snapshot'] = {
  name: 'second',
  takenAt: '2026-11-27T09:00:00Z',
  state: 'WHOLE',
  systems: [{ id: 'koha-a', problem: null }],
  report: REPORT,
};
const GIVEN: FixListGiven = {
  library: { id: 'north', name: 'North Library' },
  snapshots: [
    { name: 'second', takenAt: '2026-11-27T09:00:00Z', state: 'WHOLE' },
    { name: 'first', takenAt: '2026-11-01T09:00:00Z', state: 'WHOLE' },
  ],
  snapshot: SNAPSHOT,
  report: REPORT,
  dayOne: FINDING,
  since: 'first',
  shown: {
    path: '/compare/second/questions/fix-first',
    question: {
      snapshot: 'second',
      name: 'fix-first',
      library: 'north',
      system: null,
      options: [{ name: 'since', value: 'first' }],
      table: null,
      after: null,
    },
    region: { name: 'The Vale', libraries: [{ id: 'north', name: 'North Library' }], systems: [] },
    onlyLibraries: null,
    now: NOW,
  },
};

describe('the fix list of a library', () => {
  // A kind of which everything was mended is in the list of what was mended.
  it('has each kind of fault that there is, in the order of the graph, with its rows and what to do', () => {
    const { kinds, totals, title } = fixListView(GIVEN);

    expect(title).toBe('What North Library has to mend');
    expect(kinds).toEqual([
      {
        label: 'Copies without a barcode',
        value: { text: '12', href: '/compare/second/rows?of=ITEMS&where=LIBRARY:north' },
        notes: ['11 left, 1 new, 3 done'],
        remedy: 'Label it.',
      },
    ]);
    expect(totals.map(({ label }) => label)).toEqual(['To mend in all']);
  });

  it('has what the library must know, and leads on', () => {
    const { dayOne, links } = fixListView(GIVEN);

    expect(dayOne.map(({ value }) => value.text)).toEqual(['Records: 331.']);
    expect(links.map(({ href }) => href)).toEqual([
      '/compare/second/questions/day-one?library=north',
      '/compare/second/decisions?library=north',
      '/compare/second/questions/fix-first?library=north&since=first',
    ]);
    expect(fixListView({ ...GIVEN, dayOne: null }).dayOne).toEqual([]);
  });

  it('is of the newest whole snapshot, against the whole one before it', () => {
    const taking = { name: 'third', takenAt: '2026-11-27T09:30:00Z', state: 'TAKING' } as const;

    expect(chooseSnapshots([taking, ...GIVEN.snapshots])).toEqual({ newest: 'second', since: 'first' });
    expect(chooseSnapshots([taking])).toEqual({ newest: null, since: null });
    expect(notesOf({ snapshots: [taking, ...GIVEN.snapshots], snapshot: SNAPSHOT, since: null, now: NOW })).toEqual([
      'A newer snapshot is being taken. This list is of the one before.',
      'There is no earlier snapshot: what was mended can be said from the second one on.',
    ]);
  });

  it('says when it is old', () => {
    const snapshot = { name: 'second', takenAt: '2026-11-20T09:00:00Z' };

    expect(notesOf({ snapshots: [], snapshot, since: 'first', now: NOW })).toEqual([
      'The snapshot is 7 days old: what was mended since then is still in this list.',
      'Compared with the snapshot before, first.',
    ]);
  });
});
