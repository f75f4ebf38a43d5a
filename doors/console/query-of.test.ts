import { expect, it } from 'vitest';
import { queryOf } from './query-of.ts';

it('is all that follows the first question mark', () => {
  const query = queryOf('/find?q=what+is+health?+a+guide&format=BOOK');

  expect(Object.fromEntries(new URLSearchParams(query))).toEqual({ q: 'what is health? a guide', format: 'BOOK' });
  expect(['/find', '/find?', '/find??'].map(queryOf)).toEqual(['', '', '?']);
});
