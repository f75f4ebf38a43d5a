import type { RecordDescription } from '../../description.ts';
import { fold } from '../fold.ts';
import { containment, dice, sharedCount, wordsOf } from '../similarity.ts';
import { featureGroup } from './feature-group.ts';

/** What it is about: headings and class marks. Libraries differ in both, so that they tell little against. */
export const subjectFeatures = featureGroup({
  columns: [
    { name: 'subject_words_shared', trend: 0 },
    { name: 'subject_words_within', trend: 0 },
    { name: 'class_agrees', trend: 1 },
  ],
  prepare({ subjects, classmarks }: RecordDescription) {
    const headings = subjects.map(({ heading }) => heading);
    return {
      stated: headings.slice(0, 3).join('; '),
      words: wordsOf(fold(headings.join(' '))),
      // By scheme, without what follows the whole number: `DEWEY 618`, `LCC RG950`, `NLM WQ 140`.
      classes: new Map(
        classmarks.map(({ scheme, mark }) => [scheme, /^[A-Za-z]*\s*\d+/.exec(mark)?.[0].replaceAll(' ', '') ?? mark]),
      ),
    };
  },
  compare(a, b, row, at) {
    const shared = sharedCount(a.words, b.words);
    row[at] = dice(a.words, b.words, shared);
    row[at + 1] = containment(a.words, b.words, shared);
    row[at + 2] = classAgreement(a.classes, b.classes);
  },
  describe: ({ stated, classes }) => stated || [...classes.values()].join('; '),
});

function classAgreement(a: ReadonlyMap<string, string>, b: ReadonlyMap<string, string>): number {
  let agrees = NaN;
  for (const [scheme, mark] of a) {
    const other = b.get(scheme);
    if (other === undefined) continue;
    if (mark === other) return 1;
    agrees = 0;
  }
  return agrees;
}
