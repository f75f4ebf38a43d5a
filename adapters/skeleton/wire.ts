/** Answers as they are on the wire: checked here, so that nothing behind trusts them. */
import { z } from 'zod';

const wireCopy = z.object({
  id: z.string().min(1),
  barcode: z.string().nullable(),
  owner: z.string(),
  callNumber: z.string().nullable(),
  location: z.string().nullable(),
  type: z.string().nullable(),
  hidden: z.boolean(),
});
export type WireCopy = z.output<typeof wireCopy>;

const wireRecord = z.discriminatedUnion('deleted', [
  z.object({ deleted: z.literal(true), id: z.string().min(1), changedAt: z.string() }),
  z.object({
    deleted: z.literal(false),
    id: z.string().min(1),
    changedAt: z.string(),
    hidden: z.boolean(),
    /** MARC-in-JSON: read apart, so that a bad record costs no other. */
    marc: z.unknown(),
    copies: z.array(wireCopy),
  }),
]);
export type WireRecord = z.output<typeof wireRecord>;
export type WireDescription = Extract<WireRecord, { deleted: false }>;

export const wirePage = z.object({
  /** The system's clock when it answered. */
  asOf: z.string(),
  /** In the order of their ids. */
  records: z.array(wireRecord),
  /** Whether more follow. */
  more: z.boolean(),
});
export type WirePage = z.output<typeof wirePage>;

export const wireIds = z.object({ ids: z.array(z.string().min(1)) });
