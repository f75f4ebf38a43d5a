/** What a record says is not English. */
interface Said {
  readonly title: string;
  /** ISO 639-2/B. */
  readonly language: string | null;
}

/** No language, several, or one that has no code. */
const NONE: ReadonlySet<string> = new Set(['mis', 'mul', 'und', 'zxx']);

/** A first letter of the Latin alphabet, behind what stands for ayn and hamza (ʻ, ʼ). */
const LATIN = /^[\P{L}\p{Lm}]*\p{Script=Latin}/u;

/**
 * In which language a screen reader reads a title (`ger` as `de`, BCP 47), by the language of its text; null for English, which the pages
 * are in, and if no record says it. Catalogues often write Arabic, Hebrew or Russian in Latin letters: then the tag says so, `ar-Latn`.
 */
export function languageOf({ title, language }: Said): string | null {
  if (language === null || !/^[a-z]{3}$/.test(language) || NONE.has(language)) return null;
  const [tag = language] = Intl.getCanonicalLocales(language);
  if (tag === 'en') return null;
  const { script } = new Intl.Locale(tag).maximize();
  return script !== undefined && script !== 'Latn' && LATIN.test(title) ? `${tag}-Latn` : tag;
}
