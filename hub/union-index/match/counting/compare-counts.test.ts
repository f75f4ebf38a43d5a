import { field008, marcOf } from '#tests/union-index/marc-lines.ts';
import { describe, expect, it } from 'vitest';
import { describeRecord } from '../../normalise/describe-record.ts';
import { scorePair, toMatchView } from '../score-pair.ts';
import type { PairScore } from '../score-pair.ts';

function score(title: string, other: string, ...more: readonly string[]): PairScore {
  const [a, b] = [[title], [other, ...more]].map(([stated = '', ...lines]) =>
    toMatchView(
      describeRecord(
        marcOf(
          '100 1_ $a Le, Tao.',
          `245 10 $a ${stated}`,
          '264 _1 $a New York : $b McGraw-Hill, $c 2018.',
          '300 __ $a xii, 345 pages ; $c 24 cm',
          field008({ dates: 's2018    ' }),
          ...lines,
        ),
      ),
    ),
  );
  if (a === undefined || b === undefined) throw new Error('two records make a pair');
  return scorePair(a, b);
}

describe('what two titles count', () => {
  it.each([
    ['First aid for the USMLE step 1', 'First aid for the USMLE step 2'],
    ['British national formulary 75', 'British national formulary 76'],
    ['The long journey : $b episode one', 'The long journey : $b episode three'],
    ['Casebook : $b Volume 1, part 2', 'Casebook : $b Volume 2, part 1'],
    ['Cases in surgery. Book 1, part 1', 'Cases in surgery. Book 1, part 2'],
    ['Vaccines : $b hepatitis A and travel', 'Vaccines : $b hepatitis B and travel'],
    ['Mortality statistics 1995', 'Mortality statistics 1996'],
    ['Spoken English for beginners', 'Spoken English, advanced'],
    ['Cardiac arrest in adults', 'Cardiac arrest in children'],
    ['Step I for nurses', 'Step C for nurses'],
    ['Questions in anaesthesia : $b A', 'Questions in anaesthesia : $b B'],
    ['A : $b Pflege heute', 'B : $b Pflege heute'],
    ['A level biology', 'O level biology'],
    ['Anaesthesia questions １２', 'Anaesthesia questions １３'],
    ['أسئلة التخدير ١٢', 'أسئلة التخدير ١٣'],
    ['प्रश्न संग्रह १२', 'प्रश्न संग्रह १३'],
  ])('forbids %j and %j', (title, other) => {
    const found = score(title, other);

    expect(found.decision).toBe('DIFFERENT');
    expect(found.vetoes.map(({ rule }) => rule)).toContain('count');
  });

  it('says what each counts', () => {
    expect(score('Clinical cases, step 1', 'Clinical cases, step 2').vetoes).toContainEqual({
      rule: 'count',
      text: '1 / 2',
    });
  });

  it.each([
    ['First aid for the USMLE step 1', 'First aid for the USMLE step one'],
    ['Anatomie. $n Tome 1', 'Anatomie. $n t. 1'],
    ['Pflege heute. $n 2. Teil', 'Pflege heute. $n Teil 2'],
    ['Nursing practice. $n Part II', 'Nursing practice. $n part 2'],
    ['Nursing practice. $n Module 2', 'Nursing practice. $n 2nd module'],
    ['100 cases in clinical medicine', '100 cases in clinical medicine'],
    ['Anaesthesia questions １２', 'Anaesthesia questions 12'],
    ['أسئلة التخدير ١٢', 'أسئلة التخدير 12'],
    ['All about vitamin B12', 'All about vitamin B-12'],
    ['Nursing in the twentieth century', 'Nursing in the 20th century'],
    ['A handbook of midwifery', 'Handbook of midwifery'],
    ['Midwifery : $b A guide', 'Midwifery : $b a guide'],
  ])('joins %j and %j', (title, other) => {
    expect(score(title, other)).toMatchObject({ decision: 'SAME', vetoes: [] });
  });

  it('is unsure where only one counts, as of the whole beside its part', () => {
    expect(score('British national formulary 75', 'British national formulary').decision).toBe('UNSURE');
    expect(score('The long journey : $b episode 2', 'The long journey').decision).toBe('UNSURE');
    expect(score('Questions in anaesthesia : $b A', 'Questions in anaesthesia').decision).toBe('UNSURE');
  });

  it.each([
    ['BNF : $b March-September 2018', 'BNF : $b September 2018-March 2019'],
    ['BNF for children 2018', 'BNF for children 2018-2019'],
  ])('is unsure where years overlap, and the words are the same: %j and %j', (title, other) => {
    expect(score(title, other).decision).toBe('UNSURE');
  });

  it.each([
    ['Invasive ventilation', 'Non-invasive ventilation'],
    ['Childbirth with fear', 'Childbirth without fear'],
    ['Human anatomy', 'Human anatomy : $b self-assessment workbook'],
  ])('is unsure of what one denies, and of what goes with a book: %j and %j', (title, other) => {
    expect(score(title, other).decision).toBe('UNSURE');
  });

  it('takes the number of a volume that the title of a whole set has for a slip', () => {
    const [set, typed] = ['Prairie farms and prairie folk', 'Prairie farms and prairie folk. $n v. 1'].map((title) =>
      toMatchView(
        describeRecord(
          marcOf(
            '100 1_ $a Gillmore, Parker.',
            `245 10 $a ${title}`,
            '264 _1 $a London : $b Hurst and Blackett, $c 1872.',
            '300 __ $a 2 v. ; $c 19 cm',
            field008({ dates: 's1872    ' }),
          ),
        ),
      ),
    );

    expect(set && typed && scorePair(set, typed).decision).toBe('SAME');
  });

  it.each([
    ['250', '250 __ $a 75th ed.'],
    ['490 $v', '490 0_ $a British national formulary ; $v 75'],
  ])('takes a number that the other states in %s for the same', (_where, line) => {
    expect(score('British national formulary 75', 'British national formulary', line).decision).toBe('SAME');
  });

  it('takes nothing amiss that a brief record leaves out with a whole sentence', () => {
    const whole = 'Nursing the dying patient : $b a guide for wards and hospices in three chapters with cases';

    expect(score(whole, 'Nursing the dying patient').decision).toBe('SAME');
  });
});
