import type { RecordDescription } from '../../description.ts';
import { agreement, onlyOne, featureGroup } from './feature-group.ts';

/** Places of 008/18-34 that say what a book is: audience, form, contents, government, conference, index, literary form. */
const TELLING_PLACES = [4, 5, 6, 10, 11, 13, 15];

/** What the thing is: medium, carrier, kind of record, coded data, language. */
export const formatFeatures = featureGroup({
  columns: [
    { name: 'online_in_one', trend: -1 },
    { name: 'record_type_agrees', trend: 1 },
    { name: 'microform_in_one', trend: -1 },
    { name: 'component_in_one', trend: -1 },
    { name: 'coded_agreement', trend: 0 },
    { name: 'language_agrees', trend: 1 },
    { name: 'language_shared', trend: 1 },
  ],
  prepare({ format, online, languages, evidence }: RecordDescription) {
    const { recordType, microform, component, coded } = evidence;
    return { format, online, recordType, microform, component, coded, languages };
  },
  compare(a, b, row, at) {
    row[at] = onlyOne(a.online, b.online);
    row[at + 1] = a.recordType === b.recordType ? 1 : 0;
    row[at + 2] = onlyOne(a.microform, b.microform);
    row[at + 3] = onlyOne(a.component, b.component);
    row[at + 4] = codedAgreement(a.coded, b.coded);
    row[at + 5] = agreement(a.languages[0] ?? null, b.languages[0] ?? null);
    row[at + 6] =
      a.languages.length === 0 || b.languages.length === 0
        ? NaN
        : a.languages.some((language) => b.languages.includes(language))
          ? 1
          : 0;
  },
  describe({ format, online, microform, component, languages }) {
    const said = [
      format.toLowerCase(),
      online ? 'online' : null,
      microform ? 'microform' : null,
      component ? 'part of a host' : null,
      ...languages.slice(0, 2),
    ];
    return said.filter((part) => part !== null).join(', ');
  },
});

function codedAgreement(a: string, b: string): number {
  let [same, compared] = [0, 0];
  for (const place of TELLING_PLACES) {
    const [first = '|', second = '|'] = [a[place], b[place]];
    if (first === '|' || second === '|') continue;
    compared += 1;
    if (first === second) same += 1;
  }
  return compared === 0 ? NaN : same / compared;
}
