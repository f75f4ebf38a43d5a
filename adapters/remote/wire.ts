/** What both ends of the wire between a hub and an adapter server agree on: paths, version, errors, slots. */
import { ERROR_CODES, isErrorCode, isMerciaError, MerciaError } from '#platform/errors.ts';
import { z } from 'zod';
import type { Slot } from '#contract/adapter.ts';

/** Goes up when an older end could misread a newer one; both ends then have to be brought to the same version. */
export const WIRE_VERSION = '4';
/** Every answer of an adapter server carries its version here, refusals included. */
export const WIRE_HEADER = 'mercia-wire';
/** An adapter server writes an empty line at least this often, in milliseconds, while the next line of a stream is prepared. */
export const HEARTBEAT_MS = 10_000;

/**
 * What the wire may take on top of the calls at the system: the server gives up before this end of the wire does, and then says at which
 * system. A router waits no longer than it would for a system that it asks itself, and may have given up by then.
 */
export const WIRE_ALLOWANCE_MS = 2_000;

/** Below the address of the adapter server. */
export function systemPath(system: string): string {
  return `/v${WIRE_VERSION}/systems/${encodeURIComponent(system)}`;
}

const wireError = z.object({
  code: z.string(),
  message: z.string(),
  /** Words for everybody, if there is more to say than the table of codes says. */
  publicMessage: z.string().optional(),
  system: z.string().optional(),
  retryAfterSeconds: z.number().optional(),
  notSent: z.boolean().optional(),
  turnedAway: z.boolean().optional(),
});
export type WireError = z.output<typeof wireError>;

export const errorBody = z.object({ error: wireError });
/** The last line of a stream: the error that ended it, or the word that nothing was left out. */
export const lastLine = z.union([errorBody, z.object({ end: z.literal(true) })]);

/** Never the cause: it may name hosts behind the firewall. What is no error of ours is sent as a fault, without words. */
export function toWireError(error: unknown, system: string): WireError {
  if (!isMerciaError(error)) {
    return { code: 'INTERNAL', message: `[${system}] a fault in the adapter; the log of its server has it`, system };
  }
  const { code, message, publicMessage, retryAfterSeconds, notSent, turnedAway } = error;
  return {
    code,
    message,
    ...(publicMessage === ERROR_CODES[code].description ? {} : { publicMessage }),
    system: error.system ?? system,
    ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
    ...(notSent ? { notSent } : {}),
    ...(turnedAway ? { turnedAway } : {}),
  };
}

/** An error with the code that it had at the other end; a code that this end does not know is LMS_BAD_RESPONSE. */
export function fromWireError(
  { code, message, publicMessage, retryAfterSeconds, notSent = false, turnedAway = false }: WireError,
  system: string,
): MerciaError {
  return new MerciaError(isErrorCode(code) ? code : 'LMS_BAD_RESPONSE', message, {
    system,
    notSent,
    turnedAway,
    ...(publicMessage === undefined ? {} : { publicMessage }),
    ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
  });
}

/** A slot as it travels: its value, or its error. */
export function toWireSlot(slot: Slot<unknown>, system: string): unknown {
  return slot instanceof MerciaError ? { error: toWireError(slot, system) } : { value: slot };
}

/** A line of slots as they come, each with its place among those that were asked for; a later line may tell more of one. */
export const slotsLine = z.object({ slots: z.array(z.tuple([z.int().min(0), z.unknown()])) });
/** Slots that come all together. */
export const allSlots = z.object({ slots: z.array(z.unknown()) });

/** Each slot is read by itself: one that cannot be read costs no neighbour. */
export function createSlotReader<Value>(
  shape: z.ZodType<Value>,
  system: string,
): (slot: unknown) => Slot<Value | null> {
  const known = z.object({ value: shape.nullable() });
  return (slot) => {
    const value = known.safeParse(slot);
    if (value.success) return value.data.value;
    const failed = errorBody.safeParse(slot);
    if (failed.success) return fromWireError(failed.data.error, system);
    return new MerciaError(
      'LMS_BAD_RESPONSE',
      `[${system}] the adapter server gave a fact that cannot be read; run the same version of Mercia on both sides`,
      { system, cause: value.error },
    );
  };
}
