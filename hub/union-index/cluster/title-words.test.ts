import { describe, expect, it } from 'vitest';
import { acronymWord, titleWord, wordsOfTitle } from './title-words.ts';

describe('a title as a word of the index', () => {
  it.each([
    ['The Lancet', 'title0lancet'],
    ["Gray's anatomy", 'title0grayanatomy'],
    ['Grays Anatomy', 'title0grayanatomy'],
    ['Oxford Handbook of Clinical Medicine', 'title0oxfordhandbookclinicalmedicine'],
    ['Kumar & Clark', 'title0kumarclark'],
    ['The', 'title0the'],
    ['Ärztin', 'title0arztin'],
    ['...', null],
    ['long '.repeat(40), null],
  ])('is of %s %s', (title, word) => {
    expect(titleWord(title)).toBe(word);
  });

  it.each([
    ['The New England journal of medicine', true, ['title0newenglandjournalmedicine', 'initials0nejm']],
    ['The Journal of psychology', true, ['title0journalpsychology', 'initials0jp']],
    ['Nursing research', false, ['title0nursingresearch']],
    ['Oxford handbook of clinical medicine', false, ['title0oxfordhandbookclinicalmedicine', 'initials0ohcm']],
  ])('has the first letters of %s where they say something', (title, serial, words) => {
    expect(wordsOfTitle(title, serial)).toEqual(words);
  });

  it.each([
    ['World Health Organization', 'acronym0who'],
    ['Royal College of Nursing (Great Britain)', 'acronym0rcn'],
    ['Smith, John Adam', null],
    ['Elsevier', null],
  ])('has those of %s if it is a body', (name, word) => {
    expect(acronymWord(name)).toBe(word);
  });
});
