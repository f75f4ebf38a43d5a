import { isControlField, type MarcDataField, type MarcRecord } from '#marc/marc-record.ts';

/** A record's fields by tag, so that each concern finds its own without a walk over all. */
export type MarcFields = ReturnType<typeof indexFields>;

const NONE: readonly never[] = [];

/**
 * Blanks for what no reader should see and PostgreSQL cannot hold: control characters (joiners of MARC 21 for non-sorting
 * words among them) and halves of surrogate pairs. Other text stays as it is.
 */
export function cleanText(text: string): string {
  return /[\u0000-\u001f\u007f-\u009f]/.test(text) || !text.isWellFormed()
    ? text
        .toWellFormed()
        .replaceAll(/[\u0088\u0089\u0098\u009c]/g, '')
        .replaceAll(/[\u0000-\u001f\u007f-\u009f]+/g, ' ')
    : text;
}

export function indexFields(record: MarcRecord) {
  const controls = new Map<string, string[]>();
  const data = new Map<string, MarcDataField[]>();
  for (const field of record.fields) {
    if (isControlField(field)) append(controls, field.tag, field.value);
    else append(data, field.tag, field);
  }
  return {
    leader: record.leader,
    /** Each once, control fields first. */
    tags: [...controls.keys(), ...data.keys()],
    /** The first control field of a tag; empty if there is none. */
    control: (tag: string): string => controls.get(tag)?.[0] ?? '',
    controls: (tag: string): readonly string[] => controls.get(tag) ?? NONE,
    /** Data fields of the tags, in the order of the tags, then of the record. */
    data(...tags: readonly string[]): readonly MarcDataField[] {
      const [only] = tags;
      if (tags.length === 1 && only !== undefined) return data.get(only) ?? NONE;
      const found: MarcDataField[] = [];
      for (const tag of tags) for (const field of data.get(tag) ?? NONE) found.push(field);
      return found;
    },
  };
}

function append<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}

/** The first subfield with one of the codes that holds more than blanks; null if there is none. */
export function subfield(field: MarcDataField, codes: string): string | null {
  for (const { code, value } of field.subfields) {
    if (!codes.includes(code)) continue;
    const text = cleanText(value).trim();
    if (text !== '') return text;
  }
  return null;
}

/** All subfields with one of the codes that hold more than blanks, in the order of the record. */
export function subfields(field: MarcDataField, codes: string): readonly string[] {
  const found: string[] = [];
  for (const { code, value } of field.subfields) {
    if (!codes.includes(code)) continue;
    const text = cleanText(value).trim();
    if (text !== '') found.push(text);
  }
  return found;
}

/** The same of several fields. */
export function subfieldsIn(fields: readonly MarcDataField[], codes: string): readonly string[] {
  return fields.flatMap((field) => subfields(field, codes));
}

/** The same without repetitions, in the order of first appearance. */
export function unique<T>(values: Iterable<T>): readonly T[] {
  return [...new Set(values)];
}
