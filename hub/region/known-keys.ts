/** Finds what a schema would have accepted, so that a fault can name the key that was probably meant. */
import { z } from 'zod';
import type { ZodType } from 'zod';

export type KeyPath = readonly (string | number)[];

/** The keys that the schema knows at a place; empty if any key goes, or none does. */
export function knownKeysAt(schema: ZodType, path: KeyPath): readonly string[] {
  let found: readonly ZodType[] = unwrap(schema);
  for (const step of path) {
    found = found.flatMap((candidate) => child(candidate, step)).flatMap(unwrap);
  }
  return [...new Set(found.flatMap(keysOf))];
}

/** Every key that the schema knows, with a point before each step; `*` stands for a place in a list or a name of the file's own. */
export function listKeys(schema: ZodType): readonly string[] {
  const keys = unwrap(schema).flatMap((each) => {
    const known = keysOf(each);
    return (known.length > 0 ? known : ['*']).flatMap((key) => {
      const below = child(each, key).flatMap(listKeys);
      return [...(key === '*' ? [] : [key]), ...below.map((rest) => `${key}.${rest}`)];
    });
  });
  return [...new Set(keys)];
}

function keysOf(schema: ZodType): readonly string[] {
  if (schema instanceof z.ZodObject) return Object.keys(schema.shape);
  // A record whose keys are a closed set.
  if (schema instanceof z.ZodRecord && schema.keyType instanceof z.ZodEnum) return schema.keyType.options.map(String);
  return [];
}

function child(schema: ZodType, step: string | number): readonly ZodType[] {
  if (schema instanceof z.ZodObject) return asTypes(schema.shape[step]);
  if (schema instanceof z.ZodArray) return asTypes(schema.element);
  if (schema instanceof z.ZodRecord) return asTypes(schema.valueType);
  return [];
}

/** Takes off defaults, optionals and the like; a union gives each of its members. */
function unwrap(schema: ZodType): readonly ZodType[] {
  if (
    schema instanceof z.ZodOptional ||
    schema instanceof z.ZodNullable ||
    schema instanceof z.ZodDefault ||
    schema instanceof z.ZodPrefault ||
    schema instanceof z.ZodReadonly ||
    schema instanceof z.ZodCatch
  ) {
    return asTypes(schema.unwrap()).flatMap(unwrap);
  }
  if (schema instanceof z.ZodPipe) return asTypes(schema.in).flatMap(unwrap);
  if (schema instanceof z.ZodUnion) return schema.options.flatMap(asTypes).flatMap(unwrap);
  return [schema];
}

function asTypes(schema: unknown): readonly ZodType[] {
  return schema instanceof z.ZodType ? [schema] : [];
}

/** The candidate that a mistyped word is nearest to; null if none is near enough to be worth saying. */
export function nearest(word: string, candidates: readonly string[]): string | null {
  const lower = word.toLowerCase();
  let best: string | null = null;
  let bestDistance = Math.max(2, Math.floor(word.length / 3)) + 1;
  for (const candidate of candidates) {
    const other = candidate.toLowerCase();
    const contained = lower.length >= 3 && (other.startsWith(lower) || lower.startsWith(other));
    const distance = contained ? 1 : editDistance(lower, other);
    if (distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
}

function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const swap = (previous[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      row.push(Math.min(swap, (previous[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1));
    }
    previous = row;
  }
  return previous[b.length] ?? 0;
}
