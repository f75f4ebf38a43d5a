/**
 * Slows down a caller that sends one wrong credential after another: checking each costs work here, at the issuer and in the
 * database. A whole hospital may stand behind one address, so what was accepted of late goes on being let in, and one
 * program that repeats one worn-out token counts once.
 */
import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
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

/** `now` in milliseconds, never set back. */
export function createRefusedCredentials(now: () => number = steadyNow) {
  const windows = new LRUCache<string, Window>({ max: ADDRESSES });
  const accepted = new LRUCache<string, true>({ max: ACCEPTED, ttl: ACCEPTED_FOR_MS, ttlResolution: 0, perf: { now } });

  function currentOf(address: string): Window | undefined {
    const window = windows.get(networkOf(address));
    return window !== undefined && now() < window.endsAt ? window : undefined;
  }

  return {
    /** Seconds that this address has to wait with this credential; 0 where it is to be checked. */
    waitSeconds(address: string, credential: string): number {
      const window = currentOf(address);
      if (window === undefined || window.digests.size < REFUSED_PER_WINDOW) return 0;
      return accepted.has(digestOf(credential)) ? 0 : Math.ceil((window.endsAt - now()) / 1000);
    },
    noteAccepted: (credential: string): void => void accepted.set(digestOf(credential), true),
    noteRefused(address: string, credential: string): void {
      const window = currentOf(address) ?? { endsAt: now() + WINDOW_MS, digests: new Set<string>() };
      window.digests.add(digestOf(credential));
      windows.set(networkOf(address), window);
      accepted.delete(digestOf(credential));
    },
  };
}

function digestOf(credential: string): string {
  return createHash('sha256').update(credential, 'utf8').digest('base64');
}
