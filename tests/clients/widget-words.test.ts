import { readFileSync } from 'node:fs';
import { runInNewContext } from 'node:vm';
import { expect, it } from 'vitest';

const HTML = readFileSync('clients/examples/find-a-copy/index.html', 'utf8');
const WORDS = HTML.slice(HTML.indexOf('// ---- Words'), HTML.indexOf('// ---- Places and their copies'));

type Tell = (holding: object, zone: string) => { readonly words: string; readonly tone: string };

const tell: unknown = runInNewContext(`${WORDS}; tellCounts`);

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
