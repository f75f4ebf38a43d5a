/** Whose card it is, for the subgraph `patrons`, which links accounts and asks no system itself. */
import type { PatronIdentity, Refusal, RefusalCode } from '#domain/accounts.ts';
import type { AccountId, LibraryId, SystemId } from '#domain/ids.ts';
import type { Region } from '#domain/region.ts';
import { isMerciaError, MerciaError } from '#platform/errors.ts';
import type { Role } from '#platform/signed-context.ts';
import type { LmsAdapter, PatronSource } from '#contract/adapter.ts';
import type { ContinueAccount, ContinuedFrom } from './continued-account.ts';
import { endOfRequest, type RequestDeadline } from '../request-deadline.ts';
import { createHomeLibrary } from './home-library.ts';
import type { CallPatrons } from './patron-call.ts';
import type { SealedIds } from './sealed-ids.ts';

export interface PatronIdentityModel {
  readonly account: AccountId | null;
  readonly homeLibrary: LibraryId | null;
  /** The caller's account that goes on in this one; null if none does, or none was named. */
  readonly continued: ContinuedFrom | null;
  readonly refusal: Refusal | null;
  /** False if it is certain that the system was not shown the card. */
  readonly shown: boolean;
}

export interface PatronFinder {
  /** Card and PIN are tried once: a system counts failures, and locks cards. */
  verify(input: AskedCard & { readonly pin: string }): Promise<PatronIdentityModel>;
  find(input: AskedCard): Promise<PatronIdentityModel>;
}

interface AskedCard {
  readonly library: string;
  readonly card: string;
  /** Accounts of the same person at systems that their library has left. */
  readonly formerAccounts?: readonly string[] | null | undefined;
}

export interface PatronFinderOptions {
  readonly region: Region;
  readonly adapters: ReadonlyMap<SystemId, LmsAdapter>;
  /** Null without the region's secret for patron data. */
  readonly ids: SealedIds | null;
  readonly callPatrons: CallPatrons;
  /** Null without the region's secret for patron data. */
  readonly continueAccount: ContinueAccount | null;
  readonly role: Role;
  readonly deadline: RequestDeadline;
}

type Ask = (patrons: PatronSource, signal: AbortSignal) => Promise<PatronIdentity | null> | undefined;

/** Throws FORBIDDEN for callers that are no part of this Mercia. */
export function createPatronFinder(options: PatronFinderOptions): PatronFinder {
  const { region, adapters, ids, callPatrons, continueAccount, role, deadline } = options;
  const homeLibrary = createHomeLibrary(region);

  async function identify(
    { library: libraryId, card, formerAccounts }: AskedCard,
    asked: Ask,
  ): Promise<PatronIdentityModel> {
    if (role !== 'operator') throw new MerciaError('FORBIDDEN', 'Cards are looked up by parts of Mercia only.');
    const library = region.libraries.find(({ id }) => id === libraryId);
    if (library === undefined) return refused('NOT_FOUND', 'There is no such library.');
    const { system } = library;
    const patrons = adapters.get(system)?.patrons;
    if (ids === null || patrons === undefined) return cannot();
    const { signal, forget } = endOfRequest(deadline);
    try {
      const ask = (until: AbortSignal) =>
        asked(patrons, until) ?? Promise.reject(new MerciaError('CAPABILITY_UNSUPPORTED', 'It has no such question.'));
      const found = await callPatrons({ system, kind: 'verify', ask, until: signal });
      if (found === null) return refused('NOT_FOUND', 'The library does not recognise this card.', true);
      const { account, homeSite } = found;
      const now = { system, account };
      const former = formerAccounts ?? [];
      return {
        account: ids.account(now),
        continued: (await continueAccount?.({ card, now, former, until: signal })) ?? null,
        homeLibrary: homeLibrary(system, homeSite),
        refusal: null,
        shown: true,
      };
    } catch (error) {
      if (!isMerciaError(error)) throw error;
      const { code, notSent } = error;
      if (code === 'CAPABILITY_UNSUPPORTED') return cannot();
      const shown = !notSent;
      if (code === 'LMS_NOT_PERMITTED') {
        return refused('NOT_PERMITTED', 'The library’s system does not permit cards to be checked here.', shown);
      }
      return refused('SYSTEM_UNAVAILABLE', 'The library’s system does not answer; try again later.', shown);
    } finally {
      forget();
      deadline.settled();
    }
  }

  return {
    verify: ({ pin, ...asked }) => identify(asked, (patrons, signal) => patrons.verify?.(asked.card, pin, signal)),
    find: (asked) => identify(asked, (patrons, signal) => patrons.find(asked.card, signal)),
  };
}

function cannot(): PatronIdentityModel {
  return refused('NOT_SUPPORTED', 'The library’s system cannot check cards here.');
}

function refused(code: RefusalCode, message: string, shown = false): PatronIdentityModel {
  return { account: null, continued: null, homeLibrary: null, refusal: { code, message, sourceCode: null }, shown };
}
