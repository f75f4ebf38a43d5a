/** Says once that the store is in trouble and once that it is well again, and lets it rest in between. */
import type { Logger } from '#platform/logger.ts';

export interface StoreHealth {
  failed(error: unknown): void;
  worked(): void;
  /** True for a while after a failure: nothing need be asked that would only wait again. */
  isResting(): boolean;
}

export interface StoreHealthOptions {
  readonly logger: Logger;
  /** What suffers, for the log: `read`, `written`. */
  readonly what: 'read' | 'written';
  readonly restMs: number;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

export function createStoreHealth({ logger, what, restMs, now }: StoreHealthOptions): StoreHealth {
  let restsUntil = 0;
  let isWell = true;
  return {
    failed(err) {
      restsUntil = now() + restMs;
      if (isWell) logger.warn({ err }, `last-known facts cannot be ${what} for now`);
      isWell = false;
    },
    worked() {
      if (!isWell) logger.info(`last-known facts are ${what} again`);
      isWell = true;
      restsUntil = 0;
    },
    isResting: () => now() < restsUntil,
  };
}
