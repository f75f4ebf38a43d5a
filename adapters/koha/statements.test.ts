import { describe, expect, it } from 'vitest';
import { dataField as field, type MarcField, type MarcRecord } from '#marc/marc-record.ts';
import { toHarvestedDescription } from './harvested-record.ts';
import { siteOf, warnings } from './site.fixture.ts';

const copyAt = (branch: 'CPL' | 'MPL'): MarcField =>
  field('952', ['9', branch === 'CPL' ? '1' : '2'], ['a', branch], ['b', branch], ['y', 'JR']);

/** `library basis copies: statements`, library by library. */
function held(fields: readonly MarcField[], site = siteOf()): readonly string[] {
  const marc: MarcRecord = { leader: '00000nas a2200000 a 4500', fields };
  const { holdings } = toHarvestedDescription(site, {
    biblioId: 5,
    changedAt: null,
    raw: new Uint8Array(),
    format: 'marcxml',
    marc,
    repairs: [],
    frameworkId: null,
    copies: 'in the record',
    recordContext: null,
  });
  return holdings.map(
    ({ library, basis, copies, statements }) =>
      `${library} ${basis} ${copies}: ${statements.map(({ kind, text, note }) => [kind, text, note].join(' ')).join(' | ')}`,
  );
}

describe('what a record states of a serial', () => {
  it('is its place’s, by the number that links the two', () => {
    const record = [
      field('852', ['8', '1'], ['b', 'CPL']),
      field('852', ['8', '2'], ['b', 'MPL']),
      field('866', ['8', '1.1'], ['a', 'v.154-175 (1984-2005)'], ['x', 'for staff'], ['z', 'In the basement']),
      field('867', ['8', '1.2'], ['a', 'Suppl. 1990']),
      field('866', ['8', '2'], ['a', '2001-']),
      copyAt('CPL'),
    ];

    expect(held(record)).toEqual([
      'city ITEMS 1: MAIN v.154-175 (1984-2005) In the basement | SUPPLEMENT Suppl. 1990 ',
      'moor STATEMENT 0: MAIN 2001- ',
    ]);
  });

  it('is the only holder’s where it names no place, and nobody’s where several hold the record', () => {
    const run = field('866', ['a', '1990-']);

    expect(held([run, copyAt('MPL')])).toEqual(['moor ITEMS 1: MAIN 1990- ']);
    expect(held([run, copyAt('MPL'), copyAt('CPL')])).toEqual(['moor ITEMS 1: ', 'city ITEMS 1: ']);
    expect(held([run])).toEqual([]);
    expect(held([run], siteOf({}, [['CPL', 'city']] as never))).toEqual(['city STATEMENT 0: MAIN 1990- ']);
  });

  it('leaves out a place that is no library’s, and warns', () => {
    warnings.length = 0;

    expect(held([field('852', ['8', '1'], ['b', 'XXX']), field('866', ['8', '1'], ['a', '1990-'])])).toEqual([]);
    expect(warnings).toEqual(['branch XXX']);
  });

  it('says what a link covers, which stays a link', () => {
    const link = field('856', ['u', 'https://example.org/j'], ['5', 'CPL']);
    const site = siteOf({ recordOwner: '856$5' });

    expect(held([link, field('866', ['a', '1997-'])], site)).toEqual(['city LINK 0: MAIN 1997- ']);
  });

  it('is nothing where a field has no text', () => {
    expect(held([field('866', ['x', 'to be checked']), copyAt('CPL')])).toEqual(['city ITEMS 1: ']);
  });
});
