/** Why matching joined two records, or did not, in words: each code of the graph has a sentence, and one without is shown as it is. */
import type { PairQuery } from '../__generated__/operations.ts';
import { capitalised } from './lists.ts';

type Match = NonNullable<PairQuery['match']>;

const COMPARED: Readonly<Record<string, string>> = {
  title: 'Title',
  part: 'Volume or part',
  contributors: 'Authors and others who made it',
  year: 'Year of publication',
  extent: 'Pages, volumes and size',
  publisher: 'Publisher',
  edition: 'Edition statement',
  series: 'Series',
  format: 'Kind of material and language',
  subjects: 'Subjects and class marks',
  isbn: 'ISBN',
  lccn: 'Library of Congress number',
  oclc: 'WorldCat (OCLC) number',
  nlm: 'National Library of Medicine number',
  doi: 'DOI',
  'serial-title': 'Title of the journal',
  issn: 'ISSN',
  number: 'Other numbers',
  body: 'Body that publishes the journal',
  'first-year': 'First year of the journal',
};

/** Rules of which each alone keeps two records apart. */
const RULES: Readonly<Record<string, string>> = {
  format: 'They are different kinds of material',
  component: 'One is a part of a larger publication, such as an article or a chapter, and the other is not',
  part: 'They are different volumes or parts',
  count: 'Their titles have different numbers in them',
  set: 'One is a set of volumes, and the other is a single book',
  series: 'They have different numbers in one series',
  edition: 'Their edition statements have different numbers',
  language: 'They are in different languages',
  year: 'Their years of publication are five or more years apart',
  printer: 'They are of the time before 1801, and from different printers',
  picture: 'They are pictures, maps or data, and their titles differ in a word',
  history: 'They are two journals of which one continues the other',
  run: 'They are two journals: one had ended when the other began',
  supplement: 'One is a supplement of a journal, and the other is not',
  imprint: 'They have different numbers, such as two ISBNs, and different publishers',
  printing: 'They have different numbers, such as two ISBNs, and were published two or more years apart',
  carrier: 'One is a microform, and the other is not',
  extent: 'They have different numbers, such as two ISBNs, and one has far fewer pages',
  'set-number': 'They share only the ISBN of the set that both belong to',
  'title-word': 'They have different numbers, such as two ISBNs, and a word of each title is not in the other',
  creator: 'They have different numbers, such as two ISBNs, and different authors',
};

/** From these log-odds on. */
const STRONG = 2;
const CLEAR = 0.5;

/** `Title`; a code that these pages have no words for stands in quotation marks. */
export function sayCompared(feature: string): string {
  return COMPARED[feature] ?? `“${feature}” (these pages have no words for it)`;
}

/** `Strongly for one edition`. */
export function sayWeight(weight: number): string {
  const direction = weight < 0 ? 'against one edition' : 'for one edition';
  const size = Math.abs(weight);
  if (size >= STRONG) return `Strongly ${direction}`;
  return size >= CLEAR ? capitalised(direction) : `Slightly ${direction}`;
}

const NOT_SAID = '(not said) / (not said)';

/** How much a detail counts; of what neither record says, a little is what is usual of such records, and no evidence. */
export function sayReason({ feature, detail, weight }: Match['reasons'][number]): string {
  const isSaid = detail !== NOT_SAID && detail !== `${feature}: ${NOT_SAID}`;
  return isSaid || Math.abs(weight) >= CLEAR ? sayWeight(weight) : 'Says nothing either way';
}

/** What the two records say, without the name of the code before it. */
export function sayDetail({ feature, detail }: Match['reasons'][number]): string {
  const said = detail.startsWith(`${feature}: `) ? detail.slice(feature.length + 2) : detail;
  if (said === NOT_SAID) return 'Neither record says anything of it';
  return capitalised(said.replaceAll('(not said)', '(nothing)').replaceAll(/\b1 volumes\b/g, '1 volume'));
}

/** `Their edition statements have different numbers: edition 1 / 3.` */
export function sayVeto({ rule, detail }: Match['vetoes'][number]): string {
  const sentence = RULES[rule];
  if (sentence === undefined)
    return `A rule keeps them apart that these pages have no words for, “${rule}”: ${detail}.`;
  return detail === '' || /^one is|^two volumes/.test(detail) ? `${sentence}.` : `${sentence}: ${detail}.`;
}

/** `more than 99 % sure`: rounded down, so that nothing is said to be surer than it is. */
export function sayProbability(probability: number): string {
  const percent = Math.floor(probability * 100);
  if (percent >= 99) return 'more than 99 %';
  return percent < 1 ? 'less than 1 %' : `${String(percent)} %`;
}
