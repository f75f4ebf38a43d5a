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

const show = (library: Library = LIBRARY) =>
  libraryView(
    { data: { region: null, search: null, library }, errors: [], notLive: [], correlationId: null },
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
