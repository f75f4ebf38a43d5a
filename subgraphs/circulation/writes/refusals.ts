/** Mercia's own refusals of writes, and reasons why an outcome is unknown. In words for the patron; they name nobody. */
import type { Refusal, RefusalCode } from '#domain/accounts.ts';
import type { Reason } from '#domain/facts.ts';
import { isMerciaError, type ErrorCode, type MerciaError } from '#platform/errors.ts';
import type { SystemIdentity } from '#contract/adapter.ts';
import { reasonFor } from '../reasons.ts';

/** The same for what does not exist and for what is another's. */
export const NOT_FOUND = refusal('NOT_FOUND', 'There is no such thing among your accounts.');
export const OTHER_SYSTEM = refusal(
  'NOT_HOLDABLE',
  'This account cannot place holds there: it is registered with another library system.',
);
export const NO_SUCH_PICKUP = refusal(
  'NOT_HOLDABLE',
  'It cannot be collected there: no library of this region has that place.',
);
export const NO_PATRON_DATA = refusal('NOT_SUPPORTED', 'This region keeps no patron data.');
export const NO_AGREEMENT = refusal(
  'SEE_STAFF',
  'Nothing was changed: your library’s system says that you belong to a library now whose accounts cannot be used here. Ask its staff.',
);
export const CANNOT_KEEP = refusal(
  'SYSTEM_UNAVAILABLE',
  'Nothing was sent, because it cannot be noted down at the moment; ask again later.',
);

/** `writesOff`: why changes that the region file asks for are off, with the line that turns them on. */
export function unsupportedRefusal({ name }: SystemIdentity, writesOff?: string): Refusal {
  const why = writesOff === undefined ? '' : ` (For its operator: ${writesOff}.)`;
  return refusal('NOT_SUPPORTED', `${name} cannot do this here; ask the library.${why}`);
}

export function frozenRefusal({ name }: SystemIdentity): Refusal {
  return refusal('SEE_STAFF', `${name} takes no changes while the library moves to another system; ask its staff.`);
}

/** For a write that was not sent, or that the system turned away unread. */
export function turnedAwayRefusal(error: unknown, system: SystemIdentity): Refusal {
  if (isMerciaError(error, 'CAPABILITY_UNSUPPORTED')) return unsupportedRefusal(system);
  return isMerciaError(error, 'LMS_NOT_PERMITTED') ? notPermittedRefusal(system) : unavailableRefusal(system);
}

/** Its operators have to permit it: trying again does not help. */
function notPermittedRefusal({ name }: SystemIdentity): Refusal {
  return refusal('NOT_PERMITTED', `${name} does not permit this here, and nothing was changed; ask the library.`);
}

function unavailableRefusal({ name }: SystemIdentity): Refusal {
  return refusal('SYSTEM_UNAVAILABLE', `${name} does not answer, and nothing was changed; ask again later.`);
}

/** For a write that left no trace in the account, long after it was sent. */
export function lostRefusal({ name }: SystemIdentity): Refusal {
  return refusal('SYSTEM_UNAVAILABLE', `${name} broke off, and nothing was changed; ask for it again.`);
}

export function underWayReason({ id, name }: SystemIdentity): Reason {
  const message = `${name} has not said yet what became of it; ask the same again, or look at the account.`;
  return { code: 'TIMEOUT', message, system: id };
}

/** Mercia's own record of writes cannot be read: this write may have been sent before. */
export function cannotRecallReason({ id }: SystemIdentity): Reason {
  const message = 'Nothing was sent now, and whether it was sent before cannot be looked up; ask the same again later.';
  return { code: 'UNREACHABLE', message, system: id };
}

export function unknownOutcomeReason(error: MerciaError, system: SystemIdentity): Reason {
  const message = `${system.name} broke off, and its account does not show what became of it; ask the same again, or look at the account.`;
  return { ...reasonFor(error, system), message };
}

/** Whether it is certain that nothing reached the system, or that the system turned it away unread. */
export function wasNeverDone(error: MerciaError): boolean {
  return error.notSent || error.turnedAway || isMerciaError(error, ...TURNED_AWAY);
}

const TURNED_AWAY: readonly ErrorCode[] = [
  'LMS_CIRCUIT_OPEN',
  'LMS_AUTH_FAILED',
  'LMS_NOT_PERMITTED',
  'CAPABILITY_UNSUPPORTED',
];

function refusal(code: RefusalCode, message: string): Refusal {
  return { code, message, sourceCode: null };
}
