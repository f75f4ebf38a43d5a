import type { HoldingId } from '#domain/ids.ts';
import { createLogger } from '#platform/logger.ts';
import { describe, expect, it } from 'vitest';
import { createLastKnown } from './create-last-known.ts';
import { keepWhile } from './last-known.ts';

const HOLDING = 'koha-t:holding:1@alder' as HoldingId;

function answer(asOf: string) {
  return { asOf, items: [], holdQueue: 3, limitation: null };
}

describe('last-known facts of a region that was replaced', () => {
  it('are given back as they came, and kept no more', async () => {
    const now = (): number => Date.parse('2026-01-05T12:00:00Z');
    const lastKnown = createLastKnown({ db: null, now, logger: createLogger('silent'), keepDays: 90 });
    let isCurrent = true;
    const keeping = keepWhile(lastKnown, () => isCurrent);
    keeping.keepAvailability(HOLDING, answer('2026-01-05T10:00:00Z'));
    expect((await lastKnown.findAvailability([HOLDING])).get(HOLDING)).toEqual(answer('2026-01-05T10:00:00Z'));

    isCurrent = false;
    const told = keeping.keepAvailability(HOLDING, answer('2026-01-05T11:00:00Z'));

    expect(told).toEqual(answer('2026-01-05T11:00:00Z'));
    expect((await lastKnown.findAvailability([HOLDING])).get(HOLDING)).toEqual(answer('2026-01-05T10:00:00Z'));
    lastKnown.forget();
    expect((await lastKnown.findAvailability([HOLDING])).size).toBe(0);
  });
});
