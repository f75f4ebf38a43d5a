/**
 * Where a harvest has got to, as the harvester keeps it between pages and runs: JSON, of a shape that each way of harvest
 * defines with zod. It must hold no secret.
 */
import type { ZodType } from 'zod';
import { lmsError } from './lms-error.ts';

/** `v` is the version of the shape. */
export function writeState(state: { readonly v: number } & Readonly<Record<string, unknown>>): string {
  return JSON.stringify(state);
}

/** Where a harvest of changes starts. Throws BAD_USER_INPUT for a text that no harvest wrote. */
export function readCursor<Cursor>(schema: ZodType<Cursor>, system: string, text: string): Cursor {
  const parsed = schema.safeParse(parse(text));
  if (parsed.success) return parsed.data;
  throw lmsError(system, 'BAD_USER_INPUT', 'harvest: the cursor cannot be read; run a full harvest');
}

/** Where an interrupted run goes on; null if it was begun another way, or by another version: then it begins again. */
export function readState<State>(schema: ZodType<State>, text: string | null): State | null {
  return text === null ? null : (schema.safeParse(parse(text)).data ?? null);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
