/** Ordinals as title pages spell them, folded; of one number, one line a language. Latin and feminine forms among them. */
const SPELT: readonly string[] = [
  'first premier premiere prima primo primera primeiro primeira erste erster erstes ersten eerste forsta forste',
  'second seconde deuxieme seconda secondo segunda segundo zweite zweiter zweites zweiten tweede andra anden secunda altera',
  'third troisieme terza terzo tercera tercero tercer terceira dritte dritter drittes dritten derde tredje tertia',
  'fourth quatrieme quarta quarto cuarta cuarto vierte vierter viertes vierten vierde fjarde',
  'fifth cinquieme quinta quinto funfte funfter funftes funften vijfde femte',
  'sixth sixieme sesta sesto sexta sexto sechste sechster sechstes sechsten zesde sjatte',
  'seventh septieme settima settimo septima septimo siebte siebter siebtes siebten siebente zevende',
  'eighth huitieme ottava ottavo octava octavo achte achter achtes achten achtste',
  'ninth neuvieme nona nono novena neunte neunter neuntes neunten negende',
  'tenth dixieme decima decimo zehnte zehnter zehntes zehnten tiende',
  'eleventh onzieme elfte elfter undicesima undecima',
  'twelfth douzieme zwolfte zwolfter dodicesima duodecima',
  'thirteenth treizieme dreizehnte',
  'fourteenth quatorzieme vierzehnte',
  'fifteenth quinzieme funfzehnte',
  'sixteenth seizieme sechzehnte',
  'seventeenth siebzehnte',
  'eighteenth achtzehnte',
  'nineteenth neunzehnte',
  'twentieth vingtieme zwanzigste',
];

const BY_WORD: ReadonlyMap<string, number> = new Map(
  SPELT.flatMap((line, index) => line.split(' ').map((word) => [word, index + 1] as const)),
);

/** `2`, `2nd`, `2d`, `2e`, `2eme`, `2a`, `2da`: a number with the ending that its language gives an ordinal. */
const COUNTED = /^(\d{1,4})(?:st|nd|rd|th|d|e|de|ste|eme|ieme|re|er|ere|nde|ed|a|o|ra|ro|da|do|ta|to|na|va|mo|ma)?$/;

/** The number that a folded word spells: `second`, `zweite`; null for any other. */
export function spelledOrdinal(word: string): number | null {
  return BY_WORD.get(word) ?? null;
}

/** The number that a folded word spells or counts; null for a word that is none. */
export function ordinalOf(word: string): number | null {
  const spelt = spelledOrdinal(word);
  if (spelt !== null) return spelt;
  const counted = COUNTED.exec(word)?.[1];
  return counted === undefined ? null : Number(counted);
}
