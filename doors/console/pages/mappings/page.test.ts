import type { MappedCodeFragment } from '../../__generated__/operations.ts';
import { describe, expect, it } from 'vitest';
import type { Graph } from '../../graph.ts';
import type { Viewer } from '../../viewer.ts';
import { decideMappingPage } from './decide.ts';
import { mappingsView, type MappingChoice, type MappingsGiven } from './page.ts';
import { readList, readState } from './words.ts';

const NOW = Date.parse('2026-11-27T10:00:00Z');
const CODE: MappedCodeFragment = {
  system: 'koha-a',
  list: 'ITEM_TYPE',
  code: 'STL',
  label: 'Short loan',
  items: 1204,
  target: 'SHORT',
  targetLabel: null,
  state: 'SUGGESTED',
  reason: 'SAME_LABEL',
  warnings: ['TOO_LONG', 'AMBIGUOUS'],
  note: null,
};
const DATA: MappingsGiven['data'] = {
  region: { name: 'The Vale', systems: [{ id: 'koha-a', name: 'Shared Catalogue', libraries: [{ id: 'elm' }] }] },
  snapshots: [
    { name: 'third', state: 'TAKING' },
    { name: 'second', state: 'WHOLE' },
    { name: 'first', state: 'WHOLE' },
  ],
  snapshot: {
    name: 'second',
    takenAt: '2026-11-27T09:00:00Z',
    state: 'WHOLE',
    report: {
      title: '3 items have codes that become nothing.',
      summary: [{ label: 'Items', value: 3, text: null, notToldBy: ['koha-a'], remedy: null, drill: null }],
    },
  },
  codeMappings: {
    nodes: [
      CODE,
      { ...CODE, code: '', label: null, items: null, target: null, state: 'UNMAPPED', reason: null, warnings: [] },
    ],
    pageInfo: { hasNextPage: true, endCursor: '50' },
  },
};
const CHOICE: MappingChoice = { snapshot: 'second', list: null, system: null, state: 'UNMAPPED', after: null };
const TEAM: Viewer = { role: 'MIGRATION', libraries: [] };

function viewOf(choice: Partial<MappingChoice> = {}, viewer: Viewer = TEAM, snapshot = DATA.snapshot) {
  return mappingsView({ data: { ...DATA, snapshot }, choice: { ...CHOICE, ...choice }, viewer, now: NOW });
}

describe('mappings', () => {
  it('say what a code becomes, why, and what is to be looked at', () => {
    const { title, rows, facts } = viewOf();

    expect(title).toBe('3 items have codes that become nothing.');
    expect(facts.at(-1)).toBe(
      'Not told by Shared Catalogue, or not of everything: what they do not tell is in none of these numbers.',
    );
    expect(rows).toEqual([
      {
        header: {
          text: 'STL',
          href: '/compare/second/mappings/decide?system=koha-a&list=ITEM_TYPE&code=STL&from=state%3DUNMAPPED',
        },
        cells: [
          'Short loan',
          { text: '1,204', numeric: true },
          'SHORT',
          'Suggested',
          {
            text: 'The code of the target is longer than the target takes. Several targets are possible, or codes that differ by case alone become different things.',
            wide: true,
          },
          { text: 'The target has one code of the same name.', wide: true },
          'Shared Catalogue: item types',
        ],
      },
      {
        header: {
          text: '(blank)',
          href: '/compare/second/mappings/decide?system=koha-a&list=ITEM_TYPE&code=&from=state%3DUNMAPPED',
        },
        cells: [
          '',
          { text: 'not counted', numeric: true },
          'nothing yet',
          'Not mapped',
          '',
          '',
          'Shared Catalogue: item types',
        ],
      },
    ]);
  });

  it('keep what was chosen when they go on', () => {
    expect(viewOf().next).toBe('/compare/second/mappings?state=UNMAPPED&after=50');
    expect(viewOf({ state: null, list: 'STATUS', system: 'koha-a' }).next).toBe(
      '/compare/second/mappings?state=ALL&list=STATUS&system=koha-a&after=50',
    );
    const [state] = viewOf({ state: null }).fields;
    expect(state?.items?.filter(({ selected }) => selected)).toEqual([{ value: 'ALL', text: 'All', selected: true }]);
  });

  it('offer staff the systems of their own libraries alone', () => {
    const systems = [...(DATA.region?.systems ?? []), { id: 'koha-b', name: 'Other', libraries: [{ id: 'oak' }] }];
    const data = { ...DATA, region: { name: 'The Vale', systems } };
    const offered = (viewer: Viewer) =>
      mappingsView({ data, choice: CHOICE, viewer, now: NOW })
        .fields.find(({ id }) => id === 'system')
        ?.items?.map(({ value }) => value);

    expect(offered(TEAM)).toEqual(['', 'koha-a', 'koha-b']);
    expect(offered({ role: 'STAFF', libraries: [{ id: 'elm', name: 'Elm Library' }] })).toEqual(['', 'koha-a']);
  });

  it('are decided by the migration team and operators, of the newest whole snapshot alone', () => {
    const older = viewOf({}, TEAM, { ...DATA.snapshot, name: 'first' });
    const staff = viewOf({}, { role: 'STAFF', libraries: [] });

    expect(viewOf({}, { role: 'OPERATOR', libraries: [] }).maySuggest).toBe(true);
    expect(older.maySuggest).toBe(false);
    expect(older.may).toContain('decided with the newest snapshot, second');
    expect(older.rows[0]?.header).toBe('STL');
    expect(staff.may).toContain('The migration team decides.');
    expect(staff.rows[0]?.header).toBe('STL');
  });

  it('know lists and states by their names alone', () => {
    expect([readList('STATUS'), readList('toString'), readList(null)]).toEqual(['STATUS', null, null]);
    expect([readState('DECIDED'), readState('constructor')]).toEqual(['DECIDED', null]);
  });
});

it('says of a category of readers that nobody counted them, and leads back to the codes that were chosen', async () => {
  const targetLists = [{ list: 'PATRON_CATEGORY', codes: [{ code: 'STUDENT', label: 'Student' }] }];
  const code = { ...CODE, list: 'PATRON_CATEGORY', code: 'ST', items: null };
  const codeMappings = { nodes: [code], pageInfo: { hasNextPage: false, endCursor: null } };
  const graph = { ask: () => Promise.resolve({ data: { ...DATA, targetLists, codeMappings }, errors: [] }) };
  const from = 'state=UNMAPPED&list=PATRON_CATEGORY&system=koha-a&after=50';
  const visit = { viewer: TEAM, own: null, quick: new Set<string>(), memory: null, now: NOW };
  const shown = await decideMappingPage.show({
    ...visit,
    graph: graph as unknown as Graph,
    params: { snapshot: 'second' },
    query: new URLSearchParams({ system: 'koha-a', list: 'PATRON_CATEGORY', code: 'ST', from }),
  });

  if (!('model' in shown)) throw new Error('nothing is shown');
  expect(JSON.stringify(shown.model)).toContain('How many readers have it is not counted here.');
  expect(shown.model).toMatchObject({ back: `/compare/second/mappings?${from}` });
  expect(JSON.stringify(shown.model)).toContain(new URLSearchParams({ from }).toString());
});

it('keeps a target that is gone chosen, so that a better reason does not take the mapping back', async () => {
  const targetsOf = async (target: string | null) => {
    const targetLists = [{ list: 'ITEM_TYPE', codes: [{ code: 'BOOK', label: 'Book' }] }];
    const codeMappings = { nodes: [{ ...CODE, target }], pageInfo: { hasNextPage: false, endCursor: null } };
    const answer = { data: { ...DATA, targetLists, codeMappings }, errors: [] };
    const graph = { ask: () => Promise.resolve(answer) } as unknown as Graph;
    const query = new URLSearchParams({ system: 'koha-a', list: 'ITEM_TYPE', code: 'STL' });
    const visit = {
      graph,
      query,
      params: { snapshot: 'second' },
      viewer: TEAM,
      own: null,
      quick: new Set<string>(),
      memory: null,
      now: NOW,
    };
    return decideMappingPage.show(visit);
  };

  expect(await targetsOf('SHORT')).toMatchObject({
    model: {
      targets: [
        { value: '', text: 'Nothing: take the mapping back', selected: false },
        { value: 'SHORT', text: 'SHORT – the target no longer has it', selected: true },
        { value: 'BOOK', text: 'BOOK – Book', selected: false },
      ],
    },
  });
  expect(await targetsOf('BOOK')).toMatchObject({
    model: { targets: [{ selected: false }, { value: 'BOOK', selected: true }] },
  });
});
