import { field008, marcOf } from '#tests/union-index/marc-lines.ts';
import { describe, expect, it } from 'vitest';
import { describeRecord } from './describe-record.ts';
import { parseEditionNumber } from './edition-statement.ts';
import { toPartKey } from './part-key.ts';
import { foldText, foldTitle, trimBrackets, trimIsbd } from './text.ts';

describe('parseEditionNumber', () => {
  it.each([
    ['3rd ed.', 3],
    ['Third edition', 3],
    ['[2nd ed.]', 2],
    ['2., neubearb. Aufl.', 2],
    ['4e éd.', 4],
    ['12th ed', 12],
    ['Rev. ed.', null],
    ['Rev. 7/94', null],
    ['2010 edition', null],
    ['2d ed., rev.', 2],
    ['3d ed.', 3],
    ['2., überarbeitete und erweiterte Auflage', 2],
    ['Zweite, verbesserte Auflage', 2],
    ['3. Ausg.', 3],
    ['2e éd. rev. et augm.', 2],
    ['2ème édition', 2],
    ['Deuxième édition', 2],
    ['2a ed. riveduta', 2],
    ['2ª ed.', 2],
    ['Terza edizione', 3],
    ['Segunda edición', 2],
    ['2-е изд., доп.', 2],
    ['2e druk', 2],
    ['2nd ed., 3rd printing', 2],
    ['3. Nachdr. der 2. Aufl.', 2],
    ['3rd printing', null],
    ['11.-15. Tsd.', null],
    ['Nouveau tirage', null],
    ['', null],
  ])('reads %j as %j', (statement, expected) => {
    expect(parseEditionNumber(statement)).toBe(expected);
  });
});

describe('toPartKey', () => {
  it.each([
    ['Vol. 2', '2'],
    ['volume two', '2'],
    ['Part II', '2'],
    ['part V', '5'],
    ['[02]', '2'],
    ['Second series', '2'],
    ['A', 'a'],
    ['Bd. 3, T. 1', '3 1'],
    ['Zweiter Halbband', '2'],
    ['Deuxième partie', '2'],
    ['Tomo II', '2'],
    ['Libro primo', '1'],
    ['2a', '2a'],
  ])('folds %j to %j', (text, expected) => {
    expect(toPartKey(text)).toBe(expected);
  });
});

describe('text', () => {
  it.each([
    ['Midwifery :', 'Midwifery'],
    ['London :', 'London'],
    ['Elsevier,', 'Elsevier'],
    ['2004.', '2004'],
    ['3rd ed.', '3rd ed.'],
    ['Smith, J.', 'Smith, J.'],
    ['Wait ...', 'Wait ...'],
    ['  a   b / ', 'a b'],
  ])('trims %j to %j', (text, expected) => {
    expect(trimIsbd(text)).toBe(expected);
  });

  it.each([
    ['[London]', 'London'],
    ['[2004', '2004'],
    ['Oxford [u.a.]', 'Oxford [u.a.]'],
  ])('takes the brackets of %j', (text, expected) => {
    expect(trimBrackets(text)).toBe(expected);
  });

  it('folds accents, undecoded accents and ampersands alike', () => {
    expect(foldText('Fran\ufffdcais & Santé: l’enfant')).toBe('francais and sante lenfant');
    expect(foldText('Łódź Ærø')).toBe('lodz aero');
    expect(foldTitle('The A-Z of asthma')).toBe('a z of asthma');
    expect(foldTitle('A')).toBe('a');
  });
});

describe('the other concerns', () => {
  it('takes a part that was typed into the title', () => {
    expect(describeRecord(marcOf('245 10 $a Anatomy, volume 2 /')).partNumber).toBe('volume 2');
    expect(describeRecord(marcOf('245 10 $a Anatomy : $b part II')).partNumber).toBe('part II');
    expect(describeRecord(marcOf('245 10 $a The art of anatomy')).partNumber).toBeNull();
  });

  it('names the part behind the title', () => {
    const description = describeRecord(marcOf('245 10 $a Anatomy. $n 2, $p The head : $b an atlas'));

    expect(description).toMatchObject({
      title: 'Anatomy: an atlas. 2, The head',
      partNumber: '2',
      partName: 'The head',
    });
  });

  it('falls back to the uniform title', () => {
    expect(describeRecord(marcOf('240 10 $a Works')).title).toBe('Works');
  });

  it('leaves works inside the work, and relators, out of the creators', () => {
    const description = describeRecord(
      marcOf(
        '110 2_ $a World Health Organization. $b Regional Office for Europe, $e issuing body.',
        '700 12 $a Smith, J. $t Collected papers.',
        '700 1_ $a Jones, Alice, $d 1950-',
        '700 1_ $a Jones, Alice',
        '711 2_ $a Congress of Midwives $d (2004 : $c Leeds). $e Committee',
      ),
    );

    expect(description.creators).toEqual([
      'World Health Organization. Regional Office for Europe',
      'Jones, Alice',
      'Congress of Midwives. Committee',
    ]);
  });

  it('reads languages run together, and no code that names none', () => {
    expect(describeRecord(marcOf(field008({ language: 'wel' }), '041 0_ $a engwel $h ger')).languages).toEqual([
      'wel',
      'eng',
    ]);
    expect(describeRecord(marcOf(field008({ language: 'zxx' }))).languages).toEqual([]);
  });

  it('keeps each class mark with its scheme', () => {
    const description = describeRecord(
      marcOf(
        '084 __ $a WQ 140 $2 wessex',
        '084 __ $a X 1',
        '852 1_ $h 618.2',
        '942 __ $2 nlm $h WQ 150',
        '096 __ $a WQ 140',
      ),
    );

    expect(description.classmarks).toEqual([
      { scheme: 'NLM', mark: 'WQ 140' },
      { scheme: 'WESSEX', mark: 'WQ 140' },
      { scheme: 'UNKNOWN', mark: 'X 1' },
      { scheme: 'DEWEY', mark: '618.2' },
      { scheme: 'NLM', mark: 'WQ 150' },
    ]);
  });

  it('keeps each subject with its scheme', () => {
    const description = describeRecord(
      marcOf(
        '650 _7 $a Midwifery $2 mesh $0 https://id.nlm.nih.gov/mesh/D008880',
        '650 _7 $a Midwifery $2 fast',
        '653 __ $a birth $a home',
      ),
    );

    expect(description.subjects).toEqual([
      { scheme: 'MESH', heading: 'Midwifery', id: 'D008880' },
      { scheme: 'OTHER', heading: 'Midwifery', id: null },
      { scheme: 'LOCAL', heading: 'birth', id: null },
      { scheme: 'LOCAL', heading: 'home', id: null },
    ]);
  });

  it('takes no address that a browser should not open', () => {
    const { links } = describeRecord(
      marcOf(
        '856 40 $u javascript:alert(1)',
        '856 40 $u www.example.org/a',
        '856 41 $3 v. 1 (1990)- $u http://example.org/b',
      ),
    );

    expect(links).toEqual([
      { url: 'https://www.example.org/a', label: null, coverage: null },
      { url: 'http://example.org/b', label: null, coverage: 'v. 1 (1990)-' },
    ]);
  });

  it('reads the numbers of a journal', () => {
    const { identifiers } = describeRecord(
      marcOf(
        'LDR 00000nas a2200000 i 4500',
        '001 101084139',
        '003 DNLM',
        '016 7_ $a 0372524R $2 DNLM',
        '022 0_ $a 0140-6736 $y 1474-547X',
        '035 __ $a (DNLM)SR0083589(s)',
      ),
    );

    expect(identifiers).toMatchObject({ issns: ['0140-6736'], nlmIds: ['0372524R', '101084139'], oclcNumbers: [] });
  });
});
