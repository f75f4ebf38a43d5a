import type { RecordDescription } from '../../description.ts';
import { readCounts } from '../counting/read-counts.ts';
import { countedTitle, readTitle } from '../counting/title-counts.ts';
import { fold, foldedTitle } from '../fold.ts';
import { sameStart } from '../edit-distance.ts';
import { bestOf, containment, dice, sharedCount, trigramsOf, wordsOf } from '../similarity.ts';
import { featureGroup } from './feature-group.ts';

const COLUMNS = [
  { name: 'title_likeness', trend: 1 },
  { name: 'title_proper_likeness', trend: 1 },
  { name: 'title_within', trend: 1 },
  { name: 'title_words_within', trend: 1 },
  { name: 'title_words_shared', trend: 1 },
  { name: 'title_same_start', trend: 1 },
  { name: 'title_unshared', trend: -1 },
  { name: 'title_with_responsibility', trend: 1 },
  { name: 'title_under_another', trend: 1 },
  { name: 'title_in_script', trend: 1 },
  { name: 'title_shorter_length', trend: 0 },
  { name: 'title_length_ratio', trend: 0 },
] as const;

/** Titles: whole, proper, within one another (brief records leave the rest out), by words, and under other titles. */
export const titleFeatures = featureGroup({
  columns: COLUMNS,
  prepare(description: RecordDescription) {
    const { titleProper, languages, evidence } = description;
    const proper = foldedTitle(titleProper === null ? '' : (readTitle(description).texts[0] ?? ''));
    const full = countedTitle(description);
    const grams = trigramsOf(full);
    const responsibility = fold(evidence.responsibility ?? '');
    const others = [evidence.uniformTitle, ...evidence.varyingTitles].filter((title) => title !== null);
    return {
      stated: description.title,
      full,
      grams,
      properGrams: proper === full ? grams : trigramsOf(proper),
      words: wordsOf(full),
      // Older cards divide title and rest by a comma, and cataloguers at different places.
      withResponsibility: responsibility === '' ? grams : trigramsOf(`${full} ${responsibility}`.trim()),
      // Other titles that it goes by, its uniform title among them.
      others: others.map((title) => trigramsOf(foldedTitle(readCounts([title], languages).texts.join(' ')))),
      script: trigramsOf(fold(evidence.scriptTitle ?? '')),
    };
  },
  compare(a, b, row, at) {
    const [short, long] = a.full.length <= b.full.length ? [a, b] : [b, a];
    // One walk for each two sets: the walks are most of what a pair costs.
    const grams = sharedCount(a.grams, b.grams);
    const words = sharedCount(a.words, b.words);
    row[at] = dice(a.grams, b.grams, grams);
    row[at + 1] = dice(a.properGrams, b.properGrams);
    row[at + 2] = containment(a.grams, b.grams, grams);
    row[at + 3] = containment(a.words, b.words, words);
    row[at + 4] = dice(a.words, b.words, words);
    row[at + 5] = short.full === '' ? NaN : sameStart(a.full, b.full) / short.full.length;
    // Of two titles of one length either could be the shorter: the same pair must come to the same.
    const least = a.full.length === b.full.length ? Math.min(a.grams.length, b.grams.length) : short.grams.length;
    row[at + 6] = least - grams;
    row[at + 7] = dice(a.withResponsibility, b.withResponsibility);
    row[at + 8] =
      a.others.length === 0 && b.others.length === 0
        ? NaN
        : bestOf([a.grams, a.properGrams, ...a.others], [b.grams, b.properGrams, ...b.others], dice);
    row[at + 9] = dice(a.script, b.script);
    row[at + 10] = short.full.length;
    row[at + 11] = long.full === '' ? NaN : short.full.length / long.full.length;
  },
  describe: ({ stated }) => stated,
});

export type TitleFacts = ReturnType<typeof titleFeatures.prepare>;

/** Below this share of the shorter title's letters two titles are not the same in other words. */
const LIKE_FROM = 0.5;

/** Two titles, of which neither is within the other or known under the other's. */
export function areTitlesUnlike(a: TitleFacts, b: TitleFacts): boolean {
  if (containment(a.grams, b.grams) >= LIKE_FROM || containment(a.properGrams, b.properGrams) >= LIKE_FROM)
    return false;
  const known = bestOf([a.grams, a.properGrams, ...a.others], [b.grams, b.properGrams, ...b.others], dice);
  return !(known >= LIKE_FROM || dice(a.script, b.script) >= LIKE_FROM);
}
