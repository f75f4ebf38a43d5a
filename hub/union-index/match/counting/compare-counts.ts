import type { RecordDescription } from '../../description.ts';
import { readCounts, toText, type Counts } from './read-counts.ts';
import { readTitle, titleParts } from './title-counts.ts';
import { fold } from '../fold.ts';

/** What tells a title from its siblings: numbers, letters that count, years and levels. */
type CountingFacts = ReturnType<typeof toCountingFacts>;

export function toCountingFacts(description: RecordDescription) {
  const { languages } = description;
  const parts = titleParts(description);
  const counts = readTitle(description);
  let elsewhere: ReadonlySet<number> | null = null;
  let title: ReadonlySet<string> | null = null;
  return {
    ...counts,
    levels: readLevels(parts, languages),
    volumes: description.evidence.volumes,
    // Few pairs come so far as to ask.
    /** Its words, folded. */
    get title() {
      return (title ??= new Set(counts.texts.join(' ').split(' ')));
    },
    /** What the record counts elsewhere: its edition, its place in a series, its volumes, its other titles, its years. */
    get elsewhere() {
      return (elsewhere ??= readElsewhere(description));
    },
  };
}

function readElsewhere(description: RecordDescription): ReadonlySet<number> {
  const { editionStatement, editionNumber, volume, seriesTitles, evidence, languages } = description;
  const { varyingTitles, uniformTitle, responsibility, extentNumbers, volumes } = evidence;
  const texts = [editionStatement, volume, ...seriesTitles, ...varyingTitles, uniformTitle, responsibility];
  const { numbers, years } = readCounts(
    texts.filter((text) => text !== null),
    languages,
  );
  const own = description.publishedYear === null ? [] : [description.publishedYear];
  return new Set([
    ...numbers,
    ...years,
    ...own,
    ...description.otherYears,
    ...evidence.codedYears,
    ...(editionNumber === null ? [] : [editionNumber]),
    ...(volumes === null ? [] : [volumes]),
    // `1 online resource` counts nothing.
    ...extentNumbers.filter((number) => number > 1),
  ]);
}

/** The numbers, years or levels that set two titles apart, as a text; null unless each has one that the other has not. */
export function explainCountsApart(a: CountingFacts, b: CountingFacts): string | null {
  if (areLevelsApart(a.levels, b.levels)) return 'another level, or other readers';
  if (a.numbers.length > 0 && b.numbers.length > 0) {
    const [numbers, others] = [lacking(a, b), lacking(b, a)];
    if (numbers.length > 0 && others.length > 0) return explain(numbers, others);
  }
  // Number for number in one sentence: `Volume 1, part 2` and `Volume 2, part 1`.
  if (a.sequence.length > 0 && a.words === b.words && a.sequence.join() !== b.sequence.join())
    return explain(a.sequence, b.sequence);
  if (a.years.length > 0 && b.years.length > 0) {
    const [years, others] = [without(a.years, b.years), without(b.years, a.years)];
    if (years.length > 0 && others.length > 0) return explain(years, others);
  }
  return null;
}

/** Words of a title, numbers apart, that the other has not: more than a label is a sentence, which a brief record leaves out. */
const LABEL_WORDS_MAX = 2;
/** The same where the words are the level itself: `self-assessment workbook`. */
const LEVEL_WORDS_MAX = 3;
/** Numbers that both count. */
const SHARED_MAX = 3;

/** Whether one of two titles has a number that the other record nowhere has: a whole and its part. */
export function isCountLacking(a: CountingFacts, b: CountingFacts): boolean {
  return isLacking(a, b) || isLacking(b, a);
}

function isLacking(a: CountingFacts, b: CountingFacts): boolean {
  if ((a.levels & ~b.levels) !== 0 && unshared(a, b) <= LEVEL_WORDS_MAX) return true;
  const numbers = a.sure.length === 0 ? [] : lacking(a, b).filter((number) => isLackingEverywhere(number, a, b));
  const years = a.years.filter((year) => !b.years.includes(year) && !b.elsewhere.has(year));
  // Two that count so much alike are one hearing, or one congress, told more or less in full.
  if (sharedNumbers(a, b) >= SHARED_MAX) return false;
  // A date, or a span of years, says what it is about; but `2019-2020` beside `2019` in the same words says which issue it is.
  if (years.length > 0 && numbers.length + a.years.length > 1 && !areOneSentence(a, b)) return false;
  return numbers.length + years.length > 0 && unshared(a, b) <= LABEL_WORDS_MAX;
}

function sharedNumbers(a: CountingFacts, b: CountingFacts): number {
  const shared = (all: readonly number[], others: readonly number[]): number =>
    new Set(all.filter((number) => others.includes(number))).size;
  return shared(a.numbers, b.numbers) + shared(a.years, b.years);
}

/** Titles in the same words, in whatever order, that both name a year. */
function areOneSentence(a: CountingFacts, b: CountingFacts): boolean {
  return b.years.length > 0 && unshared(a, b) === 0 && unshared(b, a) === 0;
}

/** How many words, numbers apart, the other title has not. */
function unshared(a: CountingFacts, b: CountingFacts): number {
  return [...a.title].filter((word) => !b.title.has(word) && !/\d/.test(word)).length;
}

function isLackingEverywhere(number: number, a: CountingFacts, b: CountingFacts): boolean {
  if (!a.sure.includes(number) || b.numbers.includes(number) || b.elsewhere.has(number)) return false;
  // Two records of a whole set: one library typed the volume that it holds into the title.
  return !(a.volumes !== null && a.volumes === b.volumes && number > 0 && number <= a.volumes);
}

/** Numbers of `a` that `b` has not, or not as often; what `b` may mean as a number stands in for one. */
function lacking(a: Counts, b: Counts): readonly number[] {
  const left = without(a.numbers, b.numbers);
  if (left.length === 0 || b.perhaps.length === 0) return left;
  return without(left, without(b.perhaps, a.perhaps));
}

/** The first list less the second, one for one. */
function without(all: readonly number[], taken: readonly number[]): readonly number[] {
  if (all.length === 0 || taken.length === 0) return all;
  const left = [...taken];
  return all.filter((number) => {
    const at = left.indexOf(number);
    if (at === -1) return true;
    left.splice(at, 1);
    return false;
  });
}

function explain(numbers: readonly number[], others: readonly number[]): string {
  return [numbers, others].map((all) => all.map(toText).join(', ')).join(' / ');
}

/**
 * Levels and readers that a title may be for: `for beginners` and `advanced`, `in adults` and `in children` are two books.
 * Two of one line contradict each other, one that only one title has is in doubt; stems, folded, in the languages that matching
 * reads.
 */
const SCALES: readonly (readonly string[])[] = [
  [
    // Upper and lower intermediate before intermediate.
    'pre intermediate|lower intermediate',
    'upper intermediate',
    'beginner|elementary|introductory|anfanger|einsteiger|grundkurs|grundstufe|debutant|elementaire|principiant|elementare|basico|nachinaiushch|nyborjar|nybegynn|begynder',
    'intermediate|mittelstufe|intermediaire|intermedi[oa]|gemiddeld',
    'advanced|fortgeschritten|aufbaukurs|oberstufe|avance|perfectionnement|avanzad|avanzat|gevorderd|avancerad|viderekomn|ovet|prodolzhaiushch|prodvinut',
    'proficiency',
  ],
  [
    'adults?\\b|erwachsen|adultes?\\b|adult[oia]\\b|adultos?\\b|volwassen|vuxn[ae]|voksn[ae]|vzrosl',
    'child\\b|children|childhood|p(?:a)?ediatric|kind(?:er[ns]?|es)?\\b|enfants?\\b|bambin[oi]|ninos?\\b|kinderen|deteis?\\b|deti\\b|BARN',
    'adolescen|teenage|jugendlich|ungdom|podrost',
    'infants?\\b|neonat|newborn|neugeboren|nourrisson|neonato|pasgeboren|nyfodt|nyfodd|novorozhd',
    'elderly|geriatric|older people',
  ],
  [
    'students? (?:s )?(?:book|edition|version|workbook|manual|guide)|schulerbuch|lehrbuch fur schuler|livre de l eleve|libro dello studente|libro del alumno|leerlingenboek|elevbok|elevbog',
    'teachers? (?:s )?(?:book|edition|manual|guide|version|resource)|instructors? |lehrerhandbuch|lehrerband|livre du professeur|livre du maitre|guide du maitre|libro del profesor|libro dell insegnante|docentenhandleiding|lararhandledning|laerervejledning|laererveiledning',
    'workbook|arbeitsbuch|arbeitsheft|cahier d (?:exercices|activites)|eserciziario|cuaderno de ejercicios|werkboek|arbetsbok|arbejdsbog|arbeidsbok',
  ],
  ['undergraduate', 'post ?graduate'],
  // What a title denies, and below it what goes with a book: `invasive ventilation` and `non-invasive ventilation`.
  [
    'non\\b|non(?=[a-z]{5})|not\\b|without\\b|ohne\\b|nicht\\b|sans\\b|senza\\b|zonder\\b|utan\\b|uden\\b|uten\\b|bez\\b',
  ],
  [
    'supplement|erganzungsband|beiheft|study guide|flash ?cards?|test bank|lab(?:oratory)? manual|self assessment|review and assessment',
  ],
];

/** `barn` and `born` are children in the north, and other things elsewhere. */
const NORTHERN = new Set(['swe', 'dan', 'nor', 'nob', 'nno', 'dut']);

interface Level {
  readonly bit: number;
  readonly scale: number;
}

const LEVELS: readonly Level[] = SCALES.flatMap((levels, scale) => levels.map(() => scale)).map((scale, index) => ({
  bit: 1 << index,
  scale,
}));
const MASKS: readonly number[] = SCALES.map((_, scale) =>
  LEVELS.filter((level) => level.scale === scale).reduce((mask, { bit }) => mask | bit, 0),
);
const PATTERN = SCALES.flat()
  .map((stems) => `(${stems.replace('BARN', 'barns?\\b|borns?\\b')})`)
  .join('|');
const ALL = new RegExp(`\\b(?:${PATTERN})`, 'g');
const WITHOUT_NORTHERN = new RegExp(`\\b(?:${PATTERN.replace('|barns?\\b|borns?\\b', '')})`, 'g');

/** The levels that a title names, one bit each. */
function readLevels(parts: readonly string[], languages: readonly string[]): number {
  // `l’adulte`, `student's book`
  const folded = fold(parts.join(' ').replaceAll(/['’‘`´ʼ]/g, ' '));
  const pattern = languages.some((language) => NORTHERN.has(language)) ? ALL : WITHOUT_NORTHERN;
  let levels = 0;
  for (const match of folded.matchAll(pattern)) {
    const index = match.slice(1).findIndex((group: string | undefined) => group !== undefined);
    levels |= LEVELS[index]?.bit ?? 0;
  }
  return levels;
}

/** Whether each names a level that the other lacks, on one scale. */
function areLevelsApart(levels: number, others: number): boolean {
  if (levels === others) return false;
  return MASKS.some((mask) => (levels & ~others & mask) !== 0 && (others & ~levels & mask) !== 0);
}
