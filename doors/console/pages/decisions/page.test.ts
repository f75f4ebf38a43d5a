import { describe, expect, it } from 'vitest';
import type { Graph } from '../../graph.ts';
import type { Viewer } from '../../viewer.ts';
import { decisionsView, sayRows, type AskedDecision, type DecisionList } from './page.ts';
import { problemOf, problemsOf } from './form.ts';
import { raiseHref } from './href.ts';
import { decisionPage } from './one.ts';

const NOW = Date.parse('2026-11-27T10:00:00Z');
const TEAM: Viewer = { role: 'MIGRATION', libraries: [] };
const OPEN: AskedDecision = {
  id: '7',
  question: 'What becomes of STL?',
  owner: null,
  dueOn: null,
  libraries: ['north'],
  outcome: null,
  closedAt: null,
  items: 3,
  inSnapshot: { items: 2, readers: null, why: 'fewer than 5', rows: 2, stillThere: true },
  of: 'ITEMS',
  where: [{ dimension: 'ITEM_TYPE', in: ['STL'] }],
};

function listOf(...decisions: readonly AskedDecision[]): DecisionList {
  const region = { name: 'The Vale', libraries: [{ id: 'north', name: 'North Library' }], systems: [] };
  return { data: { region, snapshot: null, decisions: null }, errors: [], decisions, hasMore: false };
}

const GIVEN = { snapshot: 'first', of: null, viewer: TEAM, now: NOW };

function viewOf(open: readonly AskedDecision[], decided: readonly AskedDecision[], viewer: Viewer = TEAM) {
  return decisionsView({ ...GIVEN, open: listOf(...open), decided: listOf(...decided), viewer });
}

describe('the list of decisions', () => {
  it('begins with what is overdue, then what is due, then what has no day', () => {
    const { open, heading } = viewOf(
      [OPEN, { ...OPEN, id: '8', dueOn: '2026-12-01' }, { ...OPEN, id: '9', dueOn: '2026-11-26' }],
      [],
    );

    expect(heading).toBe('3 decisions are to be taken, 1 of them overdue');
    expect(open.map(({ href, tag }) => [href, tag.text])).toEqual([
      ['/compare/first/decisions/9', 'Overdue since 26 November 2026'],
      ['/compare/first/decisions/8', 'Due 1 December 2026'],
      ['/compare/first/decisions/7', 'Open, no day set'],
    ]);
    expect(open.at(-1)?.facts).toEqual(['Nobody sees to it yet.', 'It touches North Library.']);
  });

  it('counts and ranks no decisions that it has not read', () => {
    const overdue = { ...OPEN, dueOn: '2026-11-26' };
    const open = { ...listOf(OPEN, overdue), hasMore: true };
    const { heading, notes } = decisionsView({ ...GIVEN, open, decided: listOf() });

    expect(heading).toBe('At least 2 decisions are to be taken, 1 of them overdue');
    expect(notes).toEqual(['More decisions are to be taken than are shown here; some of them may be more urgent.']);
  });

  it('says of which library alone it is, and leads to all', () => {
    const of = 'North Library';
    const overdue = { ...OPEN, dueOn: '2026-11-26' };
    const headingOf = (...open: readonly AskedDecision[]) =>
      decisionsView({ ...GIVEN, of, open: listOf(...open), decided: listOf() }).heading;

    expect(headingOf()).toBe('Nothing that touches North Library is to be decided');
    expect(headingOf(OPEN)).toBe('1 decision that touches North Library is to be taken');
    expect(headingOf(OPEN, overdue)).toBe('2 decisions that touch North Library are to be taken, 1 of them overdue');
    const { allHref } = decisionsView({ ...GIVEN, of, open: listOf(), decided: listOf() });
    expect([allHref, viewOf([], []).allHref]).toEqual(['/compare/first/decisions', null]);
  });

  it('shows what was decided with the outcome, the last first', () => {
    const closed = { ...OPEN, outcome: 'They become SHORT.', closedAt: '2026-11-27T09:00:00Z' };
    const { decided, heading } = viewOf(
      [],
      [
        { ...closed, id: '1' },
        { ...closed, id: '2' },
      ],
    );

    expect(heading).toBe('Nothing is to be decided');
    expect(decided.map(({ href }) => href)).toEqual(['/compare/first/decisions/2', '/compare/first/decisions/1']);
    expect(decided[0]?.tag.text).toBe('Decided');
    expect(decided[0]?.facts[0]).toBe('Decided today 09:00: They become SHORT.');
  });

  it.each([
    ['MIGRATION', 'To raise one, open the rows'],
    ['OPERATOR', 'The migration team raises, changes and takes decisions.'],
    ['STAFF', 'These touch your libraries.'],
  ] as const)('says what %s may do', (role, said) => {
    expect(viewOf([], [], { role, libraries: [] }).may).toContain(said);
  });
});

describe('what a snapshot has of a decision', () => {
  const LEFT = { items: 2, readers: null, why: null, rows: 2, stillThere: true };
  const OF_RECORDS = { ...OPEN, of: 'RECORDS' } as const;
  const STAFF: Viewer = { role: 'STAFF', libraries: [{ id: 'north', name: 'North Library' }] };
  const told = ({ text, beside }: ReturnType<typeof sayRows>): string => `[${text}]. ${beside}`;

  it.each([
    [OPEN.inSnapshot, '[2 copies in this snapshot]. Readers: fewer than 5. It touched 3 copies when it was raised.'],
    [
      { ...LEFT, items: 1, rows: 1, readers: 12 },
      '[1 copy in this snapshot]. 12 readers with loans or holds. It touched 3 copies when it was raised.',
    ],
    [
      { ...LEFT, items: 0, rows: 0, stillThere: false },
      '[0 copies in this snapshot]. Nothing is left of it. It touched 3 copies when it was raised.',
    ],
    // What is not told is not gone.
    [
      { ...LEFT, items: null, rows: null, stillThere: null },
      '[Show the copies]. How many there are is not told. It touched 3 copies when it was raised.',
    ],
    [null, '[Show the copies]. How many there are is not told. It touched 3 copies when it was raised.'],
  ])('is said: %j', (inSnapshot, said) => {
    expect(told(sayRows({ ...OPEN, inSnapshot }, TEAM))).toBe(said);
  });

  it('is as many records as the link leads to, though they have no copy, or more', () => {
    const ofRecords = (more: object) => told(sayRows({ ...OF_RECORDS, inSnapshot: { ...LEFT, ...more } }, TEAM));

    expect(ofRecords({ items: 0, rows: 500 })).toContain('[500 records in this snapshot]. It touches 0 copies.');
    expect(ofRecords({ items: 12, rows: 3 })).toContain('[3 records in this snapshot]. It touches 12 copies.');
    expect(ofRecords({ items: null, rows: 3 })).toContain('How many copies it touches is not told.');
  });

  it('is of their own libraries for staff, and of all beside it', () => {
    const ofStaff = (more: object) => told(sayRows({ ...OPEN, inSnapshot: { ...LEFT, ...more } }, STAFF));

    expect(ofStaff({ items: 12, rows: 4 })).toContain(
      '[4 copies of your libraries in this snapshot]. It touches 12 copies of all libraries.',
    );
    expect(ofStaff({ items: 12, rows: 0 })).not.toContain('Nothing is left of it');
  });
});

describe('the forms of decisions', () => {
  it('stand on the page of the decision as they were sent before their sender had to sign in again', async () => {
    const decision = {
      ...OPEN,
      snapshot: 'first',
      options: [{ text: 'Merge them', items: 2, readers: null, why: null }],
      madeAt: '2026-11-26T10:00:00Z',
      changedAt: null,
      state: 'OPEN',
    };
    const data = { region: listOf().data.region, findingKinds: [], decision };
    const graph = { ask: () => Promise.resolve({ data, errors: [] }) } as unknown as Graph;
    const shownWith = async (typed: Readonly<Record<string, string>>) => {
      const visit = { graph, viewer: TEAM, own: null, quick: new Set<string>(), memory: null, now: NOW };
      const address = { params: { snapshot: 'first', id: '7' }, query: new URLSearchParams() };
      return decisionPage.show({ ...visit, ...address, typed: new URLSearchParams(typed) });
    };

    expect(await shownWith({ do: 'close', option: '0', outcome: 'as agreed', seen: 'of then' })).toMatchObject({
      status: 200,
      model: { question: OPEN.question, chosen: '0', outcome: 'as agreed', seen: 'OPEN 2026-11-26T10:00:00Z' },
    });
    expect(await shownWith({ do: 'change', question: 'What then?', owner: 'Ann', dueOn: '1/2/2027' })).toMatchObject({
      model: { fields: { question: 'What then?', owner: 'Ann', dueOn: '1/2/2027' }, chosen: '' },
    });
  });

  it('say what is wrong, at the field', () => {
    const hrefs = (fields: Parameters<typeof problemsOf>[0]): readonly string[] =>
      problemsOf(fields).map(({ href }) => href);

    expect(hrefs({ question: '', owner: '', dueOn: 'soon' })).toEqual(['#question', '#dueOn']);
    expect(hrefs({ question: 'x'.repeat(2_001), owner: '', dueOn: '2026-01-31' })).toEqual(['#question']);
    expect(hrefs({ question: 'x', owner: '', dueOn: '' })).toEqual([]);
    expect(problemOf('dueOn: a day, as 2026-01-31.')).toEqual({ text: 'a day, as 31/1/2027.', href: '#dueOn' });
    expect(problemOf('where: there are no rows.')).toEqual({ text: 'where: there are no rows.', href: '#question' });
  });

  it('are reached from rows', () => {
    expect(raiseHref('first', 'ITEMS', OPEN.where)).toBe('/compare/first/decisions/new?of=ITEMS&where=ITEM_TYPE:STL');
  });
});
