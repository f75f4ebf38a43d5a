import { describe, expect, it } from 'vitest';
import { classOf, COMPARED_FIELDS, toLetters } from '../populations/conflict-classes.ts';
import { classify } from './classify.ts';

describe('classify', () => {
  it.each([
    [['Midwifery in practice'], ['Midwifery in practice'], 'EQUAL'],
    [['Midwifery in practice'], ['Midwifery In Practice'], 'CASE'],
    [['Midwifery : a guide /'], ['Midwifery: a guide'], 'PUNCTUATION'],
    [['Midwifery :  A guide'], ['Midwifery a guide.'], 'PUNCTUATION'],
    [['Séméiologie'], ['Semeiologie'], 'ENCODING'],
    [['Sémiologie'.normalize('NFC')], ['Sémiologie'.normalize('NFD')], 'ENCODING'],
    [['Smith, John'], ['John Smith'], 'ORDER'],
    [['Nursing', 'Asthma'], ['Asthma', 'Nursing'], 'ORDER'],
    [['2nd ed.'], [], 'ONE_ONLY'],
    [['2nd ed.'], ['3rd ed.'], 'SUBSTANCE'],
    [['Nursing'], ['Nursing', 'Nursing'], 'SUBSTANCE'],
    [[], [], null],
  ] as const)('%j beside %j: %s', (a, b, expected) => {
    expect(classify(a, b)).toBe(expected);
    expect(classify(b, a)).toBe(expected);
  });
});

describe('the letters of a comparison', () => {
  it('give back what they were made of', () => {
    const letters = toLetters(COMPARED_FIELDS.map((field) => (field === 'YEAR' ? 'SUBSTANCE' : null)));
    expect(letters).toHaveLength(COMPARED_FIELDS.length);
    expect(classOf(letters, 'YEAR')).toBe('SUBSTANCE');
    expect(classOf(letters, 'TITLE')).toBeNull();
  });
});
