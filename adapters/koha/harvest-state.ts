/** Where a harvest stands, as the harvester keeps it. Holds no secret: tokens of OAI-PMH are page numbers. */
import { z } from 'zod';
import { copyCensusSchema } from './copy-census.ts';

/** Where the next harvest of changes starts. The same for every way of harvesting, so that the way may change. */
export const cursorSchema = z.object({
  v: z.literal(1),
  /** The server's own clock when the last harvest began. */
  at: z.iso.datetime(),
  /** When all ids were compared last; null if the site reports deletions. */
  sweptAt: z.iso.datetime().nullable(),
  /** Records that the last sweep or full harvest saw. */
  count: z.int().nullable(),
  /** Where copies come by REST: which there were. */
  copies: copyCensusSchema.optional(),
});
export type Cursor = z.output<typeof cursorSchema>;

export const oaiStateSchema = z.object({
  v: z.literal(1),
  way: z.literal('oai'),
  from: z.string().nullable(),
  /** `responseDate` of the first page. */
  mark: z.string().nullable(),
  token: z.string().nullable(),
  /** The last page's `cursor`: a page that does not go beyond it is not the next one. */
  cursor: z.int().nullable(),
  page: z.int(),
  restarts: z.int(),
});
export type OaiState = z.output<typeof oaiStateSchema>;

export const restStateSchema = z.object({
  v: z.literal(1),
  way: z.literal('rest'),
  phase: z.enum(['records', 'items', 'end']),
  /** Wall time; null for a full harvest. */
  since: z.string().nullable(),
  mark: z.iso.datetime().nullable(),
  /** The last id that was read in this phase. */
  last: z.int(),
  /** Copies that there were when a full harvest began. */
  copies: copyCensusSchema.optional(),
});
export type RestState = z.output<typeof restStateSchema>;

export const joinedStateSchema = z.object({
  v: z.literal(1),
  way: z.literal('joined'),
  phase: z.enum(['records', 'items', 'end']),
  /** Where OAI-PMH goes on, as {@link oaiStateSchema} has it. */
  oai: z.string().nullable(),
  /** Wall time from which copies count as changed; null for a full harvest. */
  since: z.string().nullable(),
  /** The last copy that was looked at. */
  last: z.int(),
  /** Copies that there were when a full harvest began. */
  copies: copyCensusSchema.optional(),
  /** Where the next harvest of changes starts, once OAI-PMH has come to its end. */
  next: cursorSchema.nullable(),
});
export type JoinedState = z.output<typeof joinedStateSchema>;
