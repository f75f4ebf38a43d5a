import { iso6392 } from 'iso-639-2';

const NAMES: ReadonlyMap<string, string> = new Map(iso6392.map(({ iso6392B, name }) => [iso6392B, firstOf(name)]));

/** The English name of a language or a family of languages by its code (ISO 639-2/B); the code itself if it has none. */
export function languageName(code: string): string {
  return NAMES.get(code) ?? code;
}

/** `Spanish; Castilian` are two names for one. */
function firstOf(name: string): string {
  return name.split(';')[0]?.trim() ?? name;
}
