import { describe, expect, it } from 'vitest';
import { sayCompared, sayDetail, sayProbability, sayReason, sayVeto, sayWeight } from './evidence.ts';

describe('the words of evidence', () => {
  it.each([
    [2.4, 'Strongly for one edition'],
    [0.7, 'For one edition'],
    [0.1, 'Slightly for one edition'],
    [-0.1, 'Slightly against one edition'],
    [-0.7, 'Against one edition'],
    [-3, 'Strongly against one edition'],
  ])('say how much %d speaks', (weight, words) => {
    expect(sayWeight(weight)).toBe(words);
  });

  it('call what neither record says no evidence, unless it counts for something', () => {
    const said = { feature: 'year', detail: 'year: (not said) / (not said)' };

    expect(sayReason({ ...said, weight: 0.3 })).toBe('Says nothing either way');
    expect(sayReason({ ...said, weight: -0.7 })).toBe('Against one edition');
    expect(sayReason({ feature: 'year', detail: '2004', weight: 0.3 })).toBe('Slightly for one edition');
  });

  it.each([
    [0.9999, 'more than 99 %'],
    [0.989, '98 %'],
    [0.5, '50 %'],
    [0.004, 'less than 1 %'],
  ])('never make %d surer than it is', (probability, words) => {
    expect(sayProbability(probability)).toBe(words);
  });

  it('leave the code out of what the records say, and say that both say nothing', () => {
    expect(sayDetail({ feature: 'title', weight: 1, detail: 'title: asthma / (not said)' })).toBe('Asthma / (nothing)');
    expect(sayDetail({ feature: 'series', weight: 1, detail: 'series: (not said) / (not said)' })).toBe(
      'Neither record says anything of it',
    );
    expect(sayDetail({ feature: 'isbn', weight: 1, detail: 'both have ISBN 1' })).toBe('Both have ISBN 1');
  });

  it('say a rule as a sentence', () => {
    expect(sayVeto({ rule: 'edition', detail: 'edition 1 / 3' })).toBe(
      'Their edition statements have different numbers: edition 1 / 3.',
    );
    expect(sayVeto({ rule: 'carrier', detail: 'one is a microform, the other is not' })).toBe(
      'One is a microform, and the other is not.',
    );
  });

  it('show a code that they do not know, and hide nothing of it', () => {
    expect(sayCompared('smell')).toBe('“smell” (these pages have no words for it)');
    expect(sayVeto({ rule: 'weight', detail: '1 kg / 2 kg' })).toBe(
      'A rule keeps them apart that these pages have no words for, “weight”: 1 kg / 2 kg.',
    );
  });
});
