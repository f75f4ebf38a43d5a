import { field008, marcOf } from '#tests/union-index/marc-lines.ts';
import { describe, expect, it } from 'vitest';
import { describeRecord } from '../normalise/describe-record.ts';
import type { PairScore } from './score-pair.ts';
import { scorePair, toMatchView } from './score-pair.ts';

const PRINT: Readonly<Record<string, string>> = {
  '100': '1_ $a Jones, Alice.',
  '245': '10 $a Midwifery in practice : $b a guide for students',
  '260': '__ $a London : $b Elsevier, $c 2004.',
  '300': '__ $a xii, 345 pages ; $c 24 cm',
};

function record(
  instead: Readonly<Record<string, string>> = {},
  more: readonly string[] = [],
): ReturnType<typeof toMatchView> {
  const lines = Object.entries({ ...PRINT, ...instead }).map(([tag, text]) => `${tag} ${text}`);
  return toMatchView(describeRecord(marcOf(...lines, field008({ dates: 's2004    ' }), ...more)));
}

function beside(instead: Readonly<Record<string, string>>, more: readonly string[] = []): PairScore {
  return scorePair(record(), record(instead, more));
}

function rulesOf({ vetoes }: PairScore): readonly string[] {
  return vetoes.map(({ rule }) => rule);
}

describe('a printed book', () => {
  it.each([
    '1 online resource (345 pages)',
    '1 ressource en ligne (345 p.)',
    '1 ressource électronique (345 p.)',
    '1 livre numérique',
    '1 Online-Ressource (345 Seiten)',
    '1 elektronische Ressource',
    '1 risorsa online (345 pagine)',
    '1 risorsa elettronica',
    '1 recurso en línea (345 páginas)',
    '1 recurso electrónico',
    '1 online-bron (345 pagina’s)',
    '1 onlineresurs (345 sidor)',
    '1 onlineressource (345 sider)',
    '1 nettressurs (345 sider)',
    '1 онлайн-ресурс (345 с.)',
  ])('is not %s', (extent) => {
    expect(rulesOf(beside({ '300': `__ $a ${extent}` }))).toContain('format');
  });

  it.each([
    ['338 __ $a ressource en ligne', '337 __ $a informatique'],
    ['338 __ $a Online-Ressource', '337 __ $a Computermedien'],
    ['338 __ $a recurso en línea', '337 __ $a computadora'],
    ['338 __ $b cr', '337 __ $b c'],
  ])('is not what says %s', (...lines) => {
    expect(rulesOf(beside({}, lines))).toContain('format');
  });

  it.each(['1 CD-ROM', '1 cédérom', '1 disque optique numérique (CD-ROM)', '2 disquettes', '1 CD-ROM (345 p.)'])(
    'is not %s',
    (extent) => {
      expect(rulesOf(beside({ '300': `__ $a ${extent} ; $c 12 cm` }))).toContain('format');
    },
  );

  it.each([
    [{ '300': '__ $a 4 microfiches ; $c 11 x 15 cm' }, []],
    [{ '300': '__ $a 4 Mikrofiches' }, []],
    [{ '300': '__ $a 1 bobine de microfilm' }, []],
    [{ '245': '10 $a Midwifery in practice $h [microform] : $b a guide for students', '300': '__ $a 1 reel' }, []],
    [{}, ['337 __ $a Mikroform', '338 __ $a Mikrofiche']],
    [{}, ['533 __ $a Mikrofiche-Ausgabe']],
  ])('is not the microform of it: %j %j', (instead, more) => {
    expect(rulesOf(beside(instead, more))).toContain('format');
  });

  it('is not joined with what is called a microform and counts its pages', () => {
    const called = '10 $a Midwifery in practice $h [microform] : $b a guide for students';

    expect(beside({ '245': called }).decision).toBe('UNSURE');
  });

  it('may bear the code of a microform, as documents of the United States do', () => {
    const coded = scorePair(
      record(),
      toMatchView(
        describeRecord(
          marcOf(
            ...Object.entries(PRINT).map(([tag, text]) => `${tag} ${text}`),
            field008({ dates: 's2004    ', form: 'b' }),
          ),
        ),
      ),
    );

    expect(rulesOf(coded)).toEqual([]);
  });

  it('may bring a disc along', () => {
    expect(beside({ '300': '__ $a xii, 345 pages ; $c 24 cm + $e 1 CD-ROM' })).toMatchObject({ decision: 'SAME' });
  });

  it.each(['3 volumes ; $c 24 cm', '3 Bde', '2 vol.'])('is not the set %s, though no number tells', (extent) => {
    expect(rulesOf(beside({ '300': `__ $a ${extent}` }))).toContain('set');
  });

  it('is not a set that came out over years and counts no volumes', () => {
    const set = [...Object.entries({ ...PRINT, '300': '__ $a v. ; $c 24 cm' }).map(([tag, text]) => `${tag} ${text}`)];

    const found = scorePair(record(), toMatchView(describeRecord(marcOf(...set, field008({ dates: 'm20049999' })))));

    expect(rulesOf(found)).toContain('set');
  });

  it('is not joined with one of clearly another extent', () => {
    expect(beside({ '300': '__ $a xii, 245 pages ; $c 24 cm' }).decision).not.toBe('SAME');
  });

  it('is not joined with another number of one series', () => {
    const numbered = (number: string): ReturnType<typeof toMatchView> =>
      record({ '300': '__ $a 1 Band', '490': `0_ $a Gesammelte Schriften ; $v Band ${number}` });

    expect(scorePair(numbered('38'), numbered('39')).decision).toBe('UNSURE');
    expect(scorePair(numbered('38'), numbered('38')).decision).toBe('SAME');
  });
});

describe('two ISBNs', () => {
  const qualified = (isbn: string, qualifier: string): ReturnType<typeof toMatchView> =>
    record({ '020': `__ $a ${isbn}${qualifier === '' ? '' : ` $q ${qualifier}`}` });
  const weigh = (qualifier: string, other: string): number =>
    scorePair(qualified('9780198526636', qualifier), qualified('9780702025891', other)).evidence.find(
      ({ feature }) => feature === 'isbn',
    )?.weight ?? 0;

  it.each([
    ['(pbk.)', '(hbk.)'],
    ['(paperback)', '(hardcover)'],
    ['(broché)', '(relié)'],
    ['(kart.)', '(geb.)'],
    ['(br.)', '(rel.)'],
    ['(brossura)', '(rilegato)'],
    ['(rústica)', '(tapa dura)'],
    ['(hft.)', '(inb.)'],
    ['(ingenaaid)', '(gebonden)'],
  ])('of %s and %s are one book', (soft, hard) => {
    const found = scorePair(qualified('9780198526636', soft), qualified('9780702025891', hard));

    expect(found).toMatchObject({ decision: 'SAME', vetoes: [] });
  });

  it('weigh more where both are of one binding, or neither says', () => {
    expect(weigh('(pbk.)', '(paperback)')).toBeLessThan(weigh('(pbk.)', '(hbk.)'));
    expect(weigh('', '')).toBeLessThan(weigh('(pbk.)', '(hbk.)'));
    expect(weigh('(pbk.)', '')).toBe(weigh('(pbk.)', '(hbk.)'));
  });
});

describe('an edition statement', () => {
  it.each([
    ['Sixth edition', '6th ed.'],
    ['Sechste, überarbeitete Auflage', '6., überarb. Aufl.'],
    ['Deuxième édition revue', '2e éd. rev.'],
    ['Second revised edition', '2nd rev. ed.'],
  ])('speaks for one edition however it is written: %s, %s', (spelt, counted) => {
    const found = scorePair(record({ '250': `__ $a ${spelt}` }), record({ '250': `__ $a ${counted}` }));
    const edition = found.evidence.find(({ feature }) => feature === 'edition');

    expect(found.decision).toBe('SAME');
    expect(edition?.speaks ?? 'for').toBe('for');
  });
});
