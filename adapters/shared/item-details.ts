/** What a copy carries that only a move needs: how its parts are read, whichever system tells them. Pure. */
import type { ItemDetails, NamedValue } from '#domain/catalogue.ts';

/** Details while they are read, part by part. */
export type ReadDetails = { -readonly [K in keyof ItemDetails]: ItemDetails[K] };

/** A text or a number as text; null for nothing, and for what is neither. */
export function textOf(value: unknown): string | null {
  if (typeof value !== 'string' && typeof value !== 'number') return null;
  const text = String(value).trim();
  return text === '' ? null : text;
}

export function named(name: string, value: string | null): readonly NamedValue[] {
  return value === null ? [] : [{ name, value }];
}
