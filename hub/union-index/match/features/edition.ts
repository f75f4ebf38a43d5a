import type { RecordDescription } from '../../description.ts';
import { foldEdition } from '../../normalise/edition-statement.ts';
import { containment, dice, trigramsOf, wordsOf } from '../similarity.ts';
import { onlyOne, featureGroup } from './feature-group.ts';

/** The edition statement: its number, its words, and whether only one record has one. */
export const editionFeatures = featureGroup({
  columns: [
    { name: 'edition_number_gap', trend: -1 },
    { name: 'edition_number_in_one', trend: -1 },
    { name: 'edition_likeness', trend: 0 },
    { name: 'edition_words_within', trend: 0 },
    { name: 'edition_stated_in_one', trend: 0 },
  ],
  prepare({ editionStatement, editionNumber }: RecordDescription) {
    const folded = foldEdition(editionStatement ?? '');
    return {
      stated: editionStatement,
      number: editionNumber,
      grams: trigramsOf(folded),
      words: wordsOf(folded),
    };
  },
  compare(a, b, row, at) {
    row[at] = a.number === null || b.number === null ? NaN : Math.min(10, Math.abs(a.number - b.number));
    // That it is the first is often not said.
    row[at + 1] = onlyOne((a.number ?? 1) > 1, (b.number ?? 1) > 1);
    row[at + 2] = dice(a.grams, b.grams);
    row[at + 3] = containment(a.words, b.words);
    row[at + 4] = onlyOne(a.stated === null, b.stated === null);
  },
  describe: ({ stated }) => stated ?? '',
});
