import { describe, expect, it } from 'vitest';
import { sumView, tellLibrary, waitingLibrary } from './copies.ts';
import type { Availability } from './copy.ts';
import { holdersOf, type Holding } from './holders.ts';
import { inOrder } from './order.ts';

const NOW = Date.parse('2026-11-27T10:00:00Z');

const PLACED = { name: '', coordinates: null, closures: [] };

function holding(library: string, more: Partial<Holding> = {}): Holding {
  return {
    id: `${library}-1`,
    basis: 'ITEMS',
    online: false,
    copies: null,
    callNumbers: ['WB 115'],
    catalogueUrl: null,
    sites: [],
    statements: [],
    library: {
      id: library,
      name: library,
      contact: { telephone: '01632 960001', email: 'a@b.example' },
      address: null,
      network: null,
      coordinates: null,
      sites: [],
      openNow: null,
      opensNext: null,
      closesAt: null,
      timeZone: 'Europe/London',
      closures: [],
      system: { id: 'one', capabilities: ['PLACE_HOLD'] },
    },
    ...more,
  };
}

function available(count: number, more: Partial<NonNullable<Availability>> = {}): Availability {
  return {
    state: 'LIVE',
    asOf: '2026-11-27T09:59:58Z',
    reason: null,
    itemCount: 3,
    availableCount: count,
    recordGone: false,
    unknownCount: 0,
    holdQueueAtLeast: 2,
    earliestDue: null,
    services: null,
    items: null,
    ...more,
  };
}

const holder = (...holdings: readonly Holding[]) => {
  const [first] = holdings;
  if (first === undefined) throw new Error('a holder holds something');
  return { edition: 'told:1', library: first.library, holdings, near: null, request: 'Request it' };
};

describe('the libraries of a title', () => {
  it('are one each, in the order of their names, whatever their systems say', () => {
    const twice = holding('Bay', { id: 'Bay-2', callNumbers: ['WB 116'] });
    const holders = holdersOf({ id: 'told:1', holdings: [holding('Moor'), holding('Bay'), twice] }, () => 'Request it');

    expect(holders.map(({ library, holdings }) => [library.name, holdings.length])).toEqual([
      ['Bay', 2],
      ['Moor', 1],
    ]);
  });

  it('keep what was known at once when their system has answered', () => {
    const bay = holder(
      holding('Bay'),
      holding('Bay', {
        callNumbers: ['A', 'B', 'C', 'D'],
        sites: [
          { id: 'main', name: 'Main', openNow: null, opensNext: null, closesAt: null, contact: null, address: null },
        ],
      }),
    );
    const waiting = waitingLibrary(bay, NOW);

    expect(waiting).toMatchObject({ slot: 'library-Bay', where: 'Main · WB 115, A, B …', states: null });
    expect({ ...tellLibrary(bay, () => available(1), NOW).model, states: null }).toEqual(waiting);
  });

  it('say what is kept of a run, which online is an embargo', () => {
    const runsOf = (online: boolean, retention: string | null, note: string | null = null) =>
      waitingLibrary(holder(holding('Bay', { online, statements: [{ text: '1990-', retention, note }] })), NOW)
        .statements;

    expect([runsOf(true, 'P1Y', 'Abstracts only'), runsOf(false, 'five years'), runsOf(false, null)]).toEqual([
      ['1990-, embargo: P1Y (Abstracts only)'],
      ['1990-, kept: five years'],
      ['1990-'],
    ]);
  });

  it('link to no address that is none of the web', () => {
    const links = (catalogueUrl: string) =>
      waitingLibrary(holder(holding('Bay', { catalogueUrl })), NOW).next.map(({ href }) => href);
    const others = ['/titles/told%3A1/request/Bay', 'tel:01632960001', 'mailto:a@b.example'];

    expect(links('javascript:alert(1)')).toEqual(others);
    expect(links('https://opac.example/1')).toEqual(others.toSpliced(1, 0, 'https://opac.example/1'));
  });

  it('say where they are: the site with the copies, of a library with several', () => {
    const address = { lines: ['1 High Street'], town: 'Ashford', postcode: 'AB1 2CD' };
    const [{ library }] = [holding('Bay')];
    const sites = [
      { ...PLACED, id: 'main' },
      { ...PLACED, id: 'east' },
    ];
    const site = { id: 'east', name: 'East', openNow: null, opensNext: null, closesAt: null, contact: null, address };
    const addressesOf = (more: Partial<Holding>) => waitingLibrary(holder(holding('Bay', more)), NOW).addresses;

    expect(addressesOf({})).toEqual([]);
    expect(addressesOf({ library: { ...library, address } })).toEqual(['1 High Street, Ashford, AB1 2CD']);
    expect(addressesOf({ library: { ...library, sites, address: { ...address, lines: [] } }, sites: [site] })).toEqual([
      'East: 1 High Street, Ashford, AB1 2CD',
    ]);
  });

  it('are said of a site that is one of several: hours and how to reach it', () => {
    const [library] = [holding('Bay').library];
    const site = (id: string, telephone: string | null, openNow: boolean | null) => ({
      ...{ id, name: id, openNow, opensNext: null, closesAt: null, address: null },
      contact: telephone === null ? null : { telephone, email: null },
    });
    const several = {
      ...library,
      openNow: true,
      sites: [
        { ...PLACED, id: 'Main' },
        { ...PLACED, id: 'East' },
      ],
    };
    const say = (...sites: Holding['sites']) => {
      const { openings, next } = waitingLibrary(holder(holding('Bay', { sites, library: several })), NOW);
      return [...openings, ...next.slice(1).map(({ text }) => text)];
    };

    expect(say()).toEqual(['Open now, day and night.', 'Telephone 01632 960001', 'Write to a@b.example']);
    expect(say(site('East', '01632 960114', false))).toEqual([
      'East: closed now.',
      'Telephone 01632 960114 (East)',
      'Write to a@b.example',
    ]);
    expect(say(site('East', '01632 960114', false), site('Main', null, null))).toEqual([
      'East: closed now.',
      'Main: its opening hours are not known here.',
      'Telephone 01632 960114 (East)',
      'Write to a@b.example',
    ]);
  });

  it('are named no further, and counted in no sum, while they are closed for long', () => {
    const shut = holding('Shut');
    const closures = [{ from: '2026-09-01', to: null, note: 'Moving to another building' }];
    const closed = holder({ ...shut, library: { ...shut.library, closures } });
    const told = [closed, holder(holding('Tor'))].map((one) => tellLibrary(one, () => available(1), NOW));

    const why = 'Closed until further notice: moving to another building.';
    expect(waitingLibrary(closed, NOW).openings).toEqual([why]);
    const now = { ...closed, library: { ...closed.library, openNow: false } };
    expect(waitingLibrary(now, NOW).openings).toEqual([why]);
    const sites = ['Main', 'East'].map((id) => ({ ...PLACED, id, name: id }));
    const two = { ...now, library: { ...now.library, sites } };
    const east = {
      id: 'East',
      name: 'East',
      openNow: false,
      opensNext: null,
      closesAt: null,
      contact: null,
      address: null,
    };
    const there = { ...two, holdings: two.holdings.map((one) => ({ ...one, sites: [east] })) };
    expect(waitingLibrary(there, NOW).openings).toEqual([
      'East: closed until further notice: moving to another building.',
    ]);
    expect(told[0]?.model.states?.[0]?.headline).toBe(
      '1 on the shelf, but the library is closed until further notice: moving to another building',
    );
    expect(sumView(told)).toMatchObject({
      sum: '1 available now. 1 library may have one, but is closed.',
      next: { libraries: [{ text: 'Tor (1)' }] },
    });
    expect(inOrder([closed, holder(holding('Tor'))], null, null, null, NOW).map(({ library }) => library.id)).toEqual([
      'Tor',
      'Shut',
    ]);
  });

  it('lead staff who may read it to why each copy is shown so, and nobody else', () => {
    const copy = {
      id: 'c',
      state: 'LIVE',
      asOf: '2026-11-27T09:59:58Z',
      reason: null,
      status: 'LOST',
      limitations: null,
      use: null,
      callNumber: 'WB 115',
      enumeration: null,
      due: null,
      currentLocation: null,
      permanentLocation: null,
    } as const;
    const nodes = [
      { ...copy, barcode: '30 1' },
      { ...copy, barcode: null },
    ];
    const items = { nodes, pageInfo: { hasNextPage: false } };
    const copiesFor = (isExplained: boolean) =>
      tellLibrary(holder(holding('Bay')), () => available(1, { items }), NOW, isExplained).model.states?.[0]?.copies;

    expect(copiesFor(true)?.head.at(-1)).toBe('Why');
    expect(copiesFor(true)?.rows.map(({ cells }) => cells.at(-1))).toEqual([
      { text: 'Why is 30 1 shown so?', href: '/copy?barcode=30+1' },
      'No barcode is known, so it cannot be looked up',
    ]);
    expect(copiesFor(false)?.head).toEqual(['Copy', 'State', 'Use', 'Place']);
    expect(JSON.stringify(copiesFor(false))).not.toContain('30 1');
  });

  it('are asked for no copy that cannot be found any more, and said to be damaged where all are', () => {
    const copiesOf = (...statuses: readonly string[]) => {
      const nodes = statuses.map((status) => ({
        ...{ id: status, state: 'LIVE', asOf: null, reason: null, status, limitations: [], use: 'LOAN', due: null },
        ...{ callNumber: null, enumeration: null, currentLocation: null, permanentLocation: null },
      }));
      const items = { nodes, pageInfo: { hasNextPage: false } };
      const asked = { ...available(0, { holdQueueAtLeast: 0 }), items } as Availability;
      const { next, states } = tellLibrary(holder(holding('Bay')), () => asked, NOW).model;
      return [next[0]?.text, states?.[0]?.detail, ...(states?.[0]?.copies?.rows ?? []).map(({ cells }) => cells[1])];
    };

    expect(copiesOf('LOST', 'WITHDRAWN')).toEqual(['Telephone 01632 960001', 'Checked today 09:59.', '', '']);
    expect(copiesOf('MISSING')).toEqual(['Telephone 01632 960001', 'Checked today 09:59.', '']);
    expect(copiesOf('LOST', 'ON_LOAN')).toEqual(['Request it', 'Checked today 09:59.', '', 'Can be borrowed']);
    expect(copiesOf('LOST', 'DAMAGED')).toEqual([
      'Request it',
      'The only copy is damaged: a request may never be filled. Ask the library. Checked today 09:59.',
      '',
      'Ask the library',
    ]);
  });

  it('can be asked for where the holding is known by no copies', () => {
    const none = available(0, { itemCount: 0 });
    const told = (['ITEMS', 'STATEMENT'] as const).map((basis) =>
      tellLibrary(holder(holding('Bay', { basis })), () => none, NOW),
    );

    expect(told.map(({ model }) => [model.next[0]?.text, model.states?.[0]?.headline])).toEqual([
      ['Telephone 01632 960001', 'No copy can be found any more'],
      ['Request it', 'Held by the library; ask for the volume'],
    ]);
    expect(sumView(told.slice(1)).sum).toBe('None is certainly available now; 1 library may have one on the shelf.');
  });

  it('can be asked for where a run is stated, though its copies are lost', () => {
    const lost = available(0, { itemCount: 0 });
    const statements = [{ text: '1990-2024', retention: null, note: null }];
    const { model } = tellLibrary(holder(holding('Bay', { statements })), () => lost, NOW);

    expect([model.next[0]?.text, model.states?.[0]?.headline]).toEqual([
      'Request it',
      'Held by the library; ask for the volume',
    ]);
  });

  it('cannot be asked for where the system has the record no more, however it was known', () => {
    const gone = available(0, { itemCount: 0, recordGone: true });
    const { model } = tellLibrary(holder(holding('Bay', { basis: 'RECORD_ONLY' })), () => gone, NOW);

    expect([model.next[0]?.text, model.states?.[0]?.headline]).toEqual([
      'Telephone 01632 960001',
      'No longer in the library’s public catalogue',
    ]);
  });

  it('say where a reader needs another card for a request', () => {
    const [first] = waitingLibrary(
      { ...holder(holding('Bay')), request: 'Request it (needs a card of Bay)' },
      NOW,
    ).next;

    expect(first).toEqual({ text: 'Request it (needs a card of Bay)', href: '/titles/told%3A1/request/Bay' });
  });

  it('could not be checked if nobody could say', () => {
    const { model, availability } = tellLibrary(holder(holding('Bay')), () => null, NOW);

    expect(model.states).toMatchObject([
      {
        headline: 'We could not check. It may be on the shelf.',
        detail: 'The service behind these pages did not answer in time: that says nothing about the library.',
        again: '/titles/told%3A1',
        copies: null,
      },
    ]);
    expect(availability.certainty).toBe('NOT_CHECKED');
  });

  it('say when one is due and that others wait', () => {
    const late = available(0, { earliestDue: { on: '2026-11-20' } });

    expect(tellLibrary(holder(holding('Bay')), () => late, NOW).model.states?.[0]?.detail).toBe(
      'Was due back 20 November 2026. Other readers wait for it. Checked today 09:59.',
    );
  });

  it('say with the copies that others wait, if one may be in', () => {
    const item = {
      ...{
        id: '1',
        state: 'LIVE',
        asOf: null,
        reason: null,
        status: 'AVAILABLE',
        limitations: [],
        use: 'LOAN',
        due: null,
      },
      ...{ callNumber: null, enumeration: null, currentLocation: null, permanentLocation: null },
    };
    const items = { nodes: [item], pageInfo: { hasNextPage: false } };
    const [state] =
      tellLibrary(holder(holding('Bay')), () => ({ ...available(1), items }) as Availability, NOW).model.states ?? [];

    expect(state?.detail).toBe('Checked today 09:59.');
    expect(state?.copies?.note).toBe('Other readers wait for it.');
  });
});

describe('the sum', () => {
  const library = (name: string, says: Availability) => tellLibrary(holder(holding(name)), () => says, NOW);
  const perhaps = available(0, { availableCount: null });

  it('names where copies are in, the most first, and how many more libraries have some', () => {
    expect(sumView([1, 5, 2, 3, 4, 0].map((count) => library(`Library ${String(count)}`, available(count))))).toEqual({
      sum: '15 available now.',
      nearest: null,
      isNear: false,
      next: {
        before: 'Available now at ',
        libraries: [5, 4, 3, 2].map((count) => ({
          text: `Library ${String(count)} (${String(count)})`,
          href: `#library-Library ${String(count)}`,
        })),
        after: ' and 1 more library.',
      },
      wasAsked: true,
    });
  });

  it('names those that help alike in one order, whichever system answers first', () => {
    const named = (...names: readonly string[]) =>
      sumView(names.map((name) => library(name, available(1)))).next?.libraries.map(({ text }) => text);

    expect(named('Moor', 'Bay', 'Hill')).toEqual(['Bay (1)', 'Hill (1)', 'Moor (1)']);
  });

  it('names whom to ask if no copy is certainly in, the likeliest first', () => {
    expect(sumView([library('Bay', available(0)), library('Hill', null), library('Moor', perhaps)])).toMatchObject({
      sum: 'None is certainly available now; 1 library may have one on the shelf; 1 library could not be checked.',
      next: {
        before: 'Ask first: it may be on the shelf at ',
        libraries: [{ text: 'Moor' }, { text: 'Hill' }],
        after: '.',
      },
    });
  });

  it('says of what is for use in the library that none can be borrowed, not that none is there', () => {
    const services = [{ service: 'REFERENCE_USE', available: true }] as const;

    expect(sumView([library('Bay', available(0, { services })), library('Hill', available(0))]).sum).toBe(
      'None available now to borrow.',
    );
  });

  it('names when the first is due back if none is in, and no day that is past', () => {
    const due = (on: string) => available(0, { earliestDue: { on } });

    expect(
      sumView([
        library('Bay', due('2026-11-20')),
        library('Hill', due('2026-12-09')),
        library('Moor', due('2026-12-05')),
      ]),
    ).toMatchObject({
      sum: 'None available now.',
      next: { before: 'The first is due back at ', libraries: [{ text: 'Moor' }], after: ', 5 December 2026.' },
    });
    expect(sumView([library('Bay', due('2026-11-20'))]).next).toBeNull();
    // What was so when it was last checked is no fact of now; and nothing is fetched where all is closed.
    const known = { ...due('2026-12-01'), state: 'LAST_KNOWN' as const } as Availability;
    const old = library('Bay', known);
    expect(old.model.states?.[0]?.detail).toContain('Was due back 1 December 2026, when last checked.');
    const shut = holding('Tor');
    const closures = [{ from: '2026-09-01', to: null, note: null }];
    const closed = holder({ ...shut, library: { ...shut.library, closures } });
    expect(sumView([old, tellLibrary(closed, () => due('2026-12-02'), NOW)]).next).toBeNull();
  });

  it('has space kept for it only if a system is asked', () => {
    const online = tellLibrary(holder(holding('Bay', { online: true })), () => null, NOW);

    expect(sumView([online])).toMatchObject({ sum: 'It can be read online.', next: null, wasAsked: false });
    expect(online.model.holdings).toBe(0);
  });
});
