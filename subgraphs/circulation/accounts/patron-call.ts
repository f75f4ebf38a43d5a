/** Calls to a system about its patrons: bounded in time, counted, and with a typed error for whatever goes wrong. */
import type { SystemId } from '#domain/ids.ts';
import { isMerciaError, MerciaError, type MerciaErrorOptions } from '#platform/errors.ts';
import { askAs, currentTurn } from '#platform/host-guard/index.ts';
import type { Logger } from '#platform/logger.ts';
import { redactError } from '#platform/redact-error.ts';
import type { CallTimeout } from '../call-timeout.ts';
import type { CallKind, CirculationObserver } from '../observer.ts';
import { untilAborted } from '#platform/deadline.ts';
import type { AccountFacts } from '#domain/accounts.ts';
import type { LmsAdapter, AccountReadOptions } from '#contract/adapter.ts';
import type { OpenedAccount } from './sealed-ids.ts';

export interface PatronCall<T> {
  readonly system: SystemId;
  readonly kind: CallKind;
  readonly ask: (signal: AbortSignal) => Promise<T>;
  /** How many times the time of one call; 1 by default. */
  readonly times?: number;
  /** Ends the call before its own time is over. */
  readonly until?: AbortSignal | undefined;
}

/**
 * Rejects with a {@link MerciaError} only. Nothing of the question or the answer is logged. A missing permission is logged
 * once for a system and kind, until it is there.
 */
export type CallPatrons = <T>(call: PatronCall<T>) => Promise<T>;

export interface PatronCallOptions {
  readonly callTimeout: CallTimeout;
  readonly logger: Logger;
  readonly observe?: CirculationObserver | undefined;
}

export function createPatronCalls({ callTimeout, logger, observe }: PatronCallOptions): CallPatrons {
  const notPermitted = new Set<string>();

  function warnOnce(error: MerciaError, system: SystemId, kind: CallKind): void {
    const key = `${system} ${kind}`;
    if (notPermitted.has(key)) return;
    notPermitted.add(key);
    logger.warn({ system, call: kind, code: error.code }, error.message);
  }

  return async ({ system, kind, ask, times = 1, until }) => {
    const startedAt = performance.now();
    const limit = AbortSignal.timeout(times * callTimeout(system));
    const count = (outcome: Parameters<CirculationObserver['call']>[2]): void =>
      observe?.call(system, kind, outcome, performance.now() - startedAt);
    const signal = until === undefined ? limit : AbortSignal.any([limit, until]);
    const asking = (ends: AbortSignal) =>
      onLateFault(ask(ends), ends, (fault) => brokenContract(fault, system, logger));
    try {
      // Whatever else a system is asked at the moment, its readers go first.
      const answer = await askAs({ ...currentTurn(), urgency: 'account' }, () => askWithin(asking, signal));
      count('ok');
      notPermitted.delete(`${system} ${kind}`);
      return answer;
    } catch (error) {
      const known = isMerciaError(error) ? error : brokenContract(error, system, logger);
      count(known.code);
      if (known.code === 'LMS_NOT_PERMITTED') warnOnce(known, system, kind);
      else if (known === error) logUnanswered(known, { system, kind }, logger);
      throw known;
    }
  };
}

/** Calls `log` with a fault that comes after the call was given up, when nobody else listens. */
function onLateFault<T>(answer: Promise<T>, ends: AbortSignal, log: (fault: unknown) => void): Promise<T> {
  answer.catch((error: unknown) => {
    if (ends.aborted && !isMerciaError(error) && !isAbort(error, ends)) log(error);
  });
  return answer;
}

function isAbort(error: unknown, { reason }: AbortSignal): boolean {
  return error === reason || (error instanceof DOMException && error.name === 'AbortError');
}

/** The fault itself is not logged: it may hold what the system said of a patron. */
function brokenContract(error: unknown, system: SystemId, logger: Logger): MerciaError {
  logger.error({ system, ...redactError(error) }, 'An adapter broke its contract over an account');
  return new MerciaError('LMS_BAD_RESPONSE', `[${system}] the answer could not be read`, { system });
}

/** The caller learns less than the operator, who must know which system fails, at what, and how. */
function logUnanswered(
  { code }: MerciaError,
  call: { readonly system: SystemId; readonly kind: CallKind },
  logger: Logger,
): void {
  if (code !== 'CAPABILITY_UNSUPPORTED')
    logger.warn({ ...call, code }, 'A system did not do what it was asked of an account');
}

/** Rejects with what the adapter rejects with, or with LMS_TIMEOUT as soon as the signal ends, whatever the adapter does about that. */
async function askWithin<T>(ask: (signal: AbortSignal) => Promise<T>, signal: AbortSignal): Promise<T> {
  if (signal.aborted) throw overdue({ notSent: true });
  return untilAborted(ask(signal), signal, () => {
    throw overdue();
  });
}

function overdue(more: MerciaErrorOptions = {}): MerciaError {
  return new MerciaError('LMS_TIMEOUT', 'The system was silent until the end of the time that it had.', more);
}

/**
 * Reads one account at its system. The answer lives as long as the request that asked for it, and no longer.
 * Null if the system no longer has the account. Rejects with a {@link MerciaError}: CAPABILITY_UNSUPPORTED if the system
 * cannot show accounts, LMS_UNAVAILABLE if the region has no such system.
 */
export type ReadAccount = (account: OpenedAccount, until?: AbortSignal) => Promise<AccountFacts | null>;

export function createAccountReader(
  adapters: ReadonlyMap<SystemId, LmsAdapter>,
  callPatrons: CallPatrons,
  wanted: AccountReadOptions,
): ReadAccount {
  return async ({ system, account }, until) => {
    const adapter = adapters.get(system);
    if (adapter === undefined) throw new MerciaError('LMS_UNAVAILABLE', `[${system}] no such system`, { system });
    const { patrons } = adapter;
    if (patrons === undefined) {
      throw new MerciaError('CAPABILITY_UNSUPPORTED', `[${system}] accounts: it cannot show them`, { system });
    }
    const ask = (signal: AbortSignal): Promise<AccountFacts | null> => patrons.account(account, signal, wanted);
    return callPatrons({ system, kind: 'account', ask, until });
  };
}
