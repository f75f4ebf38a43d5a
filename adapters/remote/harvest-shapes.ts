/** Pages of harvest as they travel: one JSON text a line, raw records in base64. */
import {
  HOLDING_BASES,
  LEFT_OUT,
  STATEMENT_KINDS,
  type HarvestedHolding,
  type HarvestedItem,
  type ItemDetails,
  type LeftOutItem,
} from '#domain/catalogue.ts';
import { ITEM_STATUSES, ITEM_USES } from '#domain/facts.ts';
import { holdingFacts, libraryId, visibility } from '#shapes/facts.ts';
import { z } from 'zod';
import type { FoundRecords, HarvestFrom, HarvestPage, HarvestReject, HarvestedRecord } from '#contract/adapter.ts';
import { MARC_FORMATS, type MarcRecord } from '#marc/marc-record.ts';

const text = z.string();
const textOrNull = text.nullable();
const bytes = z.base64().transform((encoded): Uint8Array => Buffer.from(encoded, 'base64'));

const keptFields = z.record(text, text);
/** An older server does not say by which rules it reads: then they are not ours. */
const rules = text.default('unknown');

const subfield = z.object({ code: text, value: text });
const marcRecord: z.ZodType<MarcRecord> = z.object({
  leader: text,
  fields: z.array(
    z.union([
      z.object({ tag: text, ind1: text, ind2: text, subfields: z.array(subfield) }),
      z.object({ tag: text, value: text }),
    ]),
  ),
});

const toldText = textOrNull.exactOptional();
const namedValues = z.array(z.object({ name: text, value: text }));
const details: z.ZodType<ItemDetails> = z.object({
  enumeration: toldText,
  chronology: toldText,
  copyNumber: toldText,
  collection: toldText,
  price: toldText,
  acquiredOn: toldText,
  createdOn: toldText,
  lastBorrowedOn: toldText,
  dueOn: toldText,
  publicNotes: z.array(text).exactOptional(),
  statistics: namedValues.exactOptional(),
  other: namedValues.exactOptional(),
});

/** An older server does not tell what moves need. */
const anyItem = {
  localId: text,
  barcode: textOrNull,
  callNumber: textOrNull,
  locationCode: textOrNull,
  itemType: textOrNull,
  visibility,
  status: z.enum(ITEM_STATUSES).nullable().default(null),
  statusAtSource: textOrNull.default(null),
  use: z.enum(ITEM_USES).nullable().default(null),
  details: details.default({}),
  staffNotes: z.array(text).nullable().default(null),
};
const item: z.ZodType<HarvestedItem> = z.object({ ...anyItem, ownerCode: text, kept: keptFields.optional() });
const leftOutItem: z.ZodType<LeftOutItem> = z.object({
  ...anyItem,
  ownerCode: textOrNull,
  leftOut: z.enum(LEFT_OUT),
});

const holding: z.ZodType<HarvestedHolding> = z.object({
  library: libraryId,
  basis: z.enum(HOLDING_BASES),
  copies: z.number().nullable(),
  callNumbers: z.array(text),
  statements: z.array(
    z.object({
      kind: z.enum(STATEMENT_KINDS),
      text,
      from: textOrNull,
      to: textOrNull,
      retention: textOrNull,
      note: textOrNull,
    }),
  ),
  siteCodes: z.array(text),
  catalogueUrl: textOrNull,
  liveKeys: z.array(text),
  facts: holdingFacts.nullable(),
});

const record: z.ZodType<HarvestedRecord> = z.discriminatedUnion('deleted', [
  z.object({ deleted: z.literal(true), localId: text, changedAt: textOrNull }),
  z.object({
    deleted: z.literal(false),
    localId: text,
    changedAt: textOrNull,
    visibility,
    raw: bytes,
    format: z.enum(MARC_FORMATS),
    marc: marcRecord,
    repairs: z.array(text),
    items: z.array(item),
    leftOutItems: z.array(leftOutItem).default([]),
    holdings: z.array(holding),
    kept: keptFields.optional(),
  }),
]);

const reject: z.ZodType<HarvestReject> = z.object({
  localId: textOrNull,
  place: text,
  reason: text,
  raw: bytes,
  format: z.enum([...MARC_FORMATS, 'unknown']),
});

const page: z.ZodType<HarvestPage> = z.object({
  records: z.array(record),
  rejects: z.array(reject),
  resumeAt: text,
  expected: z.number().nullable(),
  nextCursor: textOrNull,
  allLocalIds: z
    .array(text)
    .nullable()
    .transform((ids) => (ids === null ? null : new Set(ids))),
  expectedCopies: z.number().optional(),
  maxDeletedShare: z.number().optional(),
  expectedByLibrary: z.record(libraryId, z.object({ records: z.number(), copies: z.number() })).optional(),
  rules,
  goneItems: z.array(text).optional(),
});

export const harvestLine = z.object({ page });

export const harvestFrom: z.ZodType<HarvestFrom> = z.object({
  run: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('full') }),
    z.object({ kind: z.literal('changes'), cursor: text }),
  ]),
  resumeAt: textOrNull,
  known: text.optional(),
});

/** The answer where single records were asked for. */
export const foundRecords: z.ZodType<FoundRecords> = z.object({
  records: z.array(record),
  rejects: z.array(reject),
  rules,
});

export function toPageLine({ records, rejects, rules: readBy, allLocalIds, ...rest }: HarvestPage): string {
  const found = toWireRecords({ records, rejects, rules: readBy });
  return JSON.stringify({
    page: { ...rest, ...found, allLocalIds: allLocalIds === null ? null : [...allLocalIds] },
  });
}

/** As {@link foundRecords} reads them. */
export function toWireRecords({ records, rejects, rules: readBy }: FoundRecords): Readonly<Record<string, unknown>> {
  return {
    records: records.map((one) => (one.deleted ? one : { ...one, raw: toBase64(one.raw) })),
    rejects: rejects.map((one) => ({ ...one, raw: toBase64(one.raw) })),
    ...(readBy === undefined ? {} : { rules: readBy }),
  };
}

function toBase64(raw: Uint8Array): string {
  return Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength).toString('base64');
}
