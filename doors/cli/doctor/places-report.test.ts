import type { LibraryId, SystemId } from '#domain/ids.ts';
import type { Library, Site } from '#domain/region.ts';
import type { Whereabouts } from '#domain/places/whereabouts.ts';
import { expect, it } from 'vitest';
import { renderPlaces, reportPlaces } from './places-report.ts';

function library(id: string, rest: Whereabouts & { readonly sites?: readonly Site[] } = {}): Library {
  const system = 'koha' as SystemId;
  return {
    ...{ id: id as LibraryId, name: id, aliases: [], network: null, organisations: [], sites: [], system },
    memberships: [],
    ...rest,
  };
}

const at = (latitude: number, longitude: number): Whereabouts => ({ coordinates: { latitude, longitude } });
const site = (id: string, rest: Whereabouts = {}): Site => ({
  id,
  name: id,
  organisation: null,
  locations: [],
  ...rest,
});

it('lists what each place leaves out, and what is too far from the others to be right', () => {
  const hours = { monday: [{ from: 540, to: 1020 }] };
  const reports = reportPlaces({
    libraries: [
      library('a', { ...at(52.1, -2.1), hours, sites: [site('only')] }),
      library('b', { hours, sites: [site('one', at(52.2, -2.2)), site('two')] }),
      library('c', at(-2.3, 52.3)),
      library('d', at(40.7, -74)),
      library('e', at(52.3, -2)),
    ],
  });

  expect(reports.map(({ library: id, site: of, missing, warning }) => [id, of, missing, warning])).toEqual([
    ['a', 'only', ['contact', 'address'], null],
    ['b', 'one', ['contact', 'address', 'hours'], null],
    ['b', 'two', ['contact', 'address', 'coordinates', 'hours'], null],
    ['c', null, ['contact', 'address', 'hours'], expect.stringMatching(/^\d{4} km .* swapped$/)],
    ['d', null, ['contact', 'address', 'hours'], expect.stringMatching(/^\d{4} km .*: check its coordinates$/)],
    ['e', null, ['contact', 'address', 'hours'], null],
  ]);
  expect(renderPlaces(reports)).toMatch(/^places\n {4}ok {4}a\/only +not given: contact, address\n/);
});

it('warns of nobody where there are too few to compare', () => {
  const reports = reportPlaces({ libraries: [library('a', at(52, -2)), library('b', at(-2, 52))] });

  expect(reports.map(({ warning }) => warning)).toEqual([null, null]);
});
