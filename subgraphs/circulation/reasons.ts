/** Why a fact is less than live: in words for people, and a `code` by which a program can decide. */
import { reasonCodeOf, type ReasonOfError } from '#contract/reason-codes.ts';
import type { FactState, Reason } from '#domain/facts.ts';
import type { SystemId } from '#domain/ids.ts';
import { ERROR_CODES, isMerciaError, type MerciaError } from '#platform/errors.ts';
import type { Freeze } from './freezes.ts';

interface NamedSystem {
  readonly id: SystemId;
  readonly name: string;
}

/** Whether there is more to say to everybody than the table says of the code. */
function hasOwnWords({ code, publicMessage }: MerciaError): boolean {
  return publicMessage !== ERROR_CODES[code].description;
}

/** Never the error's own message: that one is for the log and may name hosts. */
export function reasonFor(error: unknown, system: NamedSystem): Reason {
  const why = reason(reasonCodeOf(error), system);
  // What it cannot tell of this title alone: of others it does.
  if (isMerciaError(error, 'CAPABILITY_UNSUPPORTED') && hasOwnWords(error))
    return { ...why, message: error.publicMessage };
  if (isMerciaError(error, 'LMS_RATE_LIMITED') && (error.retryAfterSeconds ?? 0) >= 60)
    return { ...why, message: `${system.name} ${pausedFor(error.retryAfterSeconds ?? 0)}` };
  // Nobody asked the system, so nothing is said of it.
  return isMerciaError(error, 'STORE_UNAVAILABLE') ? { ...why, message: `${system.name} ${NOT_ASKED}` } : why;
}

function pausedFor(seconds: number): string {
  const minutes = Math.ceil(seconds / 60);
  const pause = minutes === 1 ? 'the next minute' : `the next ${minutes} minutes`;
  return `asked to be called less often: it is not asked for ${pause}; ask again after that.`;
}

const NOT_ASKED = 'was not asked: the index, which knows where its copies belong, did not answer in time; ask again.';

/**
 * Why nothing is said: the system did not, and nothing was known before. Of a system that cannot tell, what its list said counts: if
 * that was not read in time (`known` is an error), it is not known, and not unsupported.
 */
export function reasonForNothing(error: MerciaError, known: unknown, system: NamedSystem): Reason {
  return reasonFor(error.code === 'CAPABILITY_UNSUPPORTED' && isMerciaError(known) ? known : error, system);
}

/** Why what is known is not asked now: of a system that cannot be asked, the date of its list says more than that it cannot. */
export function reasonForKnown(error: unknown, system: NamedSystem, asOf: string): Reason {
  const why = reasonFor(error, system);
  if (why.code !== 'NOT_SUPPORTED' || (isMerciaError(error) && hasOwnWords(error))) return why;
  const message = `${system.name} cannot be asked; its list of ${DAY.format(new Date(asOf))} says how its copies stood then.`;
  return { ...why, message };
}

/** Why what a system says is not of now, although it answers. */
export function reasonForFreeze({ id, name }: NamedSystem, { since }: Freeze): Reason {
  const when = since === null ? '' : ` since ${DAY.format(new Date(since))}`;
  const message = `The library is moving: ${name} is not told what is lent and brought back${when}; ask the library.`;
  return { code: 'FROZEN', message, system: id };
}

/** The zone of the libraries: a list of the small hours is of that day, in summer too. */
const DAY = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'Europe/London' });

/** The id names a system that the region file does not have (any more): there is nobody to ask. */
export function unknownSystemReason(system: SystemId): Reason {
  return { code: 'UNREACHABLE', message: `No system "${system}" is part of this region.`, system };
}

/** A system that cannot tell is NOT_SUPPORTED; one that did not is UNKNOWN. */
export function stateFor(reason: Reason): FactState {
  return reason.code === 'NOT_SUPPORTED' ? 'NOT_SUPPORTED' : 'UNKNOWN';
}

function reason(code: ReasonOfError, system: NamedSystem): Reason {
  return { code, message: `${system.name} ${WHAT_HAPPENED[code]}`, system: system.id };
}

const WHAT_HAPPENED: Readonly<Record<ReasonOfError, string>> = {
  TIMEOUT: 'did not answer in time; ask again, or allow more time.',
  UNREACHABLE: 'could not be reached; ask again later.',
  REFUSED: 'refused to answer; its operators must look at the access it gives.',
  BAD_ANSWER: 'gave an answer that cannot be read or cannot be right; its operators must look at it.',
  RATE_LIMITED: 'may not be asked more often at the moment; ask again later.',
  CIRCUIT_OPEN: 'failed several times in a row and is left alone for a moment; ask again soon.',
  NOT_SUPPORTED: 'cannot report the status of its copies; ask the library.',
  TOO_MANY_ITEMS: 'has too many copies of this title to report them all in time; ask the library.',
};
