import type { RecordDescription } from '../../description.ts';
import { toCountKey } from '../counting/title-counts.ts';
import { foldedTitle } from '../fold.ts';
import { bestOf, containment, dice, trigramsOf, wordsOf } from '../similarity.ts';
import { agreement, onlyOne, featureGroup } from './feature-group.ts';

/** Likeness of the names of one series. */
const ONE_SERIES_FROM = 0.8;

/** Two numbers of one series: the first that each names, which the number is of. */
export function areNumbersOfOneSeries(a: SeriesFacts, b: SeriesFacts): boolean {
  if (a.volume === null || b.volume === null || a.volume === b.volume) return false;
  const [first, second] = [a.titles[0], b.titles[0]];
  if (!/^\d+$/.test(a.volume) || !/^\d+$/.test(b.volume) || first === undefined || second === undefined) return false;
  return dice(first.grams, second.grams) >= ONE_SERIES_FROM;
}

/** Behind a semicolon, or a number at the end. */
const TYPED_NUMBER = /\s*;\s*(.+)$|(?<=\D[\s.])(\d{1,5})\.?$/;

/** The series and the number within it: reports of one body in one year differ in little else. */
export const seriesFeatures = featureGroup({
  columns: [
    { name: 'series_likeness', trend: 1 },
    { name: 'series_words_within', trend: 1 },
    { name: 'series_number_agrees', trend: 1 },
    { name: 'series_in_one', trend: -1 },
  ],
  prepare({ seriesTitles, volume, languages }: RecordDescription) {
    // `Bulletin - Geological Survey ; 1234`, `S.doc.62` typed into $a.
    const typed = TYPED_NUMBER.exec(seriesTitles[0] ?? '');
    const number = toCountKey(volume ?? typed?.[1] ?? typed?.[2] ?? '', languages);
    return {
      stated: [seriesTitles[0], volume].filter((part) => part !== undefined && part !== null).join(', '),
      titles: seriesTitles
        .map((title) => foldedTitle(title.replace(TYPED_NUMBER, '')))
        .map((folded) => ({ grams: trigramsOf(folded), words: wordsOf(folded) })),
      volume: number === '' ? null : number,
    };
  },
  compare(a, b, row, at) {
    row[at] = bestOf(a.titles, b.titles, (one, other) => dice(one.grams, other.grams));
    row[at + 1] = bestOf(a.titles, b.titles, (one, other) => containment(one.words, other.words));
    row[at + 2] = agreement(a.volume, b.volume);
    row[at + 3] = onlyOne(a.titles.length > 0, b.titles.length > 0);
  },
  describe: ({ stated }) => stated,
});

export type SeriesFacts = ReturnType<typeof seriesFeatures.prepare>;
