import { expect, it } from 'vitest';
import { choiceOf } from './choice.ts';
import { nothingView } from './nothing.ts';
import { findView } from './page.ts';

const NOW = Date.parse('2026-11-27T10:00:00Z');
const harvest = { lastCompleteAt: '2026-11-27T09:00:00Z', lagSeconds: 3_600, records: 9, rejects: 0, running: false };
const gap = { system: { id: 'b', name: 'B' }, why: 'STALE', since: null } as const;
const system = (id: string, problem: string | null) => ({
  id,
  libraries: [{ name: `${id} Library` }],
  harvest: { ...harvest, problem },
});
const library = (id: string, telephone: string | null) => ({
  id,
  name: id,
  contact: telephone === null ? null : { telephone, email: null, website: null },
});
const choice = choiceOf(new URLSearchParams(), 'midwifery');

it('says where nothing is found what the start page says is missing, once, and whom nobody can reach', () => {
  const silent = 'LMS_UNAVAILABLE: A library system did not answer.';
  const view = nothingView(
    {
      region: {
        incomplete: [gap],
        systems: [system('a', silent), system('b', silent), system('c', null)],
        libraries: [library('Ash', '01632 960001'), library('Bay', null)],
      },
      search: null,
      everywhere: null,
    },
    choice,
  );

  expect(view.missing).toEqual(['Titles of a Library may be missing here, or old.']);
  expect(view.libraries.map(({ name }) => name)).toEqual(['Ash']);
  expect(view.unreached).toBe('How to reach Bay is not known here.');
});

it('calls one word that nothing has no mistake of spelling alone', () => {
  const search = {
    ...{ totalCount: 0, approximate: false, searchedInstead: null, didYouMean: null, wordsLeftOut: [] },
    ...{ takenAsWords: [], lastKnownFrom: null, nodes: [], facets: [], years: [] },
    pageInfo: { hasNextPage: false, endCursor: null },
  };
  const region = { name: 'Vale', incomplete: [], libraries: [] };
  const say = (words: string, query = '') =>
    findView({ region, search }, choiceOf(new URLSearchParams(query), words), { refused: false, cut: false, now: NOW })
      .summary;

  expect(say('midwifery')).toBe(
    'Nothing found. No title here has the word “midwifery”. Check the spelling, or type another word for it.',
  );
  expect(say('two words')).toContain('type fewer words');
  expect(say('midwifery', 'library=ash')).toContain('type fewer words');
});

it('numbers no results behind a page of which it is not known where it begins', () => {
  const node = {
    ...({} as NonNullable<Parameters<typeof findView>[0]['search']>['nodes'][number]),
    id: 'a',
    title: 'A',
    creators: [],
    holdings: [],
    work: { id: 'w' },
  };
  const search = {
    ...{ totalCount: 9, approximate: false, searchedInstead: null, didYouMean: null, wordsLeftOut: [] },
    ...{ takenAsWords: [], lastKnownFrom: null, nodes: [node], facets: [], years: [] },
    pageInfo: { hasNextPage: true, endCursor: 'next' },
  };
  const next = (query: string) =>
    findView({ region: null, search }, choiceOf(new URLSearchParams(query), 'heart'), {
      refused: false,
      cut: false,
      now: NOW,
    }).next;

  expect(next('after=x')).not.toContain('from=');
  expect(next('after=x&from=20')).toContain('from=21');
});
