import { fold } from '../fold.ts';

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
export function readLevels(parts: readonly string[], languages: readonly string[]): number {
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
export function areLevelsApart(levels: number, others: number): boolean {
  if (levels === others) return false;
  return MASKS.some((mask) => (levels & ~others & mask) !== 0 && (others & ~levels & mask) !== 0);
}
