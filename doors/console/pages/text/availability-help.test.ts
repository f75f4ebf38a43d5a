import { expect, it } from 'vitest';
import type { CopyCountsFragment, ReasonCode } from '../../__generated__/operations.ts';
import { describeAvailability } from '../../words/availability.ts';
import { tellEdition } from '../find/where.ts';
import { AVAILABILITY_HELP } from './availability-help.ts';

const NOW = Date.parse('2026-12-01T10:00:00Z');

const why = (code: ReasonCode) => ({ code, message: '' });
const LIVE: CopyCountsFragment = {
  state: 'LIVE',
  asOf: '2026-12-01T09:59:58Z',
  reason: null,
  itemCount: 2,
  availableCount: 2,
  recordGone: false,
  unknownCount: 0,
  earliestDue: null,
  services: null,
};
const UNSURE = { availableCount: null, unknownCount: 1 };
const OLD = { ...LIVE, state: 'LAST_KNOWN', asOf: '2026-11-30T14:05:00Z', reason: why('UNREACHABLE') } as const;
const IN_TITLES: readonly CopyCountsFragment[] = [
  LIVE,
  { ...LIVE, ...UNSURE },
  { ...OLD, availableCount: 1 },
  { ...OLD, ...UNSURE },
  { ...OLD, availableCount: 0 },
  { ...LIVE, ...UNSURE, state: 'UNKNOWN', asOf: null },
  { ...LIVE, ...UNSURE, state: 'NOT_SUPPORTED', asOf: null },
];
const IN_RESULTS: readonly CopyCountsFragment[] = [...IN_TITLES, { ...OLD, reason: why('NOT_SUPPORTED') }];

/** `Certainly in: Ash.` of one library with such copies. */
function placeOf(asked: CopyCountsFragment): string {
  const library = { id: 'ash', name: 'Ash', system: { id: 'ash' } };
  const edition: Parameters<typeof tellEdition>[0] = {
    ...({} as Parameters<typeof tellEdition>[0]),
    id: 't',
    holdings: [{ id: 'h', basis: 'ITEMS', statements: [], online: false, sites: [], library }],
  };
  return tellEdition(edition, () => asked, { libraries: [], now: NOW, chosen: null }).details[0] ?? '';
}

it('quotes what titles and results say, and explains each of their words', () => {
  const headlines = IN_TITLES.map((asked) => describeAvailability(asked, false, NOW).headline);
  const places = IN_RESULTS.map(placeOf);
  const quoted = AVAILABILITY_HELP.flatMap((text) => [...text.matchAll(/“([^”]+)”/g)].map(([, words = '']) => words));

  expect(quoted.filter((words) => ![...headlines, ...places].some((said) => said.includes(words)))).toEqual([]);
  expect(headlines.filter((words) => !quoted.includes(words))).toEqual([]);
  const said = places.flatMap((place) => [place.split(':')[0] ?? '', /\(.+\)/.exec(place)?.[0] ?? []].flat());
  expect(said.filter((words) => !quoted.includes(words))).toEqual([]);
});
