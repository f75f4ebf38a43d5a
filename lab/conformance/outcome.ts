/** What became of a question that was asked while something was broken. */
import type { Slot } from '#contract/adapter.ts';
import { reasonCodeOf } from '#contract/reason-codes.ts';
import type { HoldingFacts } from '#domain/facts.ts';
import { MerciaError, type ErrorCode } from '#platform/errors.ts';
import { Finding } from './check.ts';

/** An error, or the reason of a copy that is told as unknown. */
export type Why = MerciaError | { readonly reason: string };

/** The error of ours that a promise ends with. */
export async function errorOf(promise: Promise<unknown> | undefined): Promise<MerciaError> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof MerciaError) return error;
    throw error;
  }
  throw new Finding('it was answered, where nothing could be known: no error came');
}

/**
 * Why a question about copies has no answer: the error of the whole call or, where each slot has its own, those. Copies that are told
 * as unknown, each with a reason, are no answer either. Throws a finding for anything that says how a copy stands.
 */
export async function whyUnanswered(
  asked: Promise<readonly Slot<HoldingFacts | null>[]> | undefined,
): Promise<readonly Why[]> {
  let slots: readonly Slot<HoldingFacts | null>[];
  try {
    slots = (await asked) ?? [];
  } catch (error) {
    if (error instanceof MerciaError) return [error];
    throw error;
  }
  if (slots.length === 0) throw new Finding('it was answered with no slot at all, where nothing could be known');
  return slots.flatMap((slot): readonly Why[] => (slot instanceof MerciaError ? [slot] : unknownOnly(slot)));
}

function unknownOnly(facts: HoldingFacts | null): readonly Why[] {
  if (facts === null) throw new Finding('a record is told to be gone, where nothing could be known');
  if (facts.items.length === 0) throw new Finding('a holding is told to have no copies, where nothing could be known');
  if (facts.holdQueue !== null) throw new Finding('a queue is told, where nothing could be known');
  return facts.items.map(({ status, reason }) => {
    if (status !== 'UNKNOWN' || reason === null) {
      throw new Finding(`a copy is told to be ${status}, where nothing could be known`);
    }
    return { reason: reason.code };
  });
}

/** Whether every answer says this error, or the reason that it is shown as. */
export function saysOnly(why: readonly Why[], codes: readonly ErrorCode[]): boolean {
  const reasons = codes.map((code) => reasonCodeOf(new MerciaError(code, '')));
  return why.every((one) =>
    one instanceof MerciaError ? codes.includes(one.code) : reasons.some((reason) => reason === one.reason),
  );
}

/** In words, for a finding. */
export function wordsOf(why: readonly Why[]): string {
  return [...new Set(why.map((one) => (one instanceof MerciaError ? one.code : one.reason)))].join(', ');
}
