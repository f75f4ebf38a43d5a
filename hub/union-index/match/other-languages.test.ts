import { field008, marcOf } from '#tests/union-index/marc-lines.ts';
import { describe, expect, it } from 'vitest';
import { describeRecord } from '../normalise/describe-record.ts';
import type { Decision } from './score-pair.ts';
import { scorePair, toMatchView } from './score-pair.ts';

function decide(a: readonly string[], b: readonly string[]): Decision {
  const [first, second] = [a, b].map((lines) => toMatchView(describeRecord(marcOf(...lines))));
  return first === undefined || second === undefined ? 'UNSURE' : scorePair(first, second).decision;
}

/** A record in its parts, so that a test says only what is other in it. */
function book(parts: Readonly<Record<string, string>>, dates: string, language = 'ger'): readonly string[] {
  return [...Object.entries(parts).map(([tag, text]) => `${tag.slice(0, 3)} ${text}`), field008({ dates, language })];
}

const SIGNER = {
  '020': '__ $a 3-423-01234-0',
  '100': '1_ $a Signer, Johann',
  '245': '10 $a Das politische Denken der Aufklärung : $b eine Einführung / $c Johann Signer',
  '250': '__ $a 2., überarb. Aufl.',
  '260': '__ $a München : $b Deutscher Taschenbuch-Verlag, $c 1998',
  '300': '__ $a 287 S. : $b Ill. ; $c 19 cm',
};
const SIGNER_IN_FRENCH_RULES = {
  '020': '__ $a 9783423012348 $q (br.)',
  '100': '1_ $a Signer, Johann, $d 1941-',
  '245': '14 $a Das politische Denken der Aufklärung : $b eine Einführung / $c Johann Signer',
  '250': '__ $a 2e éd. rev.',
  '260': '__ $a Munich : $b Dt. Taschenbuch Verl., $c cop. 1998',
  '300': '__ $a 287 p. : $b ill. ; $c 19 cm',
};
const VOLTAIRE = {
  '020': '__ $a 2-07-038906-0',
  '100': '1_ $a Voltaire',
  '245': '10 $a Traité sur la tolérance / $c Voltaire ; éd. de Jacques van den Heuvel',
  '260': '__ $a [Paris] : $b Gallimard, $c 1989',
  '300': '__ $a 183 p. ; $c 18 cm',
  '490': '0_ $a Folio ; $v 1234',
};

describe('records catalogued in other languages', () => {
  it('are one where only the cataloguing language differs', () => {
    expect(decide(book(SIGNER, 's1998    '), book(SIGNER_IN_FRENCH_RULES, 's1998    '))).toBe('SAME');
  });

  it('are one without their numbers too', () => {
    const { '020': _one, ...german } = SIGNER;
    const { '020': _other, ...french } = SIGNER_IN_FRENCH_RULES;

    expect(decide(book(german, 's1998    '), book(french, 's1998    '))).toBe('SAME');
  });

  it.each([
    ['another edition', { '250': '__ $a 3., erw. Aufl.', '260': '__ $a München : $b dtv, $c 2001' }, 's2001    '],
    [
      'another edition, spelt',
      { '250': '__ $a Dritte Auflage', '260': '__ $a München : $b dtv, $c 1999' },
      's1999    ',
    ],
    ['a later printing', { '260': '__ $a München : $b dtv, $c 2003' }, 's2003    '],
    [
      'another extent and year',
      { '300': '__ $a 341 S. ; $c 19 cm', '260': '__ $a München : $b dtv, $c 2000' },
      's2000    ',
    ],
  ])('are not joined by one ISBN where it is that of %s', (_what, other, dates) => {
    expect(decide(book(SIGNER, 's1998    '), book({ ...SIGNER, ...other }, dates))).not.toBe('SAME');
  });

  it.each(['1999', '2003', '2008'])('are not joined where the ISBN of 1989 was printed again in %s', (year) => {
    const again = { ...VOLTAIRE, '260': `__ $a [Paris] : $b Gallimard, $c ${year}` };
    const reprint = { ...VOLTAIRE, '260': `__ $a [Paris] : $b Gallimard, $c ${year}`, '500': '__ $a Réimpr.' };

    expect(decide(book(VOLTAIRE, 's1989    ', 'fre'), book(again, `s${year}    `, 'fre'))).not.toBe('SAME');
    expect(decide(book(VOLTAIRE, 's1989    ', 'fre'), book(reprint, `r${year}1989`, 'fre'))).not.toBe('SAME');
  });

  it.each([
    ['Band 1', 'Band 2'],
    ['Tome premier', 'Tome second'],
    ['Zweiter Teil', 'Dritter Teil'],
  ])('are not joined by the ISBN of the set: %s and %s', (one, other) => {
    const volume = (number: string): readonly string[] =>
      book({ ...SIGNER, '245': `10 $a Gesammelte Schriften. $n ${number} / $c Johann Signer` }, 's1998    ');

    expect(decide(volume(one), volume(other))).toBe('DIFFERENT');
  });

  it('are not joined by one ISBN where one is a translation', () => {
    const french = {
      ...SIGNER,
      '245': '13 $a La pensée politique des Lumières : $b introduction / $c Johann Signer ; trad. de l’allemand',
      '260': '__ $a Genève : $b Droz, $c 1998',
    };

    expect(decide(book(SIGNER, 's1998    '), book(french, 's1998    ', 'fre'))).not.toBe('SAME');
  });
});
