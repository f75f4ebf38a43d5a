import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { siteOf } from '../site.fixture.ts';
import { toCopyState } from './texts.ts';
import { readAvailability } from './client.ts';

const head = '<?xml version="1.0" encoding="UTF-8" ?>\n<dlf:collection\n  xmlns:dlf="http://diglib.org/ilsdi/1.1">\n';
const copy = (id: string, inside: string): string =>
  `  <dlf:record>\n    <dlf:bibliographic id="1" />\n    <dlf:items>\n      <dlf:item id="${id}">\n` +
  `        <dlf:simpleavailability>\n          <dlf:identifier>${id}</dlf:identifier>\n${inside}` +
  '        </dlf:simpleavailability>\n      </dlf:item>\n    </dlf:items>\n  </dlf:record>\n';
const whole = (...copies: readonly string[]): string => `${head}${copies.join('')}</dlf:collection>\n`;
const status = (text: string): string => `          <dlf:availabilitystatus>${text}</dlf:availabilitystatus>\n`;

const piece = fc.oneof(
  fc.constantFrom('<', '>', '&', '&amp;', '</dlf:location>', '<dlf:location>', '<dlf:itemcallnumber>', '"', "'", '\n'),
  fc.constantFrom(
    '<dlf:item id="9">',
    '</dlf:item>',
    '<!-- -->',
    '<![CDATA[',
    ']]>',
    '<!DOCTYPE a>',
    '<?x?>',
    '\0',
    '\uD800',
  ),
  fc.constantFrom(
    'available',
    'not available',
    'Checked out',
    'unknown',
    '<code>NotAllowed</code>',
    '<GetAvailability>',
  ),
  fc.string({ maxLength: 6 }),
);
const junk = fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join(''));

/** What the answer says of the copy 5; undefined where it says nothing that can be read. */
function stateOf(xml: string): string | undefined {
  const answer = readAvailability(xml);
  const said = answer.kind === 'answer' ? answer.byItem.get('5') : undefined;
  if (said === undefined || said === 'bad') return undefined;
  const state = toCopyState(siteOf(), said, '2026-11-24T14:00:00.000Z');
  return state === null ? 'NOT_FOUND' : state.status;
}

describe('an answer of ILS-DI that nobody should send', () => {
  it('never fails the reader, wherever the junk is', () => {
    const right = whole(copy('5', status('available')), copy('6', status('not available')));
    fc.assert(
      fc.property(junk, fc.nat(right.length), fc.nat(20), (text, at, left) => {
        expect(() => readAvailability(right.slice(0, at) + text + right.slice(at + left))).not.toThrow();
        expect(() => readAvailability(text)).not.toThrow();
      }),
      { numRuns: 1_000, seed: 51 },
    );
  });

  it('says nothing of a copy wherever it is cut', () => {
    const right = whole(
      copy('5', `${status('not available')}          <dlf:availabilitymsg>Checked out</dlf:availabilitymsg>\n`),
    );
    expect(stateOf(right)).toBe('ON_LOAN');
    for (let at = 0; at < right.trimEnd().length; at += 1) expect(stateOf(right.slice(0, at))).toBeUndefined();
  });

  it('is not known of by any text that is in no table', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 40 }), (text) => {
        const known = ['available', 'Checked out', 'Item lost', 'Item withdrawn', 'Item damaged', 'In transit'];
        fc.pre(!known.includes(text.trim()));
        const state = toCopyState(
          siteOf(),
          { status: text, message: null, location: null },
          '2026-11-24T14:00:00.000Z',
        );
        expect(state?.status).toBe('UNKNOWN');
      }),
      { numRuns: 500, seed: 52 },
    );
  });

  it.each([
    ['says two things of one copy', whole(copy('5', status('available')), copy('5', status('not available')))],
    ['names another copy inside', whole(copy('5', status('available')).replace('identifier>5<', 'identifier>6<'))],
    ['says no state', whole(copy('5', ''))],
    [
      'says two states',
      whole(copy('5', '').replace(/<dlf:simpleavailability>[^]*<\/dlf:simpleavailability>/u, (all) => all + all)),
    ],
  ])('is none where it %s', (_what, xml) => {
    expect(stateOf(xml)).toBeUndefined();
  });

  it.each([
    [
      'a billion laughs',
      `<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>${whole(copy('5', status('&b;')))}`,
    ],
    [
      'a file of the reader',
      `<!DOCTYPE l [<!ENTITY a SYSTEM "file:///etc/hostname">]>${whole(copy('5', status('&a;')))}`,
    ],
  ])('is refused with %s in it', (_what, xml) => {
    expect(readAvailability(xml)).toMatchObject({ kind: 'unreadable' });
  });

  it('takes no longer for each byte the more there are', () => {
    const unclosed = '<dlf:location>'.repeat(40_000);
    const deep = `${head}${'<a>'.repeat(20_000)}`;
    const many = whole(...Array.from({ length: 5_000 }, (_, id) => copy(String(id), status('available'))));
    const open = whole(
      copy('5', `<dlf:itemcallnumber>${'&<'.repeat(100_000)}</dlf:itemcallnumber>\n${status('available')}`),
    );
    const started = performance.now();

    expect(readAvailability(unclosed).kind).toBe('unreadable');
    expect(readAvailability(deep).kind).toBe('unreadable');
    expect(readAvailability(open).kind).toBe('unreadable');
    expect(readAvailability(many)).toMatchObject({ kind: 'answer' });
    // Generous, for a busy machine: what grows with the square takes minutes.
    expect(performance.now() - started).toBeLessThan(20_000);
  });
});
