/**
 * Slows down a caller that sends one wrong credential after another: checking each costs work here, at the issuer and in the
 * database. A whole hospital may stand behind one address, so what was accepted of late goes on being let in, and one
 * program that repeats one worn-out token counts once.
 */
import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { isMerciaError, MerciaError } from './errors.ts';
import { steadyNow } from './steady-clock.ts';
import { networkOf } from './network-of.ts';

interface Window {
  readonly endsAt: number;
  readonly digests: Set<string>;
}

export const REFUSED_PER_WINDOW = 30;
const WINDOW_MS = 60_000;
const ADDRESSES = 10_000;
const ACCEPTED = 10_000;
const ACCEPTED_FOR_MS = 10 * 60_000;

/** While so many are being checked, the next one comes again in a second. */
const RETRY_AFTER_SECONDS = 1;

/** `now` in milliseconds, never set back. */
export function createRefusedCredentials(now: () => number = steadyNow) {
  const windows = new LRUCache<string, Window>({ max: ADDRESSES });
  const accepted = new LRUCache<string, true>({ max: ACCEPTED, ttl: ACCEPTED_FOR_MS, ttlResolution: 0, perf: { now } });
  /** Those that are being checked, with how many times each: any of them may be refused. */
  const checking = new Map<string, Map<string, number>>();

  function currentOf(network: string): Window | undefined {
    const window = windows.get(network);
    return window !== undefined && now() < window.endsAt ? window : undefined;
  }

  function assertMayBegin(network: string, digest: string): void {
    if (accepted.has(digest)) return;
    const { digests = new Set<string>(), endsAt = 0 } = currentOf(network) ?? {};
    if (digests.size >= REFUSED_PER_WINDOW) {
      const message = 'Too many tokens or keys that are not accepted came from this address.';
      throw new MerciaError('RATE_LIMITED', message, { retryAfterSeconds: Math.ceil((endsAt - now()) / 1000) });
    }
    const counted = new Set([...digests, ...(checking.get(network)?.keys() ?? [])]);
    if (counted.has(digest) || counted.size < REFUSED_PER_WINDOW) return;
    const message = 'Many tokens or keys of this address are being checked.';
    throw new MerciaError('RATE_LIMITED', message, { retryAfterSeconds: RETRY_AFTER_SECONDS });
  }

  /** Gives what ends it. */
  function begin(network: string, digest: string): () => void {
    if (accepted.has(digest)) return () => undefined;
    const own = checking.get(network) ?? new Map<string, number>();
    checking.set(network, own);
    own.set(digest, (own.get(digest) ?? 0) + 1);
    return () => {
      const left = (own.get(digest) ?? 0) - 1;
      if (left > 0) own.set(digest, left);
      else own.delete(digest);
      if (own.size === 0) checking.delete(network);
    };
  }

  function noteRefused(network: string, digest: string): void {
    const window = currentOf(network) ?? { endsAt: now() + WINDOW_MS, digests: new Set<string>() };
    window.digests.add(digest);
    windows.set(network, window);
    accepted.delete(digest);
  }

  return {
    /**
     * What `check` gives of a credential. It counts as one of those that are refused from now on, as others may come at the same moment,
     * until `check` says otherwise. Throws RATE_LIMITED for one too many of a sender, and what `check` throws.
     */
    async check<Result>(sender: string, credential: string, check: () => Promise<Result>): Promise<Result> {
      const network = networkOf(sender);
      const digest = digestOf(credential);
      assertMayBegin(network, digest);
      const end = begin(network, digest);
      try {
        const result = await check();
        accepted.set(digest, true);
        return result;
      } catch (error) {
        if (isMerciaError(error, 'UNAUTHENTICATED', 'FORBIDDEN')) noteRefused(network, digest);
        throw error;
      } finally {
        end();
      }
    },
  };
}

function digestOf(credential: string): string {
  return createHash('sha256').update(credential, 'utf8').digest('base64');
}
