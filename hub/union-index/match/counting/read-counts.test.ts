import { describe, expect, it } from 'vitest';
import { readCounts } from './read-counts.ts';

const B = -'b'.charCodeAt(0);

describe('readCounts', () => {
  it.each<[string, string, readonly number[]]>([
    ['Step 2', 'eng', [2]],
    ['2nd step', 'eng', [2]],
    ['Step two', 'eng', [2]],
    ['Step II', 'eng', [2]],
    ['Step one', 'eng', [1]],
    ['Tome un', 'fre', [1]],
    ['2. Teil', 'ger', [2]],
    ['Zweiter Teil', 'ger', [2]],
    ['2e tome', 'fre', [2]],
    ['2a edizione', 'ita', [2]],
    ['2:a delen', 'swe', [2]],
    ['2-ĭ tom', 'rus', [2]],
    ['tom vtoroĭ', 'rus', [2]],
    ['Том второй', 'rus', [2]],
    ['sex fall', 'swe', [6]],
    ['vitamin B12', 'eng', [B, 12]],
    ['vitamin B-12', 'eng', [B, 12]],
    ['XIXe siècle', 'fre', [19]],
    ['twentieth century', 'eng', [20]],
    ['one hundred and five cases', 'eng', [105]],
    ['einundzwanzig Fälle', 'ger', [21]],
    ['quatre-vingt-dix-neuf', 'fre', [99]],
    ['ventuno casi', 'ita', [21]],
    ['treinta y uno', 'spa', [31]],
    ['1,000 questions', 'eng', [1000]],
    ['Band 38 / 39', 'ger', [38, 39]],
    ['Ⅱ, ２', 'eng', [2, 2]],
    ['Step １２', 'eng', [12]],
    ['أسئلة التخدير ١٢', 'ara', [12]],
    ['پرسش‌های بیهوشی ۱۳', 'per', [13]],
    ['प्रश्न १२', 'hin', [12]],
    ['Henry VIII : king', 'eng', [8]],
    ['A', 'eng', [-'a'.charCodeAt(0)]],
    ['A : Pflege heute', 'ger', [-'a'.charCodeAt(0)]],
    ['Questions in anaesthesia : B', 'eng', [B]],
    ['Hepatitis A virus', 'eng', [-'a'.charCodeAt(0)]],
  ])('reads %j in %s', (title, language, numbers) => {
    expect(readCounts([title], [language]).numbers).toEqual(numbers);
  });

  it.each<[string, string]>([
    ['sex and gender', 'eng'],
    ['once upon a time', 'eng'],
    ['the children’s X-ray', 'eng'],
    ['letters of J. B. Priestley and D.H. Lawrence', 'eng'],
    ['Diary Of A Nobody', 'eng'],
    ['l’enfant et la mère', 'fre'],
    ['ANATOMY FOR MI', 'eng'],
    ['v Rossii', 'rus'],
    ['A handbook of midwifery', 'eng'],
    ['Midwifery, to which is added, A dictionary', 'eng'],
    ['Universal geography, or A view of the world', 'eng'],
    ['T N T', 'eng'],
    ['The T. & T. Clark story', 'eng'],
    ['The court of requests, & c.', 'eng'],
    ['Le livre de[s] conserves', 'fre'],
  ])('reads nothing in %j', (title, language) => {
    expect(readCounts([title], [language]).numbers).toEqual([]);
  });

  it('takes an article and the English pronoun for a number only beside one', () => {
    expect(readCounts(['What I know'], ['eng'])).toMatchObject({ numbers: [], perhaps: [1] });
    expect(readCounts(['Un guide'], ['fre'])).toMatchObject({ numbers: [], perhaps: [1] });
  });

  it('reads years apart, short and spelt ones too', () => {
    expect(readCounts(['The war, 1914-18'], ['eng'])).toMatchObject({ numbers: [], years: [1914, 1918] });
    expect(readCounts(['Nineteen eighty-four'], ['eng'])).toMatchObject({ numbers: [], years: [1984] });
    expect(readCounts(['The 1990s'], ['eng'])).toMatchObject({ numbers: [], years: [1990] });
    expect(readCounts(['تقرير ٢٠١٩-٢٠'], ['ara'])).toMatchObject({ numbers: [], years: [2019, 2020] });
  });

  it('gives the title with its numbers as digits', () => {
    expect(readCounts(['Step two', 'XIXe siècle'], ['eng']).texts).toEqual(['step 2', '19 siecle']);
  });
});
