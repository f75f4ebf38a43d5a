/**
 * The grammar of `includeFields`: a comma list; `x{a,b}` opens a reference, `*` is every field that is not a list, with
 * references as keys; `bib{650_a,856_u}` cuts MARC.
 */
export interface Selection {
  readonly star: boolean;
  /** By name; null where it was named without braces. */
  readonly named: ReadonlyMap<string, Selection | null>;
}

/** `*`, as where a caller names nothing. */
export const STAR: Selection = { star: true, named: new Map() };

/** Reads a selection; null where braces do not close or a name is missing. */
export function parseIncludeFields(text: string): Selection | null {
  const reader = { text: text.replaceAll(/\s/gu, ''), at: 0 };
  const selection = list(reader);
  return selection !== null && reader.at === reader.text.length ? selection : null;
}

function list(reader: { readonly text: string; at: number }): Selection | null {
  let star = false;
  const named = new Map<string, Selection | null>();
  for (;;) {
    const name = /^(?:\*|[\w@]+)/u.exec(reader.text.slice(reader.at))?.[0];
    if (name === undefined) return null;
    reader.at += name.length;
    let inner: Selection | null = null;
    if (reader.text[reader.at] === '{') {
      reader.at++;
      inner = list(reader);
      if (inner === null || reader.text[reader.at] !== '}') return null;
      reader.at++;
    }
    if (name === '*') star = true;
    else named.set(name, inner);
    if (reader.text[reader.at] !== ',') return { star, named };
    reader.at++;
  }
}
