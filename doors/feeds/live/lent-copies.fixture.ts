/** Copies of a journal that are lent, as the graph tells of them. */
import type { AvailabilityAnswer, CopyAnswer } from './question.ts';

export const CLOCK = { isPast: () => false, sayDay: (day: string) => day, sayMoment: (at: string) => at };
export const NOW = '2026-11-20T14:30:00Z';

const UNTIL = { on: '2026-12-03', at: null };
/** Of a service: until when it is not to be had. */
export const LENT = { available: false, expected: UNTIL, limitation: null };

export function lentCopy(id: string, barcode: string, enumeration: string | null = null): CopyAnswer {
  return {
    id,
    state: 'LIVE',
    asOf: NOW,
    reason: null,
    status: 'ON_LOAN',
    limitations: [],
    use: 'LOAN',
    due: UNTIL,
    barcode,
    callNumber: null,
    enumeration,
    chronology: null,
    copyNumber: null,
    itemType: null,
    permanentLocation: null,
    currentLocation: null,
  };
}

export function liveAvailability(
  copies: readonly CopyAnswer[],
  more: Pick<AvailabilityAnswer, 'services'> & Partial<AvailabilityAnswer>,
): AvailabilityAnswer {
  return {
    state: 'LIVE',
    asOf: NOW,
    reason: null,
    holdQueue: null,
    recordGone: false,
    items: { edges: copies.map((node) => ({ node })), pageInfo: { hasNextPage: false } },
    ...more,
  };
}
