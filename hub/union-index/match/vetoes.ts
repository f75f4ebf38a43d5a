import type { Format } from '#domain/catalogue.ts';
import type { RecordDescription } from '../description.ts';
import type { FeatureFacts } from './features/compare-features.ts';
import {
  haveIsbnsApart,
  isApartByNumbers,
  NUMBERED_APART,
  OF_SERIALS_TOO,
  type NumberedApartRule,
} from './numbered-apart.ts';
import { isSetAndBook } from './features/extent.ts';
import {
  toSerialFacts,
  explainHistory,
  explainRuns,
  explainSection,
  explainSupplement,
  type SerialFacts,
} from './serials/serial-facts.ts';
import { toText } from './counting/read-counts.ts';
import { fold } from './fold.ts';
import { bestOf, containment, dice } from './similarity.ts';
import { explainCountsApart, toCountingFacts } from './counting/compare-counts.ts';
import { unlikeWords } from './other-words.ts';

/** What forbids two records to be one edition, whatever else they share. */
export interface Veto {
  readonly rule:
    | ('format' | 'component' | 'part' | 'count' | 'set' | 'series' | 'edition' | 'language' | 'year')
    | ('printer' | 'picture')
    | ('history' | 'run' | 'supplement')
    | NumberedApartRule;
  readonly text: string;
}

const MEDIA: Readonly<Record<Format, string | null>> = {
  BOOK: 'text',
  EBOOK: 'text',
  JOURNAL: 'text',
  EJOURNAL: 'text',
  // What one library catalogues as a report or a thesis is a book in the next.
  REPORT: 'text',
  THESIS: 'text',
  AUDIO: 'audio',
  VIDEO: 'video',
  KIT: 'kit',
  OBJECT: 'object',
  OTHER: 'other',
  UNKNOWN: null,
};

/** How each fact that the rules need of a record, besides its features, is prepared. */
export const PREPARE_VETOES = {
  formatClass: toFormatClass,
  serial: ({ serial }: RecordDescription) => serial,
  serialFacts: toSerialFacts,
  /** Names in the imprint, folded, without what else stands there: `printed and sold by … in Market-street`. */
  printers: ({ evidence }: RecordDescription) => namesOf(evidence.publishers),
  identifiers: ({ identifiers }: RecordDescription) => identifiers,
  counting: toCountingFacts,
  bindings: ({ evidence }: RecordDescription) => evidence.bindings ?? [],
  perhapsMicroform: ({ evidence }: RecordDescription) => evidence.carrier === 'perhaps-microform',
};

/** What the rules need of a record, besides its features. */
export type VetoFacts = {
  readonly [Name in keyof typeof PREPARE_VETOES]: ReturnType<(typeof PREPARE_VETOES)[Name]>;
};

/** `text, monograph, microform`; null if it is not known what the thing is. */
export function toFormatClass({ format, serial, online, evidence }: RecordDescription): string | null {
  const medium = MEDIA[format];
  if (medium === null) return null;
  // A run of a journal may be bound here and filmed there; `numbered-apart.ts` looks at its carrier.
  const said = medium === 'text' && !serial && evidence.carrier !== 'perhaps-microform' ? evidence.carrier : null;
  const carrier = online ? 'online' : (said ?? 'physical');
  return `${medium}, ${serial ? 'serial' : 'monograph'}, ${carrier}`;
}

/** Words of imprints of the hand press that name nobody. */
const IMPRINT_WORDS = new Set(
  'author book bookseller bookstore identified market not office press print printed printer publisher published publishing shop sold street with'.split(
    ' ',
  ),
);

function namesOf(publishers: readonly string[]): readonly string[] {
  const words = publishers.flatMap((publisher) => fold(publisher).split(' '));
  return words.filter((word) => word.length > 3 && !IMPRINT_WORDS.has(word));
}

type Vetoed = FeatureFacts & VetoFacts;
type Rule = (a: Vetoed, b: Vetoed) => string | null;

/** Years this far apart are two printings at least, whatever else agrees. */
export const YEARS_APART = 5;
const HAND_PRESS_LAST = 1800;
/** Likeness of the names of one series. */
const ONE_SERIES_FROM = 0.8;
/** A page more or less is one cataloguer's count. */
const PAGES_SLIP = 2;

/** Each says why it forbids, or nothing. They are few and sure: what is merely unlike, the scorer weighs. */
const RULES: Readonly<Record<Exclude<Veto['rule'], NumberedApartRule>, Rule>> = {
  format(a, b) {
    if (a.formatClass === b.formatClass || mayBeOf(a, b) || mayBeOf(b, a)) return null;
    if ((a.perhapsMicroform || b.perhapsMicroform) && onPaper(a.formatClass) === onPaper(b.formatClass)) return null;
    if (isScoreOfSameTitle(a, b) || isScoreOfSameTitle(b, a)) return null;
    return `${a.formatClass ?? 'unknown'} / ${b.formatClass ?? 'unknown'}`;
  },
  component(a, b) {
    if (a.format.component === b.format.component || pagesMeet(a, b) !== false) return null;
    return 'one is a part of a host, the other is not';
  },
  part(a, b) {
    const [part, other] = [a.part.number, b.part.number];
    if (part === other) return partNames(a, b) ?? sectionNames(a, b);
    if (part !== null && other !== null) return `part ${part} / ${other}`;
    // Only one names a part: the other is the whole, unless it says the same elsewhere.
    const [named, whole] = part === null ? [b, a] : [a, b];
    return isWhole(whole, named) ? `part ${part ?? '(none)'} / ${other ?? '(none)'}` : null;
  },
  // A serial counts in its title what a library happens to have of it.
  count: (a, b) => (a.serial || b.serial ? null : explainCountsApart(a.counting, b.counting)),
  set(a, b) {
    if (a.serial || b.serial || !(isSetAndBook(a.extent, b.extent) || isSetAndBook(b.extent, a.extent))) return null;
    return 'one is a set of volumes, the other is one book';
  },
  // Reports of one body: `S. doc. 62` on Washington, `S. doc. 69` on Memphis. A number alone may be a slip.
  series(a, b) {
    const [volume, other] = [a.series.volume, b.series.volume];
    if (a.serial || volume === null || other === null || volume === other) return null;
    if (!(bestOf(a.series.titles, b.series.titles, (x, y) => dice(x.grams, y.grams)) >= ONE_SERIES_FROM)) return null;
    return haveWordsApart(a, b) ? `${a.series.stated} / ${b.series.stated}` : null;
  },
  edition(a, b) {
    const [number, other] = [a.edition.number, b.edition.number];
    if (a.serial || number === null || other === null || number === other) return null;
    // Of one year and as many pages, one of the statements is a slip; unless each has an ISBN of its own.
    const oneYear = a.year.own !== null && a.year.own === b.year.own;
    if (oneYear && pagesMeet(a, b) === true && !haveIsbnsApart(a, b)) return null;
    return `edition ${number} / ${other}`;
  },
  language(a, b) {
    const [languages, others] = [a.format.languages, b.format.languages];
    if (languages.length === 0 || others.length === 0) return null;
    if (languages.some((language) => others.includes(language))) return null;
    // 008 is often wrong; a translation has another title as well, or another publisher.
    if (containment(a.title.grams, b.title.grams) > 0.8 && pagesMeet(a, b) === true) return null;
    if (dice(a.title.grams, b.title.grams) > 0.6 && pagesMeet(a, b) !== false) return null;
    return `language ${languages.join(', ')} / ${others.join(', ')}`;
  },
  year(a, b) {
    if (a.serial || a.year.all.length === 0 || b.year.all.length === 0) return null;
    const meet = a.year.all.some((year) => b.year.all.some((other) => Math.abs(year - other) < YEARS_APART));
    if (meet || spansMeet(a, b)) return null;
    return `${a.year.all.join(', ')} / ${b.year.all.join(', ')}`;
  },
  printer(a, b) {
    if (!isHandPrinted(a) || !isHandPrinted(b) || a.printers.length === 0 || b.printers.length === 0) return null;
    if (a.printers.some((name) => b.printers.includes(name))) return null;
    return `${a.publisher.stated.join(': ')} / ${b.publisher.stated.join(': ')}`;
  },
  // Of photographs and tables of data one collection has hundreds, which a word of the title tells apart.
  picture(a, b) {
    if (!/^[km]$/.test(a.format.recordType) || a.format.recordType !== b.format.recordType) return null;
    const unlike = [...unlikeWords(a.title.full, b.title.full), ...unlikeWords(b.title.full, a.title.full)];
    return unlike.length > 0 ? unlike.join(' ') : null;
  },
  history: ofSerials(explainHistory),
  run: ofSerials(explainRuns),
  supplement: ofSerials(explainSupplement),
};

function ofSerials(say: (a: SerialFacts, b: SerialFacts) => string | null): Rule {
  return (a, b) => (a.serialFacts === null || b.serialFacts === null ? null : say(a.serialFacts, b.serialFacts));
}

type NamedRule = readonly [Veto['rule'], Rule];

const PLAIN_RULES = Object.entries(RULES) as readonly NamedRule[];
/** Rules that need little of a record, and tell apart most records that share no more than the start of a title. */
const QUICK = new Set<Veto['rule']>([
  'format',
  'component',
  'edition',
  'language',
  'year',
  'printing',
  'carrier',
  'extent',
]);
const isQuick = ([rule]: NamedRule): boolean => QUICK.has(rule);
const QUICK_RULES = PLAIN_RULES.filter(isQuick);
const OTHER_RULES = PLAIN_RULES.filter((rule) => !isQuick(rule));
const NUMBERED_RULES = NUMBERED_APART.map(([rule, say]): NamedRule => [
  rule,
  OF_SERIALS_TOO.has(rule) ? say : ofBooks(say),
]);
const QUICK_NUMBERED = NUMBERED_RULES.filter(isQuick);
const OTHER_NUMBERED = NUMBERED_RULES.filter((rule) => !isQuick(rule));

function ofBooks(say: Rule): Rule {
  return (a, b) => (a.serial || b.serial ? null : say(a, b));
}

/** Every rule that forbids the two to be one edition; empty if none does. Symmetric. */
export function findVetoes(a: Vetoed, b: Vetoed): readonly Veto[] {
  const numbered = isApartByNumbers(a, b) ? NUMBERED_RULES : [];
  return [...PLAIN_RULES, ...numbered].flatMap(([rule, say]) => {
    const text = say(a, b);
    return text === null ? [] : [{ rule, text }];
  });
}

/** Whether a rule forbids it: asked of millions of pairs, and answered at the first, those that need least before the rest. */
export function isVetoed(a: Vetoed, b: Vetoed): boolean {
  if (forbids(QUICK_RULES, a, b)) return true;
  const numbered = isApartByNumbers(a, b);
  if (numbered && forbids(QUICK_NUMBERED, a, b)) return true;
  return forbids(OTHER_RULES, a, b) || (numbered && forbids(OTHER_NUMBERED, a, b));
}

function forbids(rules: readonly NamedRule[], a: Vetoed, b: Vetoed): boolean {
  for (const [, say] of rules) if (say(a, b) !== null) return true;
  return false;
}

/**
 * A record that does not say what it is may be of any kind: what is missing is no evidence. But for a serial, which is compared with serials
 * alone, and for a thing that is not online, if it says that it is.
 */
function mayBeOf(silent: Vetoed, other: Vetoed): boolean {
  return silent.formatClass === null && !other.serial && (other.format.online || !silent.format.online);
}

function onPaper(formatClass: string | null): string | null {
  return formatClass?.replace('microform', 'physical') ?? null;
}

/** Printed music is a score in one catalogue and a book in the next. */
function isScoreOfSameTitle(score: Vetoed, book: Vetoed): boolean {
  if (!/[cd]/.test(score.format.recordType) || book.formatClass !== 'text, monograph, physical') return false;
  return !score.format.online && containment(score.title.grams, book.title.grams) > 0.8;
}

/** Null if one of them counts none. */
function pagesMeet(a: Vetoed, b: Vetoed): boolean | null {
  const [pages, others] = [a.extent.pages, b.extent.pages];
  return pages === null || others === null ? null : Math.abs(pages - others) <= PAGES_SLIP;
}

/** `Anatomy` and `Anatomy, vol. 2`; not so where both count the same pages or volumes, or the title has the number. */
function isWhole(whole: Vetoed, named: Vetoed): boolean {
  const number = named.part.number ?? '';
  if (!/^\d{1,3}(?: ?[a-z])?$/.test(number)) return false;
  // `Second series` may stand in the rest of the title.
  if (whole.counting.sequence.some((counted) => toText(counted) === number)) return false;
  if (whole.serial || named.serial) return true;
  const volumes = whole.extent.volumes ?? 1;
  return pagesMeet(whole, named) !== true && (volumes === 1 || volumes !== named.extent.volumes);
}

/** Each title has a word that the other has in no form. */
function haveWordsApart(a: Vetoed, b: Vetoed): boolean {
  return unlikeWords(a.title.full, b.title.full).length > 0 && unlikeWords(b.title.full, a.title.full).length > 0;
}

/** Two parts of one work by name; what only one of them names may stand in the other's title. */
function partNames(a: Vetoed, b: Vetoed): string | null {
  const likeness = containment(a.part.name, b.part.name);
  return likeness < 0.6 ? `part ${a.part.stated} / ${b.part.stated}` : null;
}

function sectionNames(a: Vetoed, b: Vetoed): string | null {
  return a.serialFacts === null || b.serialFacts === null ? null : explainSection(a.serialFacts, b.serialFacts);
}

/** Each printer of those days set the type again. */
function isHandPrinted({ year }: Vetoed): boolean {
  return year.own !== null && year.own <= HAND_PRESS_LAST;
}

/** A set came out over years: any of them fits. */
function spansMeet(a: Vetoed, b: Vetoed): boolean {
  return within(a, b) || within(b, a);
}

function within(a: Vetoed, b: Vetoed): boolean {
  const [first, last = Infinity] = a.year.coded;
  if (!/[mcdu]/.test(a.year.dateType) || first === undefined) return false;
  return b.year.all.some((year) => year >= first - 1 && year <= last + 1);
}
