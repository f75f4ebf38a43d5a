import { field008, marcOf } from '#tests/union-index/marc-lines.ts';
import { describe, expect, it } from 'vitest';
import { indexFields } from '../normalise/marc-fields.ts';
import { loadKey } from './load-key.ts';

const keyOf = (...lines: readonly string[]) => loadKey(indexFields(marcOf(...lines)));

describe('loadKey', () => {
  it('takes title, year, pages, edition, publisher, type, parts, author and carrier', () => {
    const key = keyOf(
      field008({ dates: 's2004    ' }),
      '100 1_ $a Jones, Alice.',
      '245 14 $a The midwife’s café & garden : $b a guide. $n 2, $p Births. $p Deaths',
      '250 __ $a Third edition.',
      '264 _1 $a London : $b Élsevier Ltd, $c 2004.',
      '300 __ $a 1204 pages',
    );

    expect(key).toBe('midwifescafeandgardenguidebirths|2004|1204|3|elsev|a|deaths|2|jones|||p');
  });

  it.each([
    ['the second coded date before the first', [field008({ dates: 'r20041998' }), '245 10 $a Births'], '|1998|'],
    ['the printed date where none is coded', ['245 10 $a Births', '260 __ $c [2001?]'], '|2001|'],
    ['no year', ['245 10 $a Births'], '|0000|'],
    ['pages of four digits alone', ['245 10 $a Births', '300 __ $a 345 p.'], '|0000||1|'],
    ['no edition as the first', ['245 10 $a Births', '250 __ $a Student edition'], '|0000||1|'],
    ['what is read online', ['245 10 $a Births', '300 __ $a 1 online resource'], '|e'],
  ])('reads %s', (_what, lines, part) => {
    expect(keyOf(...lines)).toContain(part);
  });

  it('is one for records that differ in ISBN alone, and none without a title', () => {
    expect(keyOf('020 __ $a 9780198526636', '245 10 $a Births.')).toBe(keyOf('245 10 $a BIRTHS'));
    expect(keyOf('020 __ $a 9780198526636')).toBeNull();
  });
});
