/** Where a harvest stands, as the harvester keeps it. Holds no secret. */
import { z } from 'zod';

/** Where the next harvest of changes starts: at another export, or with another walk over the keys. */
export const cursorSchema = z.object({
  v: z.literal(1),
  /** Digest of the export that was read last; null where keys were asked for. */
  digest: z.string().nullable(),
  /** When that was written, where its file says. */
  asOf: z.iso.datetime().nullable().optional(),
});
export type Cursor = z.output<typeof cursorSchema>;

export const exportStateSchema = z.object({
  v: z.literal(1),
  way: z.literal('export'),
  digest: z.string(),
  /** Records of the file that are done. */
  done: z.int().min(0),
});
export type ExportState = z.output<typeof exportStateSchema>;

export const keysStateSchema = z.object({
  v: z.literal(1),
  way: z.literal('keys'),
  /** The last key that was asked for. */
  last: z.int().min(0),
  /** Keys in a row without a title before it. */
  empty: z.int().min(0),
});
export type KeysState = z.output<typeof keysStateSchema>;
