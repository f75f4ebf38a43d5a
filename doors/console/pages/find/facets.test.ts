import { expect, it } from 'vitest';
import type { FacetField, FacetPartsFragment } from '../../__generated__/operations.ts';
import { choiceOf, keptFields, withoutFilter } from './choice.ts';
import { chosenOf, facetsOf } from './facets.ts';

const facet = (field: FacetField, count: number): FacetPartsFragment => ({
  field,
  values: Array.from({ length: count }, (_, place) => ({
    value: String(1700 + place),
    label: 'Elm',
    count: 1,
    exact: true,
  })),
});

it('says of a list that is cut which values it has', () => {
  const cut = [facet('LIBRARY', 12), facet('CREATOR', 12), facet('SUBJECT', 11), facet('YEAR', 200)];

  expect(facetsOf(cut, choiceOf(new URLSearchParams(), 'heart')).map(({ name, note }) => [name, note])).toEqual([
    ['Library', 'The 12 libraries with the most titles.'],
    ['Author', 'The 12 authors with the most titles.'],
    ['Subject', null],
    ['Year', 'Of the 200 years with the most titles.'],
  ]);
});

it('names what is chosen also where the facets do not', () => {
  const chosen = (query: string) =>
    chosenOf([], choiceOf(new URLSearchParams(query), 'zzz'), [{ id: 'ash', name: 'Ash Library' }]).map(
      ({ text }) => text,
    );

  expect(chosen('library=ash&language=ger')).toEqual(['Library: Ash Library', 'Language: German']);
  expect(chosen('library=gone&language=qqq')).toEqual(['Library: gone', 'Language: qqq']);
});

it('keeps what is chosen for other words, and leads to a search without it', () => {
  const query = 'q=heart&library=ash&format=BOOK&year=2010-2019&in=now&sort=NEWEST&after=abc&from=10';
  const choice = choiceOf(new URLSearchParams(query), 'heart');

  expect(keptFields(choice).map(({ name, value }) => `${name}=${value}`)).toEqual([
    'library=ash',
    'format=BOOK',
    'year=2010-2019',
    'in=now',
    'sort=NEWEST',
  ]);
  expect(withoutFilter(choice)).toBe('/find?q=heart&sort=NEWEST');
  expect(keptFields(choiceOf(new URLSearchParams(), 'heart'))).toEqual([]);
});
