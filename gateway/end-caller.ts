/** For whom a request is, and what that allows it: who signed in, whom a part of Mercia asks for, or whoever is at an address. */
import { BUDGET_MAX_MS } from '#platform/deadline.ts';
import type { AskedFor, EndCallers } from '#platform/end-callers.ts';
import type { Caller } from '#platform/signed-context.ts';

export interface Asking {
  readonly authorization: string | undefined;
  readonly apiKey: string | undefined;
  readonly address: string;
  /** What a part of Mercia says; null if it is none. */
  readonly askedFor: AskedFor | null;
}

/** Without signing in nobody has more time than everybody is given: whoever asks a system for long holds up others there. */
export function longestBudgetMs({ authorization, apiKey, askedFor }: Asking, defaultMs: number): number {
  const isKnown = authorization !== undefined || apiKey !== undefined || askedFor !== null;
  return isKnown ? BUDGET_MAX_MS : Math.min(defaultMs, BUDGET_MAX_MS);
}

/** `caller`: as whom they were accepted. */
export function nameEndCaller(callers: EndCallers, { subject }: Caller, asking: Asking): string {
  const credential = subject ?? asking.apiKey ?? asking.authorization;
  if (credential !== undefined) return callers.ofCredential(credential);
  return asking.askedFor?.caller ?? callers.ofAddress(asking.address);
}
