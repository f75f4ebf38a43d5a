import { cpuMsSince } from '#tests/support/cpu-time.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseMarcXmlRecord } from '#marc/marcxml-parse.ts';
import { parsePlainXml } from './plain-xml.ts';
import { parseWholeXml } from './whole-xml.ts';

const text = fc.oneof(
  fc.constantFrom(
    '',
    ' ',
    '\n  ',
    '\r\n',
    'WY 100',
    'Wear & tear',
    'a&amp;b',
    '&#38;',
    '&nbsp;',
    'é',
    '𝕏',
    '\u00a0',
    ']]>',
  ),
  fc.constantFrom('<!-- a note -->', '<![CDATA[a < b]]>', '<?pi?>', '\u0001', '\uD800', 'a > b', '"'),
  fc.string({ maxLength: 8 }),
);
const attribute = fc.oneof(
  fc.constantFrom('', ' ', ' a="1"', ' a="1" b="2"', ' a="1" a="2"', "\n a='1'", ' a="x &gt; y"', ' a="1"b="2"', ' a'),
  fc.constantFrom(
    ' xmlns="urn:x"',
    ' xmlns=""',
    ' xmlns="http://www.w3.org/2000/xmlns/"',
    ' xml:lang="en"',
    ' p:a="1"',
  ),
);
const name = fc.constantFrom('a', 'itemID', 'Title-Info', 'x.y', '_z', 'p:a', '1a', 'é', '');
const { element } = fc.letrec<{ element: string; inside: string }>((tie) => ({
  element: fc.oneof(
    { maxDepth: 4 },
    fc.tuple(name, attribute).map(([named, given]) => `<${named}${given}/>`),
    fc
      .tuple(name, attribute, fc.array(tie('inside'), { maxLength: 4 }), fc.constantFrom('', '', '', '', ' ', 'x'))
      .map(([named, given, inside, end]) => `<${named}${given}>${inside.join('')}</${named}${end}>`),
  ),
  inside: fc.oneof(text, tie('element')),
}));
const head = fc.constantFrom(
  '',
  '',
  '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n',
  '<?xml version="1.0"?>',
  '\uFEFF<?xml version="1.0" encoding="utf-8"?>',
  '<?xml version="1.1"?>',
  '<!DOCTYPE a>',
  '\n',
  'x',
);
const documents = fc.tuple(head, element, fc.constantFrom('', '', '\n', 'x', '<b/>')).map((parts) => parts.join(''));

describe('plain XML', () => {
  it('is read as the whole parser reads it, and anything else is left to that', () => {
    fc.assert(
      fc.property(documents, (document) => {
        const plain = parsePlainXml(document);

        if (plain !== null) expect(parseWholeXml(document)).toEqual(plain);
      }),
      { numRuns: 5_000, seed: 12 },
    );
  });

  it('is refused where it is nested without end, before that takes the square of its length', () => {
    const deep = (tag: string, times: number): string => `<${tag}>`.repeat(times) + `</${tag}>`.repeat(times);

    expect(parsePlainXml(deep('a', 200))).not.toBeNull();
    expect(parsePlainXml(deep('a', 300))).toBeNull();
    expect(typeof parseWholeXml(deep('a', 200))).toBe('object');
    expect(parseWholeXml(deep('a', 300))).toMatch(/nested/u);
    expect(parseWholeXml(`<a xmlns:p="urn:p">${'<p:a>'.repeat(1_000_000)}`)).toMatch(/nested/u);
  });

  it.each([
    ['four megabytes of blanks in a tag', `<a${' '.repeat(4_000_000)}x`, /unexpected end/u],
    ['of blanks between words', `<a>x${' '.repeat(4_000_000)}x`, /unclosed tag/u],
    ['of angle brackets', '<'.repeat(4_000_000), /disallowed character/u],
    ['of tags that do not end', '<a '.repeat(1_300_000), /disallowed character/u],
    ['a million elements', `<a>${'<b/>'.repeat(1_000_000)}</a>`, /more than 400000 elements/u],
    ['a million elements and a note', `<a><!-- x -->${'<b/>'.repeat(1_000_000)}</a>`, /more than 400000 elements/u],
  ])('is refused soon where it is built to be slow: %s', (_, document, words) => {
    const before = process.cpuUsage();

    expect(parsePlainXml(document)).toBeNull();
    expect(parseWholeXml(document)).toMatch(words);
    expect(parseMarcXmlRecord(document)).toMatchObject({ kind: 'reject' });

    expect(cpuMsSince(before)).toBeLessThan(4_000);
  });

  it('is what library systems send', () => {
    const answer =
      '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n<Answer xmlns="urn:symws">\r\n  <TitleInfo>\n' +
      '    <titleID>1</titleID> <note kind="public">Wear &amp; &lt;tear&gt; </note><empty/></TitleInfo>\n</Answer>\n';

    const plain = parsePlainXml(answer);

    expect(plain).toEqual(parseWholeXml(answer));
    expect(plain?.children[0]?.children[1]).toEqual({
      local: 'note',
      uri: 'urn:symws',
      attributes: { kind: 'public' },
      children: [],
      text: 'Wear & <tear>',
    });
  });

  it.each([
    '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>',
    '<a><b></a></b>',
    '<a>',
    '<a/><a/>',
    'a',
    '',
    '<a xml:lang="en"/>',
    '<a>&#38;</a>',
    '<a b="1" b="2"/>',
  ])('leaves %s to the whole parser', (document) => {
    expect(parsePlainXml(document)).toBeNull();
  });
});
