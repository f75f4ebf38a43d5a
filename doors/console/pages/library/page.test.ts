import { describe, expect, it } from 'vitest';
import { libraryView } from './page.ts';

const NOW = Date.parse('2026-11-27T10:00:00Z');

type Library = Parameters<typeof libraryView>[1];

const UNKNOWN = {
  ...{ contact: null, address: null, openingHours: null, closures: [] },
  ...{ openNow: null, opensNext: null, closesAt: null, coordinates: null },
};
const site = (id: string): Library['sites'][number] => ({ ...UNKNOWN, id, name: `Site ${id}` });
const CONTACT = { telephone: '01632 960120', email: 'library@ash.example', website: 'https://ash.example/library' };
const LIBRARY: Library = {
  ...UNKNOWN,
  ...{ id: 'ash', name: 'Ash', network: null, organisations: [], memberships: [], holdingsCount: 1 },
  ...{ timeZone: 'Europe/London', sites: [site('a'), site('b')], contact: CONTACT },
  system: { id: 'hill', name: 'Koha of Hill', capabilities: ['LIVE_ITEMS'] },
  harvest: { lastCompleteAt: '2026-11-27T09:00:00Z', lagSeconds: 3_600, problem: null, running: false },
};

type Region = NonNullable<Parameters<typeof libraryView>[0]['data']['region']>;
const REGION: Region = { name: 'Shires', bankHolidays: [], incomplete: [] };

const show = (library: Library = LIBRARY, incomplete: Region['incomplete'] = []) =>
  libraryView(
    {
      ...{ data: { region: { ...REGION, incomplete }, search: null, library }, errors: [] },
      ...{ notLive: [], correlationId: null },
    },
    library,
    NOW,
  );

describe('a library with several sites', () => {
  it('says of itself first what is known of it as a whole', () => {
    expect(show().places.map(({ name, contact }) => [name, contact.map(({ text }) => text)])).toEqual([
      ['Ash', ['Telephone 01632 960120', 'Write to library@ash.example', 'Web page']],
      ['Site a', []],
      ['Site b', []],
    ]);
    expect(show({ ...LIBRARY, contact: null }).places.map(({ name }) => name)).toEqual(['Site a', 'Site b']);
    expect(show({ ...LIBRARY, sites: [site('a')] }).places.map(({ name }) => name)).toEqual(['Site a']);
  });
});

it('claims of a system that can be asked, and may be silent, no more than that', () => {
  expect(show().data).toContain('Its system can be asked how copies stand now.');
});

describe('what is missing of its records, as the index says', () => {
  const gap = (id: string, name: string, why: 'PARTIAL' | 'UNREADABLE' | 'STALE') => ({
    ...{ system: { id, name }, why, since: '2026-11-25T09:00:00Z' },
  });
  const moving = (phase: 'LIVE' | 'TEST_LOADED' | 'MOVED') => ({
    phase,
    since: null,
    system: { id: 'vale', name: 'Koha of Vale' },
  });

  it('stands on its page', () => {
    const said = (why: 'PARTIAL' | 'UNREADABLE' | 'STALE') => show(LIBRARY, [gap('hill', 'Koha of Hill', why)]).data[0];

    expect(said('PARTIAL')).toBe('Not all of its records have been read yet. Last read 60 minutes ago.');
    expect(said('UNREADABLE')).toBe('Some records could not be read since 25 November 2026. Last read 60 minutes ago.');
    expect(said('STALE')).toBe('Last read 60 minutes ago. It should have been read since.');
    expect(show(LIBRARY, null).data).toContain('Whether all of its records are here cannot be told now.');
    expect(show(LIBRARY, [gap('bay', 'Koha of Bay', 'STALE')]).data).toEqual(show().data);
  });

  it('is told of another system that it uses, and not of one that it tries out or has left', () => {
    const incomplete = [gap('vale', 'Koha of Vale', 'PARTIAL')];
    const words =
      '1 system is incomplete: Koha of Vale (not all of its records have been read yet). The library may have more than is listed here.';

    expect(show({ ...LIBRARY, memberships: [moving('LIVE')] }, incomplete).data).toContain(words);
    for (const phase of ['TEST_LOADED', 'MOVED'] as const)
      expect(show({ ...LIBRARY, memberships: [moving(phase)] }, incomplete).data).not.toContain(words);
  });
});
