import { field008, marcOf } from '#tests/union-index/marc-lines.ts';
import { describe, expect, it } from 'vitest';
import { describeRecord } from './describe-record.ts';

describe('describeRecord', () => {
  it('reads a book catalogued by RDA', () => {
    const description = describeRecord(
      marcOf(
        '001 on1105060931',
        '003 OCoLC',
        field008({ dates: 't20202019' }),
        '010 __ $a   2019123456',
        '020 __ $a 9780198526636 $q (pbk.)',
        '020 __ $a 9781554042951 $q (ebook)',
        '035 __ $a (OCoLC)on1105060931',
        '060 10 $a WQ 140 $b J76m 2020',
        '082 04 $a 618.2/0233 $2 23',
        '100 1_ $a Jones, Alice, $d 1950- $e author.',
        "245 14 $a The midwife's handbook : $b a guide for students / $c Alice Jones.",
        '250 __ $a Third edition.',
        '264 _1 $a London : $b Elsevier, $c 2020.',
        '264 _4 $c ©2019',
        '300 __ $a xii, 345 pages : $b illustrations ; $c 24 cm',
        '490 1_ $a Nursing handbooks ; $v 12',
        '650 12 $a Midwifery $x methods. $0 (DNLM)D008880Q000379',
        '650 _0 $a Midwifery $z England.',
        '700 1_ $a Smith, J.',
      ),
    );

    expect(description).toEqual({
      title: "The midwife's handbook: a guide for students",
      titleProper: "The midwife's handbook",
      titleRemainder: 'a guide for students',
      partNumber: null,
      partName: null,
      sortTitle: 'midwifes handbook a guide for students',
      creators: ['Jones, Alice', 'Smith, J.'],
      publisher: 'Elsevier',
      publishedYear: 2020,
      otherYears: [2019],
      editionStatement: 'Third edition',
      editionNumber: 3,
      format: 'BOOK',
      serial: false,
      online: false,
      languages: ['eng'],
      pages: 345,
      seriesTitles: ['Nursing handbooks'],
      volume: '12',
      identifiers: {
        isbns: ['9780198526636'],
        otherIsbns: ['9781554042951'],
        issns: [],
        lccns: ['2019123456'],
        oclcNumbers: ['1105060931'],
        nlmIds: [],
        dois: [],
      },
      subjects: [
        { scheme: 'MESH', heading: 'Midwifery/methods', id: 'D008880Q000379' },
        { scheme: 'LCSH', heading: 'Midwifery--England', id: null },
      ],
      classmarks: [
        { scheme: 'NLM', mark: 'WQ 140' },
        { scheme: 'DEWEY', mark: '618.20233' },
      ],
      links: [],
      evidence: {
        responsibility: 'Alice Jones',
        uniformTitle: null,
        varyingTitles: [],
        scriptTitle: null,
        creatorDates: '1950-',
        publishers: ['Elsevier'],
        places: ['London'],
        country: 'enk',
        dateType: 't',
        codedYears: [2020, 2019],
        statedDate: '2020',
        coded: '                 ',
        recordType: 'a',
        component: false,
        microform: false,
        carrier: null,
        bindings: ['soft'],
        reprint: false,
        extentNumbers: [345],
        prelimPages: 12,
        volumes: null,
        openSet: false,
        heightCm: 24,
        illustrated: true,
        serial: null,
      },
    });
  });

  it('reads the e-book of the same, whose print ISBN it mentions', () => {
    const description = describeRecord(
      marcOf(
        '006 m     o  d        ',
        '007 cr cnu',
        field008({ form: 'o' }),
        '020 __ $a 9781554042951 (electronic bk.)',
        '020 __ $a 0198526636 (pbk.)',
        '020 __ $z 9780571089895',
        "245 14 $a The midwife's handbook $h [electronic resource] : $b a guide.",
        '300 __ $a 1 online resource (xii, 345 p.)',
        '856 40 $u https://example.org/book $y Read online',
        '856 42 $u https://example.org/publisher',
      ),
    );

    expect(description).toMatchObject({ format: 'EBOOK', online: true, serial: false, pages: 345 });
    expect(description.title).toBe("The midwife's handbook: a guide");
    expect(description.identifiers.isbns).toEqual(['9781554042951']);
    expect(description.identifiers.otherIsbns).toEqual(['9780198526636', '9780571089895']);
    expect(description.links).toEqual([{ url: 'https://example.org/book', label: 'Read online', coverage: null }]);
  });

  it('says untitled of an empty record, and nothing else', () => {
    const description = describeRecord(marcOf());

    expect(description).toMatchObject({ title: '[untitled]', titleProper: null, format: 'BOOK', publishedYear: null });
    expect(describeRecord({ leader: '', fields: [] }).format).toBe('UNKNOWN');
  });

  it('reads what is in it, to the length of some chapters', () => {
    const short = describeRecord(marcOf('245 10 $a Care', '505 00 $t Breathing / $r A. Jones -- $t Eating.'));
    const long = describeRecord(marcOf('245 10 $a Care', `505 0_ $a ${'Breathing '.repeat(200)}`));

    expect(short.evidence.contents).toBe('Breathing / A. Jones -- Eating.');
    expect(long.evidence.contents?.length).toBeLessThanOrEqual(600);
    expect(long.evidence.contents).toMatch(/^(?:Breathing )+$/);
  });

  it('leaves out what a database cannot hold', () => {
    const description = describeRecord(marcOf('245 10 $a Nursing\u0000 care \ud800 today'));

    expect(description.title).toBe('Nursing care \ufffd today');
  });
});

describe('formats', () => {
  const text = (...lines: readonly string[]): string => describeRecord(marcOf(...lines)).format;

  it.each<[string, string, readonly string[]]>([
    [
      'a print book with a link to its contents',
      'BOOK',
      ['300 __ $a 300 p. ; $c 24 cm', '856 40 $u https://x.org/toc'],
    ],
    ['a print book with a disc', 'BOOK', ['300 __ $a 300 p. ; $c 24 cm + $e 1 CD-ROM', '007 co cga']],
    ['a brief record', 'BOOK', ['245 10 $a Asthma']],
    ['a brief record of a link', 'EBOOK', ['245 10 $a Asthma', '856 40 $u https://x.org/asthma']],
    ['an e-book known by its ISBN alone', 'EBOOK', ['020 __ $a 9781554042951 (ebook)']],
    [
      'an e-book with 338',
      'EBOOK',
      ['300 __ $a 200 pages', '337 __ $a computer $b c', '338 __ $a online resource $b cr', field008({ form: 'o' })],
    ],
    [
      'an e-book of AACR2',
      'EBOOK',
      ['245 10 $a Asthma $h [electronic resource]', '300 __ $a 200 p.', field008({ form: 's' })],
    ],
    ['an e-book of a French library', 'EBOOK', ['300 __ $a 1 ressource en ligne (300 p.)']],
    ['an e-book of a German one', 'EBOOK', ['300 __ $a 1 Online-Ressource (XII, 300 Seiten)']],
    ['an e-book of a Spanish one', 'EBOOK', ['300 __ $a 1 recurso en línea (300 páginas)']],
    ['an e-book of an Italian one', 'EBOOK', ['300 __ $a 1 testo elettronico (PDF) (300 p.)']],
    ['an e-book of a Finnish one', 'EBOOK', ['300 __ $a 1 verkkoaineisto (300 sivua)']],
    ['an e-book of a Polish one', 'EBOOK', ['300 __ $a 1 zasób online (300 stron)']],
    [
      'an e-book by its French 245 $h',
      'EBOOK',
      ['245 10 $a Asthme $h [Ressource électronique]', '300 __ $a 300 p.', '856 40 $u https://x.org/a'],
    ],
    ['an e-book by its German 338', 'EBOOK', ['338 __ $a Online-Ressource $2 rdacarrier', '856 40 $u https://x.org/a']],
    ['an e-book by its French 338', 'EBOOK', ['338 __ $a ressource en ligne', '856 40 $u https://x.org/a']],
    ['an e-book called so', 'EBOOK', ['300 __ $a 1 e-book (300 p.)']],
    ['an e-book called so in French', 'EBOOK', ['300 __ $a 1 livre électronique']],
    [
      'a disc of a French library',
      'OTHER',
      ['LDR 00000nmm a2200000 i 4500', '300 __ $a 1 cédérom', '245 10 $a Asthme $h [Ressource électronique]'],
    ],
    ['a print book about online teaching', 'BOOK', ['245 10 $a Online teaching', '300 __ $a 300 p. ; $c 24 cm']],
    ['a serial', 'JOURNAL', ['LDR 00000nas a2200000 i 4500', '300 __ $a volumes ; $c 28 cm']],
    [
      'an online serial',
      'EJOURNAL',
      ['LDR 00000nas a2200000 i 4500', '300 __ $a 1 online resource', '856 40 $u https://x.org'],
    ],
    ['a film', 'VIDEO', ['LDR 00000ngm a2200000 i 4500', '300 __ $a 1 DVD']],
    ['a film under the leader of a book', 'VIDEO', ['300 __ $a 1 DVD (30 min.)']],
    ['sound', 'AUDIO', ['LDR 00000nim a2200000 i 4500']],
    ['a kit by its 245 $h', 'KIT', ['245 00 $a Anatomy $h [kit]']],
    ['a model', 'OBJECT', ['LDR 00000nrm a2200000 i 4500']],
    ['a CD-ROM', 'OTHER', ['LDR 00000nmm a2200000 i 4500', '300 __ $a 1 CD-ROM']],
    ['a thesis', 'THESIS', ['502 __ $a Thesis (Ph.D.)--Leeds, 2004']],
    ['a report', 'REPORT', [field008({ contents: 't   ' })]],
    ['a map', 'OTHER', ['LDR 00000nem a2200000 i 4500']],
  ])('reads %s as %s', (_what, expected, lines) => {
    expect(text(...lines)).toBe(expected);
  });
});

describe('ISBNs and what is said of them', () => {
  const isbnsOf = (...lines: readonly string[]): readonly string[] =>
    describeRecord(marcOf(...lines)).identifiers.isbns;

  it('keeps the ISBN of the set from one volume', () => {
    const lines = ['020 __ $a 9780198526636 (set)', '020 __ $a 9781554042951 (v. 2)', '020 __ $a 9780571089895 (v. 1)'];

    expect(isbnsOf('245 10 $a Anatomy. $n Volume II', ...lines)).toEqual(['9781554042951']);
    expect(isbnsOf('245 10 $a Anatomy', '300 __ $a 2 v.', ...lines)).toEqual(['9780198526636']);
  });

  it('keeps vendors’ invented numbers, and what is cancelled, from the evidence', () => {
    const { identifiers } = describeRecord(marcOf('020 __ $a 9786611234560', '020 __ $z 9780198526636'));

    expect(identifiers.isbns).toEqual([]);
    expect(identifiers.otherIsbns).toEqual(['9786611234560', '9780198526636']);
  });

  it('reads two numbers in one subfield, each with its own words', () => {
    expect(isbnsOf('020 __ $a 0198526636 (pbk.) 9781554042951 (ebook)')).toEqual(['9780198526636']);
  });
});

describe('years', () => {
  const years = (...lines: readonly string[]): readonly (number | null)[] => {
    const description = describeRecord(marcOf(...lines));
    return [description.publishedYear, ...description.otherYears];
  };

  it.each<[string, readonly (number | null)[], readonly string[]]>([
    ['a reprint', [2004, 1998], [field008({ dates: 'r20041998' })]],
    ['a guess between two years', [1990], [field008({ dates: 'q19801990' }), '260 __ $c [1990?]']],
    ['an incomplete year', [1994], [field008({ dates: 's199u    ' }), '260 __ $c c1994.']],
    ['a correction', [2005, 2004], [field008({ dates: 'n' }), '260 __ $c 2004 [i.e. 2005]']],
    ['no year at all', [null], ['260 __ $c [n.d.]']],
    ['9999', [2011], [field008({ dates: 's9999    ' }), '264 _1 $c 2011']],
  ])('reads %s', (_what, expected, lines) => {
    expect(years(...lines)).toEqual(expected);
  });
});
