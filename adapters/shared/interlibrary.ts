/** Whether a record was typed in for one interlibrary loan, by what it says itself: such titles often name a reader. Pure. */
import type { InterlibraryRules } from '#domain/region.ts';
import { textPattern } from '#domain/text-pattern.ts';
import type { HarvestedDescription, LooksInterlibrary } from '#contract/adapter.ts';
import type { MarcRecord } from '#marc/index.ts';
import { dataFieldsOf, subfieldValues } from './marc-fields.ts';

/** What is usual, where the region file says nothing. Books about interlibrary lending begin otherwise, or are only doubtful. */
export const USUAL_INTERLIBRARY = {
  titles: [
    String.raw`^\W*ILL\b(?!-[A-Za-z]).*(?:\d|\b(?:[Ff]or|FOR|[Rr]equest|REQUEST|[Ll]oan|LOAN|[Tt]emp|TEMP)\b)`,
    String.raw`^\W*ILL\W*$`,
    String.raw`(?i)^\W*(?:ill\s+[a-z]?\d|ill\d|i\.l\.l\.(?:\W|$)|\[ill\])`,
    String.raw`(?i)^\W*loan from (?:bl|british library)\b`,
    String.raw`(?i)^\W*inter-?\s?library[\s-]loan(?:\s+-|\s+for\b)`,
    String.raw`\bILL\W+(?:[Rr]equest|REQUEST)\b`,
    String.raw`(?i)^\W*BLDS[SC]\b`,
    String.raw`^\W*(?:DOCUMENT SUPPLY|INTER-?\s?LIBRARY[\s-]LOAN)\b`,
    String.raw`(?i)^\W*(?:inter-?\s?library[\s-]loan|document (?:supply|delivery))\W*(?:$|#|\d{5}|(?:request|temporary|item|no|number)\b)`,
  ],
  notes: [
    String.raw`(?i)^\W*on (?:ill|inter-?\s?library[\s-]loan) for\b`,
    String.raw`^\W*ILL\W+(?:[Rr]equest|REQUEST|[Nn]o|NO|[Nn]umber|[Ff]or|FOR)\b`,
    String.raw`(?i)^\W*(?:inter-?\s?library[\s-]loan|document supply)\W+(?:request|no|number|for)\b`,
  ],
  doubtful: [
    String.raw`^\W*ILL\b(?!-[A-Za-z])`,
    // Among small letters the capitals are no shouting.
    String.raw`^(?=.*[a-z]).*\bILL\b(?!-[A-Za-z])`,
    String.raw`(?i)\b(?:inter-?\s?library[\s-](?:loan|lending)|document (?:supply|delivery)|BLDS[SC])\b`,
  ],
} as const satisfies InterlibraryRules;

/** No title is longer that a pattern has to be tried at. */
const LONGEST_TEXT = 500;
const NOTES = ['500', '590', '599'] as const;
/** A book has one of them when it is catalogued for keeps: a standard number, a publisher, a subject. */
const CATALOGUED = [
  ...(['010', '020', '022', '024'] as const).map((tag) => ({ tag, code: 'a' })),
  ...(['260', '264'] as const).map((tag) => ({ tag, code: 'b' })),
  ...(['600', '610', '650', '651', '655'] as const).map((tag) => ({ tag, code: 'a' })),
];

type Judged = Pick<HarvestedDescription, 'marc' | 'items' | 'leftOutItems'>;

/** Says of a record what it looks like; null for nearly every record. */
export function interlibraryJudge(rules: InterlibraryRules | undefined): (record: Judged) => LooksInterlibrary | null {
  const isTitle = anyOf(rules?.titles ?? USUAL_INTERLIBRARY.titles);
  const isNote = anyOf(rules?.notes ?? USUAL_INTERLIBRARY.notes);
  const isDoubtful = anyOf(rules?.doubtful ?? USUAL_INTERLIBRARY.doubtful);
  const ofFields = Object.entries(rules?.fields ?? {}).map(([place, patterns]) => ({
    place,
    matches: anyOf(patterns),
  }));
  return ({ marc, items, leftOutItems }) => {
    if (ofFields.some(({ place, matches }) => valuesAt(marc, place).some(matches))) return 'LOAN';
    const title = titleOf(marc);
    if (isTitle(title) || NOTES.some((tag) => subfieldValues(marc, tag, 'a').some(isNote))) {
      const isKept = [...items, ...leftOutItems].some(({ visibility }) => visibility !== 'ILL_TEMPORARY');
      return isKept && isCatalogued(marc) ? 'DOUBT' : 'LOAN';
    }
    return isDoubtful(title) ? 'DOUBT' : null;
  };
}

function anyOf(patterns: readonly string[]): (text: string) => boolean {
  const expressions = patterns.map(textPattern);
  return (text) => expressions.some((expression) => expression.test(text.slice(0, LONGEST_TEXT)));
}

function titleOf(marc: MarcRecord): string {
  const subfields = dataFieldsOf(marc, '245').flatMap((field) => field.subfields);
  return subfields.map(({ value }) => value.trim()).join(' ');
}

function valuesAt(marc: MarcRecord, place: string): readonly string[] {
  return subfieldValues(marc, place.slice(0, 3), place.slice(4));
}

function isCatalogued(marc: MarcRecord): boolean {
  return CATALOGUED.some(({ tag, code }) => subfieldValues(marc, tag, code).some((value) => value !== ''));
}
