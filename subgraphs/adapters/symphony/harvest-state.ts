/** Where a harvest stands, as the harvester keeps it. Holds no secret. */
import { MerciaError } from '#platform/errors.ts';
import { z } from 'zod';

/** Where the next harvest of changes starts: at another export, or with another walk over the keys. */
const cursorSchema = z.object({
  v: z.literal(1),
  /** Digest of the export that was read last; null where keys were asked for. */
  digest: z.string().nullable(),
});
export type Cursor = z.output<typeof cursorSchema>;

const exportStateSchema = z.object({
  v: z.literal(1),
  way: z.literal('export'),
  digest: z.string(),
  /** Records of the file that are done. */
  done: z.int().min(0),
});
export type ExportState = z.output<typeof exportStateSchema>;

const keysStateSchema = z.object({
  v: z.literal(1),
  way: z.literal('keys'),
  /** The last key that was asked for. */
  last: z.int().min(0),
  /** Keys in a row without a title before it. */
  empty: z.int().min(0),
});
export type KeysState = z.output<typeof keysStateSchema>;

export function writeState(state: Cursor | ExportState | KeysState): string {
  return JSON.stringify(state);
}

/** @throws MerciaError BAD_USER_INPUT for a text that no harvest wrote. */
export function readCursor(system: string, text: string): Cursor {
  const parsed = cursorSchema.safeParse(parse(text));
  if (parsed.success) return parsed.data;
  throw new MerciaError('BAD_USER_INPUT', `[${system}] harvest: the cursor cannot be read; run a full harvest`, {
    system,
  });
}

/** Null where the run was begun another way, or by another version: it begins again. */
export function readExportState(text: string | null): ExportState | null {
  return exportStateSchema.safeParse(parse(text)).data ?? null;
}

/** Null where the run was begun another way, or by another version: it begins again. */
export function readKeysState(text: string | null): KeysState | null {
  return keysStateSchema.safeParse(parse(text)).data ?? null;
}

function parse(text: string | null): unknown {
  try {
    return text === null ? null : JSON.parse(text);
  } catch {
    return null;
  }
}
