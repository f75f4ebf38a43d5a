import { describe, expect, it } from 'vitest';
import { sumView, tellLibrary } from './copies.ts';
import type { Holder } from './holders.ts';
import { groupsOf, inOrder } from './order.ts';
import { orderView, sayLacking } from './page.ts';

const NOW = Date.parse('2026-11-27T10:00:00Z');

type Library = Holder['library'];
const at = (latitude: number, longitude = -2) => ({ latitude, longitude });

function holder(id: string, library: Partial<Library> = {}): Holder {
  const whole: Library = {
    id,
    name: id,
    contact: null,
    address: null,
    network: null,
    coordinates: null,
    sites: [],
    openNow: null,
    opensNext: null,
    closesAt: null,
    timeZone: 'Europe/London',
    closures: [],
    system: { id: 'one', capabilities: [] },
    ...library,
  };
  const holding = {
    id: `${id}-1`,
    basis: 'ITEMS' as const,
    online: false,
    copies: null,
    callNumbers: [],
    catalogueUrl: null,
    sites: [],
    statements: [],
    library: whole,
  };
  return { edition: 'told:1', library: whole, holdings: [holding], near: null, request: 'Request it' };
}

const answer = (availableCount: number) => ({
  ...{
    state: 'LIVE' as const,
    asOf: null,
    reason: null,
    itemCount: 9,
    availableCount,
    unknownCount: 0,
    recordGone: false,
  },
  ...{ holdQueueAtLeast: null, earliestDue: null, services: null, items: null },
});

const VALE = { id: 'vale', name: 'Vale' };
const OWN = {
  id: 'own',
  name: 'Own',
  network: VALE,
  coordinates: at(52),
  sites: [{ id: 'east', name: 'East', coordinates: at(52, 0) }],
};
const HOLDERS = [
  holder('far', { coordinates: at(53) }),
  holder('lost'),
  holder('near', { coordinates: at(52.2) }),
  holder('own', { network: VALE, coordinates: at(52) }),
  holder('shut', { network: VALE, coordinates: at(52.1), openNow: false }),
  holder('open', { network: VALE, coordinates: at(54), openNow: true }),
];
const idsOf = (holders: readonly Holder[]): readonly string[] => holders.map(({ library }) => library.id);

describe('the libraries of a title, seen from one of them', () => {
  it('are that one, its network with who is open first, then the others by distance, the unknown last', () => {
    const ordered = inOrder(HOLDERS, OWN, { library: 'own', site: null }, null, NOW);

    expect(idsOf(ordered)).toEqual(['own', 'open', 'shut', 'near', 'far', 'lost']);
    expect(ordered.map(({ near }) => (near?.miles === null ? null : Math.round(near?.miles ?? -1)))).toEqual([
      0,
      138,
      7,
      14,
      69,
      null,
    ]);
    expect(ordered.flatMap((one) => tellLibrary(one, () => null, NOW).model.notes)).toEqual([
      'About 138 miles away in a straight line.',
      'About 7 miles away in a straight line.',
      'About 14 miles away in a straight line.',
      'About 69 miles away in a straight line.',
      'Distance not known.',
    ]);
  });

  it('stand below a heading for each group, if one is chosen', () => {
    const closures = [{ from: '2026-09-01', to: null, note: null }];
    const place = { library: 'own', site: null };
    const holders = inOrder([...HOLDERS, holder('moved', { network: VALE, closures })], OWN, place, null, NOW);
    const headings = (linked: readonly { readonly id: string; readonly name: string }[] = []) =>
      groupsOf(holders, OWN, { ...place, linked }, NOW).map(({ first, heading }) => [first.library.id, heading]);

    expect(headings()).toEqual([
      ['own', 'Your library'],
      ['open', 'Your library’s network: Vale'],
      ['near', 'Others, the nearest first'],
      ['moved', 'Closed for a week or longer'],
    ]);
    expect(headings([OWN, { id: 'far', name: 'Far' }]).slice(0, 2)).toEqual([
      ['own', 'Your libraries'],
      ['open', 'The network of Own: Vale'],
    ]);
    expect(groupsOf(HOLDERS, null, null, NOW)).toEqual([]);
    const lost = { ...OWN, coordinates: null, sites: [] };
    const far = inOrder(HOLDERS, lost, place, null, NOW);
    expect(groupsOf(far, lost, place, NOW).map(({ heading }) => heading)).toContain('Others');
    expect(orderView(lost, place, 'told:1').words).toContain('then the others (where Own is is not known here); any');
  });

  it('are as they were where none is chosen', () => {
    expect(inOrder(HOLDERS, null, null, null, NOW)).toEqual(HOLDERS);
  });

  it('are measured from the chosen site, and to the site that has the copies', () => {
    const east = holder('two', {
      coordinates: at(52),
      sites: [{ id: 'b', name: 'B', closures: [], coordinates: at(52, 0) }],
    });
    const [holding] = east.holdings;
    if (holding === undefined) throw new Error('nothing is held');
    const there = {
      ...east,
      holdings: [
        {
          ...holding,
          sites: [{ id: 'b', name: 'B', openNow: null, opensNext: null, closesAt: null, contact: null, address: null }],
        },
      ],
    };

    expect(inOrder([there], OWN, { library: 'own', site: 'east' }, null, NOW)[0]?.near?.miles).toBe(0);
    // Where that site is is not known: another one, or the library's own address, does not have them.
    const elsewhere = { id: 'c', name: 'C', closures: [], coordinates: at(52, 0) };
    const lost = { ...there.library, sites: [{ id: 'b', name: 'B', closures: [], coordinates: null }, elsewhere] };
    expect(inOrder([{ ...there, library: lost }], OWN, null, null, NOW)[0]?.near?.miles).toBeNull();
  });

  it('may not lend where the rules of the region say so, and only then', () => {
    const excluded = [
      { library: { id: 'far' }, reasons: [{ code: 'OWN_NETWORK_ONLY', words: 'It lends in its own network only.' }] },
      { library: { id: 'near' }, reasons: [{ code: 'CLOSED', words: 'It is closed.' }] },
    ] as const;
    const notes = inOrder(HOLDERS, OWN, null, { excluded }, NOW).map((one) => [one.library.id, one.near?.notLent]);

    expect(notes.filter(([, why]) => why !== null)).toEqual([['far', 'It lends in its own network only.']]);
  });

  /** A library of the network whose main site is not the one that has the copies. */
  function ofSites(id: string, main: boolean, here: boolean, latitude: number): Holder {
    const placed = { name: '', closures: [], coordinates: at(latitude) };
    const sites = ['main', 'here'].map((site) => ({ ...placed, id: `${id}-${site}`, name: `${id} ${site}` }));
    const one = holder(id, { network: VALE, coordinates: at(latitude), openNow: main, sites });
    const contact = { telephone: '01632 960114', email: null };
    const site = {
      id: `${id}-here`,
      name: `${id} here`,
      openNow: here,
      opensNext: null,
      closesAt: null,
      contact,
      address: null,
    };
    return { ...one, holdings: one.holdings.map((holding) => ({ ...holding, sites: [site] })) };
  }

  it('are open, and near, where the copies are', () => {
    const holders = [
      ofSites('tame', true, true, 52.3),
      ofSites('teme', true, false, 52.1),
      ofSites('sev', false, true, 52.2),
    ];
    const ordered = inOrder(holders, OWN, null, null, NOW);

    expect(idsOf(ordered)).toEqual(['sev', 'tame', 'teme']);
    const told = ordered.map((one) => tellLibrary(one, () => answer(one.library.id === 'tame' ? 0 : 2), NOW));
    expect(sumView(told)).toMatchObject({
      nearest: {
        before: 'Nearest with a copy in now: ',
        libraries: [{ text: 'teme here (teme)', href: '#library-teme' }],
        after: ', about 7 miles, closed now, telephone 01632 960114.',
      },
      next: { libraries: [{ text: 'sev (2, about 14 miles)' }, { text: 'teme (2, about 7 miles)' }] },
    });
    const only = ordered.map((one) => tellLibrary(one, () => answer(one.library.id === 'sev' ? 2 : 0), NOW));
    expect(sumView(only)).toMatchObject({ nearest: { libraries: [{ text: 'sev here (sev)' }] }, next: null });
  });

  it('name of the chosen one the place that is open, where both have a copy in', () => {
    const sites = ['Main', 'East'].map((id) => ({ id, name: id, closures: [], coordinates: at(52) }));
    const one = holder('own', { sites });
    const there = sites.map(({ id }) => ({
      ...{ id, name: id, openNow: id === 'East', opensNext: null, closesAt: null, contact: null, address: null },
    }));
    const nodes = sites.map((site) => ({
      ...{
        id: site.id,
        state: 'LIVE' as const,
        asOf: null,
        reason: null,
        status: 'AVAILABLE' as const,
        limitations: [],
      },
      ...{ use: 'LOAN' as const, callNumber: null, enumeration: null, due: null, currentLocation: null },
      permanentLocation: { name: null, site },
    }));
    const own = { ...one, holdings: one.holdings.map((holding) => ({ ...holding, sites: there })) };
    const asked = { ...answer(2), items: { nodes, pageInfo: { hasNextPage: false } } };
    const told = inOrder([own], OWN, null, null, NOW).map((seen) => tellLibrary(seen, () => asked, NOW));

    expect(sumView(told).nearest).toMatchObject({ before: 'In now at ', libraries: [{ text: 'East (own)' }] });

    const closures = [{ from: '2020-01-01', to: null, note: null }];
    const closing = sites.map((site) => (site.id === 'East' ? { ...site, closures } : site));
    const shutting = { ...own, library: { ...own.library, sites: closing } };
    const rest = tellLibrary(
      {
        ...shutting,
        holdings: own.holdings.map((one) => ({ ...one, library: shutting.library })),
        near: told[0]?.holder.near ?? null,
      },
      () => asked,
      NOW,
    );
    expect(sumView([rest])).toMatchObject({
      sum: '1 available now.',
      nearest: { libraries: [{ text: 'Main (own)' }] },
    });
  });

  it('do not have the chosen one among them, which is said, and no more than is known', () => {
    expect(sayLacking([OWN], HOLDERS, [], [])).toBeNull();
    expect(sayLacking([OWN], HOLDERS.slice(0, 2), [], [])).toBe('Own does not have this title.');
    expect(sayLacking([OWN], HOLDERS.slice(0, 2), null, [])).toBe('No record of this title has been read from Own.');
    const [elm, first] = [{ id: 'elm', name: 'Elm' }, HOLDERS[0]?.library ?? OWN];
    expect(sayLacking([OWN, elm], HOLDERS.slice(0, 2), [], [])).toBe(
      'None of your libraries has this title: Own and Elm.',
    );
    expect(sayLacking([elm, first], HOLDERS, [], [])).toBeNull();
    const host = { title: 'A handbook', creator: null, part: 'p. 12', edition: null, copy: null };
    expect(sayLacking([OWN], [], [], [host])).toBeNull();
    expect(sayLacking([OWN], HOLDERS.slice(0, 2), [], [host])).toBeNull();
    expect(sayLacking([OWN], HOLDERS.slice(0, 2), [], null)).toBeNull();
  });

  it('are first those whose cards are linked, wherever they are', () => {
    const ordered = inOrder(
      HOLDERS,
      OWN,
      { library: 'own', site: null, linked: [OWN, { id: 'far', name: 'far' }] },
      null,
      NOW,
    );

    expect(idsOf(ordered)).toEqual(['own', 'far', 'open', 'shut', 'near', 'lost']);
  });

  it('are called the nearest only of those whose distance is known', () => {
    const first = (...ids: readonly string[]) =>
      sumView(
        inOrder(HOLDERS, OWN, null, null, NOW).map((one) =>
          tellLibrary(one, () => answer(ids.includes(one.library.id) ? 1 : 0), NOW),
        ),
      );

    expect(first('near', 'far').nearest?.before).toBe('Nearest with a copy in now: ');
    expect(first('near', 'lost')).toMatchObject({
      nearest: { before: 'Nearest with a copy in now, of those whose distance is known: ' },
      next: { libraries: [{ text: 'near (1, about 14 miles)' }, { text: 'lost (1)' }] },
    });
  });

  it('are named in the sum by what helps, and not by how many copies they have', () => {
    const counts = new Map([
      ['far', 9],
      ['shut', 1],
      ['near', 2],
    ]);
    const told = inOrder(HOLDERS, OWN, null, null, NOW).map((one) =>
      tellLibrary(one, () => answer(counts.get(one.library.id) ?? 0), NOW),
    );

    expect(sumView(told).next?.libraries.map(({ text }) => text)).toEqual([
      'shut (1, about 7 miles)',
      'near (2, about 14 miles)',
      'far (9, about 69 miles)',
    ]);
  });
});
