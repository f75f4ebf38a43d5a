/**
 * What a holding's live keys carry in a system of two parts: everything that the live part, which has no catalogue, must be told
 * of each public copy. Two texts: one of what lasts, and one of what changes with every list of copies.
 */
import { LIVE_KEYS_MAX, type HarvestedItem } from '#domain/catalogue.ts';
import { ITEM_STATUSES, ITEM_USES, type ItemStatus, type ItemUse } from '#domain/facts.ts';
import { VOLATILE_KEY } from '#domain/volatile-keys.ts';
import { z } from 'zod';
import { versionKey, versionOf, LIVE_COPIES_MAX } from '../shared/live-keys.ts';

/** Copies of one holding that are asked for live; the others stay last known. */
export const ASKED_COPIES_MAX = LIVE_KEYS_MAX;
/** Copies from which a holding is asked for in a call of its own: each is a question of its own to the live system. */
export const MANY_COPIES = 50;

export interface ListedCopy {
  /** The system's own item id. */
  readonly localId: string;
  readonly barcode: string | null;
  readonly ownerCode: string;
  readonly callNumber: string | null;
  readonly locationCode: string | null;
  readonly itemType: string | null;
  readonly enumeration: string | null;
  readonly chronology: string | null;
  readonly copyNumber: string | null;
  readonly publicNotes: readonly string[];
  /** How it stood when the list was made; null where the list does not tell. */
  readonly status: ItemStatus | null;
  readonly statusAtSource: string | null;
  readonly use: ItemUse | null;
}

/** The public copies of one library under one record. */
export interface ListedCopies {
  /** The system's own id of the record. */
  readonly record: string;
  readonly library: string;
  /** RFC 3339: when the list of copies was made; null where that is not known. */
  readonly listedAt: string | null;
  readonly copies: readonly ListedCopy[];
  /** Ids of copies beyond those that are asked for. */
  readonly beyond: readonly string[];
  /** All copies, however many of them are named here. */
  readonly total: number;
}

/**
 * Layout of these keys: goes up when they are written otherwise. Keys of another one are refused, because a place in a list means
 * nothing without it; the index then reads its records again, which writes new ones.
 */
export const COMPOSED_KEYS_VERSION = 2;
const LASTING = 'c:';
const VOLATILE = `${VOLATILE_KEY}c:`;
/** What changes with every list of copies, as the layout before had it. */
const VOLATILE_BEFORE = `${VOLATILE_KEY}c1:`;
const LARGE = /^n:(\d+)$/;

/** The keys of one holding; `copies` are its public ones. */
export function toComposedKeys(
  { record, library, listedAt }: Pick<ListedCopies, 'record' | 'library' | 'listedAt'>,
  copies: readonly HarvestedItem[],
): readonly string[] {
  const isTooLarge = copies.length > LIVE_COPIES_MAX;
  const asked = isTooLarge ? [] : copies.slice(0, ASKED_COPIES_MAX);
  const beyond = isTooLarge ? [] : copies.slice(ASKED_COPIES_MAX).map(({ localId }) => localId);
  const lasting = asked.map(({ details, ...copy }) =>
    trimmed([
      copy.localId,
      copy.barcode,
      copy.ownerCode,
      copy.callNumber,
      copy.locationCode,
      copy.itemType,
      details.enumeration ?? null,
      details.chronology ?? null,
      details.copyNumber ?? null,
      ...(details.publicNotes === undefined || details.publicNotes.length === 0 ? [] : [details.publicNotes]),
    ]),
  );
  const states = asked.map(({ status, use, statusAtSource }) => trimmed([status, use, statusAtSource]));
  return [
    versionKey(COMPOSED_KEYS_VERSION),
    LASTING + JSON.stringify([record, library, lasting, beyond]),
    VOLATILE + JSON.stringify([listedAt, states]),
    ...(copies.length < MANY_COPIES ? [] : [`n:${copies.length}`]),
  ];
}

/** Without the nulls at its end. */
function trimmed<Value>(values: readonly (Value | null)[]): readonly (Value | null)[] {
  return values.slice(0, values.findLastIndex((value) => value !== null) + 1);
}

const text = z.string();
const textOrNull = text.nullish().transform((value) => value ?? null);
const lastingShape = z.tuple([
  text,
  text,
  z.array(
    z.tuple([
      text,
      textOrNull,
      textOrNull,
      textOrNull,
      textOrNull,
      textOrNull,
      textOrNull,
      textOrNull,
      textOrNull,
      z.array(text).default([]),
    ]),
  ),
  z.array(text),
]);
const volatileShape = z.tuple([
  text.nullable(),
  z.array(
    z.tuple([
      z
        .enum(ITEM_STATUSES)
        .nullish()
        .transform((value) => value ?? null),
      z
        .enum(ITEM_USES)
        .nullish()
        .transform((value) => value ?? null),
      textOrNull,
    ]),
  ),
]);

/** When the list of copies was made, by keys of this layout or the one before; null where that is not known. */
export function listedAtOf(keys: readonly string[]): string | null {
  const [listedAt] = parse(volatileShape, keys, VOLATILE) ?? parse(volatileShape, keys, VOLATILE_BEFORE) ?? [null];
  return listedAt;
}

/** Reads what {@link toComposedKeys} wrote; null for anything else. */
export function readComposedKeys(keys: readonly string[]): ListedCopies | null {
  if (versionOf(keys) !== COMPOSED_KEYS_VERSION) return null;
  const lasting = parse(lastingShape, keys, LASTING);
  if (lasting === null) return null;
  const [listedAt, states] = parse(volatileShape, keys, VOLATILE) ?? [null, []];
  const [record, library, copies, beyond] = lasting;
  const total = Number(keys.map((key) => LARGE.exec(key)?.[1]).find((count) => count !== undefined) ?? copies.length);
  return {
    record,
    library,
    listedAt,
    copies: copies.map((copy, place): ListedCopy => {
      const [localId, barcode, ownerCode, callNumber, locationCode, itemType, ...more] = copy;
      const [enumeration, chronology, copyNumber, publicNotes] = more;
      const [status, use, statusAtSource] = states[place] ?? [null, null, null];
      return {
        localId,
        barcode,
        ownerCode: ownerCode ?? '',
        callNumber,
        locationCode,
        itemType,
        enumeration,
        chronology,
        copyNumber,
        publicNotes,
        status,
        statusAtSource,
        use,
      };
    }),
    beyond,
    total,
  };
}

function parse<Shape extends z.ZodType>(shape: Shape, keys: readonly string[], prefix: string): z.output<Shape> | null {
  const key = keys.find((each) => each.startsWith(prefix));
  if (key === undefined) return null;
  try {
    return shape.safeParse(JSON.parse(key.slice(prefix.length))).data ?? null;
  } catch {
    return null;
  }
}
