/** British and American spellings of one word, by rules rather than by a list of words. Pure. */

/** What British spelling writes, and American; between word parts that make the rule safe. */
interface SpellingRule {
  readonly british: RegExp;
  readonly toAmerican: string;
  readonly american: RegExp;
  readonly toBritish: string;
}

/**
 * Parts of words that differ, wherever they stand. A variant that is no word finds nothing and does no harm; a pair whose
 * other half is a word of its own (`pedal`, `story`) must not be here.
 */
const PARTS: readonly (readonly [british: string, american: string])[] = [
  // ae and oe, of Greek and Latin
  ['anaesth', 'anesth'],
  ['aesthet', 'esthet'],
  ['aetiolog', 'etiolog'],
  ['archaeo', 'archeo'],
  ['caesar', 'cesar'],
  ['gynaec', 'gynec'],
  ['mediaev', 'mediev'],
  ['palaeo', 'paleo'],
  ['amoeb', 'ameb'],
  ['homoeo', 'homeo'],
  ['manoeuvr', 'maneuver'],
  ['oedem', 'edem'],
  ['oesoph', 'esoph'],
  ['poeia', 'peia'],
  ['pnoea', 'pnea'],
  ['rrhoea', 'rrhea'],
  // consonants
  ['leuc', 'leuk'],
  ['sulph', 'sulf'],
  ['sceptic', 'skeptic'],
  ['aluminium', 'aluminum'],
  ['mould', 'mold'],
  ['dietician', 'dietitian'],
];

/** The same, where American spelling leaves too little of the part: `fec` stands in `infection`, `ped` in `developed`. */
const PARTS_BEFORE: readonly (readonly [british: string, american: string, before: string])[] = [
  ['caec', 'cec', 'um|al'],
  ['faec', 'fec', 'al|es'],
  ['paed', 'ped', 'iatr|ic|ist|ia|ophil|odon'],
  ['aemi', 'emi', '(?:a|as|cs?)$'],
  ['coeli', 'celi', 'ac'],
  ['foet', 'fet', 'us|al|oscop|icid'],
  ['oestr', 'estr', 'ogen|adiol|iol|one|us'],
];

const RULES: readonly SpellingRule[] = [
  ...PARTS.map(([british, american]) => rule(british, american)),
  ...PARTS_BEFORE.map(([british, american, before]) => rule(british, american, `(?=${before})`)),
  // haemorrhage; not chemistry, them
  { british: /haem/, toAmerican: 'hem', american: /(?<![ct])hem/, toBritish: 'haem' },
  // colour, tumour, behavioural
  {
    british: /(arm|behavi|col|endeav|fav|flav|harb|hon|hum|lab|neighb|od|rig|rum|sav|tum|val|vap|vig)our/,
    toAmerican: '$1or',
    american: /(arm|behavi|col|endeav|fav|flav|harb|hon|hum|lab|neighb|od|rig|rum|sav|tum|val|vap|vig)or/,
    toBritish: '$1our',
  },
  // centre, fibres, litre
  {
    british: /(calib|cent|fib|goit|lit|lust|met|spect|theat|tit)re(s|d)?$/,
    toAmerican: '$1er$2',
    american: /(calib|cent|fib|goit|lit|lust|met|spect|theat|tit)er(s|ed)?$/,
    toBritish: '$1re$2',
  },
  // organisation, hospitalised, randomising; not the short ones, which are other words (prise, size)
  {
    british: /(.{3}[^aeiou])is(e[drs]?|ing|ers|ations?|ational|able)$/,
    toAmerican: '$1iz$2',
    american: /(.{3}[^aeiou])iz(e[drs]?|ing|ers|ations?|ational|able)$/,
    toBritish: '$1is$2',
  },
  // analyse, dialysing
  { british: /lys(e[drs]?|ing|ers)$/, toAmerican: 'lyz$1', american: /lyz(e[drs]?|ing|ers)$/, toBritish: 'lys$1' },
  // catalogue, dialogues
  {
    british: /(ana|cata|dia|homo|mono)logue(s|d)?$/,
    toAmerican: '$1log$2',
    american: /(ana|cata|dia|homo|mono)log(s|ed)?$/,
    toBritish: '$1logue$2',
  },
  // counselling, labelled
  {
    british: /(cancel|channel|counsel|label|level|marvel|model|signal|total|travel|tunnel)l(ing|ed|ors?|ers?)$/,
    toAmerican: '$1$2',
    american: /(cancel|channel|counsel|label|level|marvel|model|signal|total|travel|tunnel)(ing|ed|ors?|ers?)$/,
    toBritish: '$1l$2',
  },
  // licence, practise, defence
  {
    british: /(def|lic|off|pret)ence(s|d)?$/,
    toAmerican: '$1ense$2',
    american: /(def|lic|off|pret)ense(s|d)?$/,
    toBritish: '$1ence$2',
  },
  rule('practis', 'practic'),
  whole('programme', 'program'),
  whole('ageing', 'aging'),
  whole('judgement', 'judgment'),
  whole('fulfil', 'fulfill'),
  whole('enrolment', 'enrollment'),
];

/** Enough for a word of three differences (`haemodialysed`); more would be a trap for the index. */
const VARIANTS_MAX = 8;

/** The word, and how it may be spelt elsewhere; symmetric: each variant gives the word back. */
export function spellingsOf(word: string): readonly string[] {
  const folded = word.toLowerCase().replaceAll('æ', 'ae').replaceAll('œ', 'oe');
  const variants = new Set([folded]);
  for (const one of RULES) {
    for (const variant of [...variants]) {
      const other = respell(variant, one);
      if (other !== null && variants.size < VARIANTS_MAX) variants.add(other);
    }
  }
  return [...variants];
}

function respell(word: string, { british, toAmerican, american, toBritish }: SpellingRule): string | null {
  if (british.test(word)) return word.replace(british, toAmerican);
  return american.test(word) ? word.replace(american, toBritish) : null;
}

function rule(british: string, american: string, behind = ''): SpellingRule {
  return {
    british: new RegExp(`${british}${behind}`),
    toAmerican: american,
    american: new RegExp(`${american}${behind}`),
    toBritish: british,
  };
}

function whole(british: string, american: string): SpellingRule {
  const one = rule(british, american);
  return { ...one, british: new RegExp(`^${british}(?=s?$)`), american: new RegExp(`^${american}(?=s?$)`) };
}

/** Letters that are written in several ways: Greek ones by name, those with marks in two letters. Pure. */
const GREEK: Readonly<Record<string, string>> = {
  α: 'alpha',
  β: 'beta',
  γ: 'gamma',
  δ: 'delta',
  ε: 'epsilon',
  ζ: 'zeta',
  η: 'eta',
  θ: 'theta',
  ι: 'iota',
  κ: 'kappa',
  λ: 'lambda',
  μ: 'mu',
  ν: 'nu',
  ξ: 'xi',
  π: 'pi',
  ρ: 'rho',
  σ: 'sigma',
  τ: 'tau',
  υ: 'upsilon',
  φ: 'phi',
  χ: 'chi',
  ψ: 'psi',
  ω: 'omega',
};
const LETTER_OF = new Map(Object.entries(GREEK).map(([letter, name]) => [name, letter] as const));

/** `ö` as it is written where there is no such key. */
const IN_TWO: Readonly<Record<string, string>> = { ä: 'ae', ö: 'oe', ü: 'ue', ø: 'oe', å: 'aa' };
/** Between consonants and in a word of some length, so that `poet` and `value` stay what they are. */
const TWO_FOR_ONE = /(?<=[^aeiouq])([aou])e(?=[^aeiou])/g;
const TRANSCRIBED_MIN = 6;

/** Other ways to write a word, each of one word or more that follow each other. */
export function writingsOf(word: string): readonly (readonly string[])[] {
  // The micro sign is a mu, and a sharp s standing alone is a beta.
  const lower = word.toLowerCase().normalize('NFC').replaceAll('µ', 'μ').replace(/^ß$/, 'β').replaceAll('ς', 'σ');
  return [...greekWritings(lower), ...transcriptions(lower)];
}

function greekWritings(word: string): readonly (readonly string[])[] {
  const letter = LETTER_OF.get(word);
  if (letter !== undefined) return [[letter]];
  if (!/[α-ω]/u.test(word)) return [];
  const named = (between: string): string =>
    word.replaceAll(/[α-ω]/gu, (sign) => `${between}${GREEK[sign] ?? sign}${between}`).trim();
  // Text in Greek is no text of signs.
  if (/[α-ω]{3}/u.test(word)) return [];
  return [named(' ').split(/\s+/), [named('')]];
}

function transcriptions(word: string): readonly (readonly string[])[] {
  if (/[äöüøå]/.test(word)) return [[word.replaceAll(/[äöüøå]/g, (letter) => IN_TWO[letter] ?? letter)]];
  if (word.length < TRANSCRIBED_MIN) return [];
  const plain = word.replaceAll(TWO_FOR_ONE, '$1');
  return plain === word ? [] : [[plain]];
}
