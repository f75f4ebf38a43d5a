import { expect, it } from 'vitest';
import { languageOf } from './language.ts';

it.each([
  ['Abrégé de cytologie', 'fre', 'fr'],
  ['Lehrbuch der Anatomie', 'ger', 'de'],
  ['القانون في الطب', 'ara', 'ar'],
  ['al-Qānūn fī al-ṭibb', 'ara', 'ar-Latn'],
  ['ʻIlm al-tamrīḍ', 'ara', 'ar-Latn'],
  ['ספר הרפואות', 'heb', 'he'],
  ['Руководство по хирургии', 'rus', 'ru'],
  ['[Zhongguo] yi xue', 'chi', 'zh-Latn'],
  ['Gray’s Anatomy', 'eng', null],
  ['Abrégé', 'mul', null],
  ['Abrégé', 'und', null],
  ['Abrégé', 'fr"', null],
  ['Abrégé', null, null],
])('reads %s, of the language %s, as %s', (title, language, tag) => {
  expect(languageOf({ title, language })).toBe(tag);
});
