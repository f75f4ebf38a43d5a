import { createRandom } from '#simulators/random.ts';
import { describe, expect, it } from 'vitest';
import { parseQuery } from '../query/parse-query.ts';
import {
  editsOf,
  slipsBetween,
  splitsOf,
  areCorrections,
  correctText,
  neighboursOf,
  wordsOf,
} from './words-of-text.ts';
import { isCertain, respellingsOf, type Doubt } from './respellings.ts';

const typedIn = (text: string): readonly string[] => wordsOf(text, parseQuery(text)).map(({ typed }) => typed);

describe('the words that may be corrected', () => {
  it.each([
    ['child psychiarty', ['child', 'psychiarty']],
    ['“child psychiarty” nursing', ['nursing']],
    ['"an open phrase', []],
    ['nursing -psychiarty', ['nursing']],
    ['covid19 vol. 2 isbn 9780198526636', []],
    ['micro-biology/genetics', ['micro', 'biology', 'genetics']],
    ['alzhiemer’s disease', ['alzhiemer', 'disease']],
    ['NEJM nursing', ['nursing']],
    ['NEJM NURSING', ['NEJM', 'NURSING']],
    ['see www.example.org or a@b.org', ['see']],
    ['Sjögrne', ['Sjögrne']],
    ['x'.repeat(41), []],
    ['\ud800\u0000\u202e', []],
  ])('of %j', (text, words) => {
    expect(typedIn(text)).toEqual(words);
  });

  it('stand where they were typed', () => {
    const text = 'the "heart" of  psychiarty';
    const words = wordsOf(text, parseQuery(text));

    expect(words.map(({ start, end }) => text.slice(start, end))).toEqual(words.map(({ typed }) => typed));
  });

  it('are neighbours with nothing but a blank or a hyphen between', () => {
    const text = 'micro biology, gene-tics or anatomy';
    const pairs = neighboursOf(text, wordsOf(text, parseQuery(text)));

    expect(pairs.map(([first, second]) => `${first.typed} ${second.typed}`)).toEqual(['micro biology', 'gene tics']);
  });
});

describe('corrections', () => {
  const text = 'child psychiarty or micro biology';
  const query = parseQuery(text);
  const psychiatry = { start: 6, end: 16, text: 'psychiatry' };

  it('are put into the text in their places', () => {
    const microbiology = { start: 20, end: 33, text: 'microbiology' };

    expect(correctText(text, [microbiology, psychiatry])).toBe('child psychiatry or microbiology');
    expect(areCorrections(text, [microbiology, psychiatry], query)).toBe(true);
    expect(areCorrections(text, [], query)).toBe(true);
  });

  it.each([
    [{ ...psychiatry, text: 'psychology' }],
    [{ ...psychiatry, start: 5 }],
    [{ ...psychiatry, end: 15 }],
    [{ ...psychiatry, text: 'psychiatry -x' }],
    [{ start: 17, end: 19, text: 'of' }],
    [{ start: 900, end: 910, text: 'psychiatry' }],
  ])('are refused if they are none: %j', (forged) => {
    expect(areCorrections(text, [forged], query)).toBe(false);
    expect(areCorrections(text, [psychiatry, psychiatry], query)).toBe(false);
  });
});

describe('slips', () => {
  it('are one letter left out, put in, changed or swapped, each of which is looked up', () => {
    const edits = new Set(editsOf('heart'));

    for (const word of ['hert', 'hearrt', 'heark', 'haert', 'theart', 'hearty', 'eart']) {
      expect(edits, word).toContain(word);
      expect(slipsBetween('heart', word)).toBe(1);
    }
    expect(edits).not.toContain('heart');
    expect(slipsBetween('heart', 'heat')).toBe(1);
    expect(slipsBetween('heart', 'hat')).toBe(2);
    expect(slipsBetween('heart', 'brain')).toBeNull();
    expect(splitsOf('heartfailure')).toContainEqual(['heart', 'failure']);
    expect(splitsOf('heart')).toEqual([]);
  });
});

function doubt(
  folded: string,
  ...candidates: readonly (readonly [text: string, slips: number, weight: number])[]
): Doubt {
  return {
    kind: 'unknown',
    start: 0,
    end: folded.length,
    folded,
    candidates: candidates.map(([text, slips, weight]) => ({ text, slips, weight, stem: text.replace(/s$/, '') })),
  };
}

const certain = (one: Doubt): boolean => isCertain(respellingsOf([one]));

describe('a reading', () => {
  it('is beyond doubt with one slip in five letters, two in eight, and no rival', () => {
    expect(certain(doubt('hearp', ['heart', 1, 9]))).toBe(true);
    expect(certain(doubt('hert', ['heart', 1, 9]))).toBe(false);
    expect(certain(doubt('nefrolgy', ['nephrology', 2, 9]))).toBe(true);
    expect(certain(doubt('nefrlgy', ['nephrology', 2, 9]))).toBe(false);
    expect(certain(doubt('celebrix', ['celebrex', 1, 9], ['celebrax', 1, 9]))).toBe(false);
    expect(certain(doubt('celebrix', ['celebrex', 1, 9], ['cerebrix', 1, 1]))).toBe(false);
    // Records have slips, too; forms and spellings of one word are no rivals, nor is what is farther away.
    expect(certain(doubt('nephrolgy', ['nephrology', 1, 100], ['nephrolagy', 1, 4]))).toBe(true);
    expect(certain(doubt('fractrue', ['fracture', 1, 9], ['fractures', 2, 9]))).toBe(true);
    expect(certain(doubt('tumoura', ['tumours', 1, 9], ['tumour', 1, 9]))).toBe(true);
    expect(isCertain([])).toBe(false);
  });

  it('begins with the fewest slips, then the first letter, then what is frequent', () => {
    const readings = respellingsOf([
      doubt('hand', ['sand', 1, 900], ['hard', 1, 5], ['hans', 1, 7], ['heads', 2, 999]),
    ]);

    expect(readings.map(({ corrections: [one] }) => one?.text)).toEqual(['hans', 'hard', 'sand', 'heads']);
  });

  it('is found quickly of any text, and takes nothing apart that is not there', () => {
    const random = createRandom(7);
    const signs = [...'a b c d e " - ’ “ ” ü ß \u0301 \ud800 / @ . 1'.split(' '), '  ', ' or ', ' -', 'psychiarty '];
    const start = performance.now();
    for (let round = 0; round < 2_000; round += 1) {
      const length = Math.floor(random.next() * 60);
      const text = Array.from({ length }, () => signs[Math.floor(random.next() * signs.length)] ?? '').join('');
      const words = wordsOf(text, parseQuery(text));
      for (const { start: from, end, typed } of words) expect(text.slice(from, end)).toBe(typed);
      const doubts = words.map((word): Doubt => ({ ...doubt(word.folded, ['heart', 1, 3], ['hard', 2, 1]), ...word }));
      for (const { corrections } of respellingsOf(doubts)) expect(correctText(text, corrections)).not.toBe('');
    }
    expect(performance.now() - start).toBeLessThan(20_000);
  });
});
