import { readFileSync } from 'node:fs';

interface Marc8Character {
  readonly text: string;
  /** A combining mark: in MARC-8 it stands before its letter, in Unicode behind it. */
  readonly mark: boolean;
}

/** Characters of one set by their code: one byte, or three of EACC, high bits cleared. */
type Marc8Set = ReadonlyMap<number, Marc8Character>;

let tables: ReadonlyMap<string, Marc8Set> | null = null;

/**
 * The sets of MARC-8 other than ASCII, by the final character of the escape sequence that calls them. Read when the first
 * record needs them: most sources never do.
 */
export function marc8Sets(): ReadonlyMap<string, Marc8Set> {
  tables ??= readTables(readFileSync(new URL('codes.tsv', import.meta.url), 'utf8'));
  return tables;
}

/** `E⇥60⇥+0309 +0300 …`: from code 60 of ANSEL on */
function readTables(tsv: string): ReadonlyMap<string, Marc8Set> {
  const sets = new Map<string, Map<number, Marc8Character>>();
  for (const line of tsv.trimEnd().split('\n')) {
    if (line.startsWith('#')) continue;
    const [name = '', first = '', characters = ''] = line.split('\t');
    const set = sets.get(name) ?? new Map<number, Marc8Character>();
    sets.set(name, set);
    let code = Number.parseInt(first, 16);
    for (const character of characters.split(' ')) {
      const mark = character.startsWith('+');
      if (character !== '-') set.set(code, { text: String.fromCodePoint(Number.parseInt(character, 16)), mark });
      code += 1;
    }
  }
  return sets;
}
