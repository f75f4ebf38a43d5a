import type { RecordDescription } from '../../description.ts';
import { readTitle, toCountKey } from '../counting/title-counts.ts';
import { fold } from '../fold.ts';
import { dice, trigramsOf } from '../similarity.ts';
import { agreement, onlyOne, featureGroup } from './feature-group.ts';

/** Parts and volumes, and numbers in titles (`Level 3`, `1995`): siblings differ in little else. */
export const partFeatures = featureGroup({
  columns: [
    { name: 'part_number_agrees', trend: 1 },
    { name: 'part_number_in_one', trend: -1 },
    { name: 'part_name_likeness', trend: 1 },
    { name: 'title_numbers_contradict', trend: -1 },
    { name: 'title_numbers_in_one', trend: -1 },
  ],
  prepare(description: RecordDescription) {
    const key = toCountKey(description.partNumber ?? '', description.languages);
    const { sure, years } = readTitle(description);
    return {
      stated: [description.partNumber, description.partName].filter((part) => part !== null).join(', '),
      // `2` of `Vol. II`; null if the record describes no part.
      number: key === '' ? null : key,
      name: trigramsOf(fold(description.partName ?? '')),
      numbers: [...new Set([...sure.filter((number) => number >= 0), ...years])],
    };
  },
  compare(a, b, row, at) {
    const apart = a.numbers.filter((number) => !b.numbers.includes(number)).length;
    const others = b.numbers.filter((number) => !a.numbers.includes(number)).length;
    row[at] = agreement(a.number, b.number);
    row[at + 1] = onlyOne(a.number === null, b.number === null);
    row[at + 2] = dice(a.name, b.name);
    row[at + 3] = Math.min(apart, others);
    row[at + 4] = Math.max(apart, others);
  },
  describe: ({ stated, numbers }) => stated || numbers.join(' '),
});
