import type { MatchEvidence, RecordDescription } from '../../description.ts';
import { foldText, foldTitle } from '../../normalise/text.ts';
import { wordsOf, type CodeSet } from '../similarity.ts';
import { toTitleFacts } from '../title-agreement.ts';
import { withinDistance } from '../edit-distance.ts';

/** A serial made ready to be compared. */
export type SerialFacts = NonNullable<ReturnType<typeof toSerialFacts>>;

const GENERIC_WORDS = new Set(
  (
    'abstracts accounts acta actes anales annales annals annual annuaire archiv archives bericht boletin bollettino ' +
    'bulletin catalogue circular communications comptes contributions directory documents events information ' +
    'jahrbuch jahresbericht journal leaflet magazine meeting memoirs memorandum minutes mitteilungen monograph news ' +
    'newsletter notes occasional papers pamphlet proceedings progress publications quarterly record records rendus ' +
    'report reports research review revista revue schriften scientific series special statistical statistics studies ' +
    'technical transactions update verhandlungen working yearbook zeitschrift monthly weekly biennial'
  ).split(' '),
);
const SMALL_WORDS = new Set('a an and at de der des di du for fur in la le of on the to und y zu'.split(' '));
/** Words that tell no body from another. */
const BODY_WORDS = new Set(
  'association center centre company council department dept institute limited office organization press publishing society university'.split(
    ' ',
  ),
);
const SUPPLEMENT = /\b(?:suppl|supplement|supplements|supplementum|supplementa|beiheft|beihefte|beilage)\b/;
const BODIES_MAX = 6;

/** Null for what is no serial. */
export function toSerialFacts(description: RecordDescription) {
  const { evidence, identifiers, titleProper, partName, partNumber, creators } = description;
  const { serial } = evidence;
  if (serial === null) return null;
  const own = [titleProper ?? '', ...serial.keyTitles].map(nameOf).filter((name) => name !== '');
  const others = [...serial.abbreviatedTitles, ...evidence.varyingTitles].map(nameOf);
  const words = foldTitle(titleProper ?? '').split(' ');
  const bodies = [...creators, evidence.responsibility ?? '', ...serial.qualifiers, ...evidence.publishers];
  const { firstYear, lastYear } = readRun(evidence);
  return {
    title: toTitleFacts(description),
    /** Its title and key titles, folded, without the qualifier behind them. */
    ownNames: new Set(own),
    /** Everything that it is called: abbreviated and varying titles too. */
    names: new Set([...own, ...others]),
    /** `Annual report`: hundreds of serials are called so, and only the body behind it tells them apart. */
    generic: words.every((word) => GENERIC_WORDS.has(word) || SMALL_WORDS.has(word) || /^\d+$/.test(word)),
    /** Words of each body that may stand behind it: headings, responsibility, qualifier, publisher. */
    bodies: bodies
      .slice(0, BODIES_MAX)
      .map(bodyWords)
      .filter((set) => set.length > 0),
    publishers: evidence.publishers.map(bodyWords).filter((set) => set.length > 0),
    /** `a neuroethology`: empty if it is no section of a serial. */
    section: foldText(partName ?? ''),
    supplement: SUPPLEMENT.test(foldText([description.title, partNumber, partName].join(' '))),
    linkingIssns: serial.linkingIssns,
    formerIssns: serial.formerIssns,
    /** All numbers of its own, as keys. */
    numbers: new Set([
      ...identifiers.issns.map((issn) => `issn:${issn}`),
      ...identifiers.lccns.map((lccn) => `lccn:${lccn}`),
      ...identifiers.oclcNumbers.map((number) => `oclc:${number}`),
      ...identifiers.nlmIds.map((id) => `nlm:${id}`),
    ]),
    relations: serial.relations,
    firstYear,
    lastYear,
  };
}

/** `1969-1975`, `[1969]-1975`, `1969 - 75`. */
const CLOSED_RUN = /(?<!\d)(\d{4})\D{0,2} ?[-–] ?\D{0,2}(\d{4}|\d{2})(?!\d)/;

/** The year that it began, as coded, and the year it ended; null if not known, if it runs on, or where nobody said. */
function readRun({ codedYears, dateType, statedDate }: MatchEvidence) {
  const [first = null, last = null] = codedYears;
  // 008/06-14 of a serial: `d18801882`, `c19239999`, `d19uu1974`, of which nobody can say which year is left, and
  // `d20001998`, of which nobody can say which is wrong.
  if (dateType === 'd') {
    const isRun = first !== null && last !== null && first <= last;
    return isRun ? { firstYear: first, lastYear: last } : { firstYear: null, lastYear: null };
  }
  const [, start, end] = CLOSED_RUN.exec(statedDate ?? '') ?? [];
  if (start === undefined || end === undefined) return { firstYear: first, lastYear: null };
  return { firstYear: Number(start), lastYear: lastYearOf(Number(start), end) };
}

/** `1998-02` ended in 2002; null for a whole year before its start, which is a slip. */
function lastYearOf(start: number, end: string): number | null {
  const year = end.length === 4 ? Number(end) : start - (start % 100) + Number(end);
  if (year >= start) return year;
  return end.length === 4 ? null : year + 100;
}

/** `Lancet (London, England)` as `lancet`. */
export function nameOf(title: string): string {
  return foldTitle(title.replace(/\s*\([^()]*\)\s*$/, ''));
}

function bodyWords(body: string): CodeSet {
  const telling = foldText(body)
    .split(' ')
    .filter((word) => word.length > 2 && !SMALL_WORDS.has(word) && !BODY_WORDS.has(word));
  return wordsOf(telling.join(' '));
}

/** Letters to one that may be lost or mistyped. */
const SLIP_EACH = 12;

/** Predecessor and successor are two serials, whatever title and number they share. */
export function explainHistory(a: SerialFacts, b: SerialFacts): string | null {
  const link = findLink(a, b) ?? findLink(b, a);
  return link === null ? null : `one continues the other: ${link}`;
}

/** One had ended before the other began. Two that overlap may be one, however far apart libraries date its start. */
export function explainRuns(a: SerialFacts, b: SerialFacts): string | null {
  const [first, second] = endsBefore(a, b) ? [a, b] : [b, a];
  if (!endsBefore(first, second)) return null;
  return `one ended in ${String(first.lastYear)}, the other began in ${String(second.firstYear)}`;
}

export function explainSupplement(a: SerialFacts, b: SerialFacts): string | null {
  return a.supplement === b.supplement ? null : 'one is a supplement, the other is not';
}

/** Two sections by name. Their words are those of the whole, so that only the order may tell them apart. */
export function explainSection(a: SerialFacts, b: SerialFacts): string | null {
  const [section, other] = [a.section, b.section];
  if (section === '' || other === '' || section.startsWith(other) || other.startsWith(section)) return null;
  const slip = Math.ceil(Math.max(section.length, other.length) / SLIP_EACH);
  return withinDistance(section, other, slip) ? null : `section ${section} / ${other}`;
}

/** A link to itself, as title changes with one ISSN have, names nobody. */
function findLink(a: SerialFacts, b: SerialFacts): string | null {
  for (const { title, numbers } of a.relations) {
    const number = numbers.find((key) => b.numbers.has(key) && !a.numbers.has(key));
    if (number !== undefined) return number;
    const name = title === null ? '' : nameOf(title);
    if (name !== '' && b.ownNames.has(name) && !a.ownNames.has(name)) return title;
  }
  return null;
}

function endsBefore(a: SerialFacts, b: SerialFacts): boolean {
  if (a.lastYear === null || b.firstYear === null) return false;
  if (a.lastYear < b.firstYear) return true;
  // `1969-1975` and `1975-1980` are a serial and its successor.
  return a.lastYear === b.firstYear && a.firstYear !== null && a.firstYear < b.firstYear;
}
