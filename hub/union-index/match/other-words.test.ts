import { marcOf } from '#tests/union-index/marc-lines.ts';
import { describe, expect, it } from 'vitest';
import { describeRecord } from '../normalise/describe-record.ts';
import { haveOtherWords, toWording } from './other-words.ts';

function differ(title: string, other: string, ...more: readonly string[]): boolean {
  const a = toWording(describeRecord(marcOf(`245 10 $a ${title}`)));
  const b = toWording(describeRecord(marcOf(`245 10 $a ${other}`, ...more)));
  const found = haveOtherWords(a, b);
  expect(haveOtherWords(b, a)).toBe(found);
  return found;
}

describe('haveOtherWords', () => {
  it.each([
    ['In the jungle', 'In the house'],
    ['Manual de cardiología', 'Manual de radiología'],
    ['Managing hypertension in primary care', 'Managing hypotension in primary care'],
    ['A colour atlas of the eye', 'A colour atlas of the ear'],
    ['Statistics for nurses', 'Statistics for doctors'],
    ['Notes of the ward of the clinic of the town of Bath', 'Notes of a ward and its clinic, a town in Bach'],
    [
      'Census of population and housing, summary population and housing characteristics, New York',
      'Census of population and housing, summary population and housing characteristics, Delaware',
    ],
  ])('tells %j from %j', (title, other) => {
    expect(differ(title, other)).toBe(true);
  });

  it.each([
    ['one that says more', 'Midwifery', 'Midwifery : $b a guide'],
    ['another spelling', 'Tumours of the oesophagus', 'Tumors of the esophagus'],
    ['another ending', 'Diseases of children', 'Disease of children'],
    ['an abbreviation', 'International classification of diseases', 'Internat. classification of diseases'],
    ['a slip of the pen', 'Rehabilitation after stroke', 'Rehabiliation after stroke'],
    ['words that are written as one', 'Health care in hand books', 'Healthcare in handbooks'],
    ['accents that were decoded wrongly', 'Nko kangbe kunbaba', 'Nkao kaangbaeo kaunbaabaa'],
    [
      'one letter of a long title',
      'The grey wolf : $b an intimate study of a dictator, his life and his times',
      'The gray wolf : $b an intimate study of a dictator, his life and his times',
    ],
  ])('takes %s for the same title', (_what, title, other) => {
    expect(differ(title, other)).toBe(false);
  });

  it('looks for a word in what the other record says next to its title', () => {
    expect(differ('Anatomy by Gray', 'Anatomy, descriptive', '700 1_ $a Gray, Henry')).toBe(false);
    expect(differ('In the jungle', 'In the house', '246 3_ $a In the jungle')).toBe(false);
  });
});
