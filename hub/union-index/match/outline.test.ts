import { field008, marcOf } from '#tests/union-index/marc-lines.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RecordDescription } from '../description.ts';
import { describeRecord } from '../normalise/describe-record.ts';
import { areOutlinesApart, toOutline } from './outline.ts';
import { toMatchView } from './score-pair.ts';
import { isVetoed } from './vetoes.ts';

interface Said {
  readonly leader?: string;
  readonly dates?: string;
  readonly year?: string;
  readonly edition?: string;
  readonly extent?: string;
}

function describe245({ leader = 'nam a', dates = 's2004    ', year, edition, extent }: Said): RecordDescription {
  return describeRecord(
    marcOf(
      `LDR 00000${leader}2200000 i 4500`,
      field008({ dates }),
      '245 10 $a Midwifery in practice',
      ...(edition === undefined ? [] : [`250 __ $a ${edition}`]),
      ...(year === undefined ? [] : [`260 __ $a London : $b Arnold, $c ${year}`]),
      ...(extent === undefined ? [] : [`300 __ $a ${extent}`]),
    ),
  );
}

function areApart(a: Said, b: Said): boolean {
  return areOutlinesApart(toOutline(describe245(a)), toOutline(describe245(b)));
}

const OLD: Said = { dates: 's1999    ' };

describe('outlines', () => {
  it.each<[string, Said, Said]>([
    ['a book and a recording', {}, { leader: 'njm a' }],
    ['a book and what is read online', { extent: '340 p.' }, { extent: '1 online resource (340 p.)' }],
    ['years five apart', {}, OLD],
    ['two editions of two years', { edition: '2nd ed.' }, { edition: '3rd ed.', dates: 's2005    ' }],
  ])('tell %s apart', (_, a, b) => {
    expect([areApart(a, b), areApart(b, a)]).toEqual([true, true]);
  });

  it.each<[string, Said, Said]>([
    ['years four apart', {}, { dates: 's2000    ' }],
    ['two editions of one year', { edition: '2nd ed.' }, { edition: '3rd ed.' }],
    ['an edition and none', { edition: '2nd ed.' }, { dates: 's2005    ' }],
    ['a score and a book', {}, { leader: 'ncm a' }],
    ['what came out over years', { dates: 'm19902009' }, { dates: 's1970    ' }],
    ['no year', { dates: 'nuuuuuuuu' }, OLD],
    ['serials', { leader: 'nas a' }, { leader: 'nas a', ...OLD }],
  ])('do not tell %s apart', (_, a, b) => {
    expect([areApart(a, b), areApart(b, a)]).toEqual([false, false]);
  });

  it('conclude nothing from a record that has none yet', () => {
    expect(areOutlinesApart(0, toOutline(describe245(OLD)))).toBe(false);
  });

  it('tell none apart that no rule forbids', () => {
    const said = fc.record<Said>({
      leader: fc.constantFrom('nam a', 'nas a', 'ncm a', 'ndm a', 'njm a', 'ngm a', 'nkm a', 'naa a', 'nrm a', 'npm a'),
      dates: fc
        .tuple(fc.constantFrom('s', 'm', 'r', 't', 'c', 'd', 'n', 'q'), fc.constantFrom('1999', '2003', '2004', '    '))
        .map(([type, first]) => `${type}${first}1998`),
      year: fc.constantFrom('', 'c1999', '1998-2004', '[2004?]', '2001, reprinted 2009'),
      edition: fc.constantFrom('', '2nd ed.', '3rd ed.', '300th ed.'),
      extent: fc.constantFrom('', '340 p.', '1 online resource', '1 microfiche', '3 v.', '1 score'),
    });
    let told = 0;
    fc.assert(
      fc.property(said, said, (first, second) => {
        const [a, b] = [describe245(first), describe245(second)];
        if (!areOutlinesApart(toOutline(a), toOutline(b))) return;
        told += 1;
        expect(isVetoed(toMatchView(a), toMatchView(b))).toBe(true);
      }),
      { numRuns: 1000, seed: 35 },
    );
    expect(told).toBeGreaterThan(300);
  });
});
