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
