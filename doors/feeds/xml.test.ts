import { SaxesParser } from 'saxes';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { xmlElement, xmlText } from './xml.ts';

/** What a parser makes of it: the text of the element, and its attribute `a`. */
function read(xml: string): { readonly text: string; readonly attribute: string } {
  const parser = new SaxesParser();
  let [text, attribute] = ['', ''];
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('text', (part) => (text += part));
  parser.on('opentag', ({ attributes }) => (attribute = attributes['a'] ?? ''));
  parser.write(xml).close();
  return { text, attribute };
}

describe('XML', () => {
  it('has whatever it is given, but for what XML 1.0 cannot hold', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (given) => {
        const kept = given.toWellFormed().replaceAll(/[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g, '');

        expect(read(xmlElement('e', xmlText(given), { a: given }))).toEqual({ text: kept, attribute: kept });
      }),
    );
  });

  it('is as short as it can be', () => {
    expect(xmlElement('a', '', { n: 1 })).toBe('<a n="1"/>');
    expect(xmlElement('a', xmlElement('b', xmlText('<\u0007\ud800>')))).toBe('<a><b>&lt;\ufffd&gt;</b></a>');
  });
});
