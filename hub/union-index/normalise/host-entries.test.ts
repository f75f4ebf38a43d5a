import { marcOf } from '#tests/union-index/marc-lines.ts';
import { describe, expect, it } from 'vitest';
import { readControlNumber, readHostEntries } from './host-entries.ts';
import { indexFields } from './marc-fields.ts';

const hostsOf = (...lines: readonly string[]) => readHostEntries(indexFields(marcOf(...lines)));

describe('readHostEntries', () => {
  it('reads the words of 773 without their punctuation, and every number', () => {
    expect(
      hostsOf(
        '773 0_ $0 26 $9 61 $a Gray, Henry. $d London : Longman, 1901. $g Vol. 2, p. 12-19. $t Anatomy. $w (NL-AmKIT)17 $w 18',
      ),
    ).toEqual([
      {
        title: 'Anatomy',
        creator: 'Gray, Henry',
        published: 'London : Longman, 1901',
        part: 'Vol. 2, p. 12-19.',
        controlNumbers: ['(NL-AmKIT)17', '18'],
        local: { 0: '26', 9: '61' },
      },
    ]);
  });

  it('takes the uniform or the abbreviated title where there is no other', () => {
    const [uniform, abbreviated] = hostsOf('773 0_ $s Works. $p Wks.', '773 0_ $p Br Med J');

    expect([uniform?.title, abbreviated?.title]).toEqual(['Works', 'Br Med J']);
  });

  it('leaves out a field that names nothing, and more than twenty', () => {
    expect(hostsOf('773 0_ $7 nnam', '773 0_ $t   ')).toEqual([]);
    expect(hostsOf(...Array.from({ length: 30 }, (_, copy) => `773 0_ $t Anatomy $9 ${copy}`))).toHaveLength(20);
  });
});

describe('readControlNumber', () => {
  it.each([
    [['001 17', '003 NL-AmKIT'], { number: '17', agency: 'NL-AmKIT' }],
    [['001  17 '], { number: '17', agency: null }],
    [['003 NL-AmKIT'], null],
  ])('reads %j', (lines, expected) => {
    expect(readControlNumber(indexFields(marcOf(...lines)))).toEqual(expected);
  });

  it('takes no text that is longer than a number for one', () => {
    const lengthOf = (text: string) => readControlNumber(indexFields(marcOf(`001 ${text}`)))?.number.length;

    expect(['9'.repeat(200), '9'.repeat(201)].map(lengthOf)).toEqual([200, undefined]);
  });
});
