import { readFileSync } from 'node:fs';
import { runInNewContext } from 'node:vm';
import { expect, it } from 'vitest';

const HTML = readFileSync('clients/examples/find-a-copy/index.html', 'utf8');
const WORDS = HTML.slice(HTML.indexOf('// ---- Words'), HTML.indexOf('// ---- The page'));

interface Told {
  readonly words: string;
  readonly tone: string;
}
type Tell = (holding: object, zone: string) => Told;
type TellPlace = (place: object) => readonly Told[];

const tell: unknown = runInNewContext(`${WORDS}; tellCounts`);
const tellPlace: unknown = runInNewContext(`${WORDS}; linesOf`);

it('says of a holding without a copy that is told what it is, and never that none is there', () => {
  const none = { state: 'LIVE', asOf: '2026-11-27T09:59:58Z', itemCount: 0, availableCount: 0, earliestDue: null };
  const reason = { code: 'NOT_SUPPORTED' };
  const say = (basis: string, more: object = {}, statements: readonly object[] = []) => {
    const { words, tone } = (tell as Tell)(
      { basis, statements, availability: { ...none, reason: null, ...more } },
      'Europe/London',
    );
    return [words, tone];
  };

  expect(say('STATEMENT')).toEqual(['Held by the library; ask for the volume', 'ask']);
  expect(say('RECORD_ONLY')).toEqual(['In the library’s catalogue; ask the library', 'ask']);
  expect(say('ITEMS', {}, [{ text: '1990-2024' }])).toEqual(['Held by the library; ask for the volume', 'ask']);
  expect(say('ORDER', { state: 'LAST_KNOWN' })).toEqual([
    expect.stringMatching(/^On order, as of .*; the system is not answering$/),
    'ask',
  ]);
  expect(say('ORDER')).toEqual(['On order', 'out']);
  expect(say('RECORD_ONLY', { recordGone: true })).toEqual(['No longer in the library’s public catalogue', 'out']);
  expect(say('STATEMENT', { recordGone: true, state: 'LAST_KNOWN' })).toEqual([
    expect.stringMatching(/^None on the shelf .*; the system is not answering$/),
    'ask',
  ]);
  expect(say('ITEMS', { reason })).toEqual(['Perhaps on the shelf; ask the library', 'ask']);
  expect(say('ITEMS')).toEqual([expect.stringMatching(/^None on the shelf, checked /), 'out']);
});

it('does not say of copies that are not listed that they are at another site', () => {
  const [near, far] = [
    { id: 'near', name: 'Near' },
    { id: 'far', name: 'Far' },
  ];
  const library = { id: 'ash', name: 'Ash', timeZone: 'Europe/London', sites: [near, far] };
  const place = { code: 'MAIN', name: 'Main shelves', site: far };
  const copy = { state: 'LIVE', status: 'AVAILABLE', use: 'LOAN', reason: null, limitations: [], due: null };
  const asOf = '2026-11-27T09:59:58Z';
  const nodes = Array.from({ length: 20 }, () => ({ ...copy, asOf, currentLocation: place, permanentLocation: place }));
  const wordsAt = (site: object, hasNextPage: boolean): readonly string[] => {
    const availability = { itemCount: 25, recordGone: false, items: { nodes, pageInfo: { hasNextPage } } };
    const holdings = [{ basis: 'ITEMS', statements: [], callNumbers: [], availability }];
    return (tellPlace as TellPlace)({ library, site, holdings }).map(({ words }) => words);
  };

  expect(wordsAt(near, true)).toEqual([
    'There may be a copy here: the library has more copies than are shown here; ask the library',
  ]);
  expect(wordsAt(near, false)).toEqual(['At another site of this library today; ask the library']);
  expect(wordsAt(far, true)).toEqual([
    expect.stringMatching(/^On the shelf, checked /),
    'It has more copies than are shown here; ask the library',
  ]);
});
