import type { LibraryId, SystemId } from '#domain/ids.ts';
import { describe, expect, it } from 'vitest';
import { createFactCounts } from './fact-counts.ts';
import type { ToldOfHoldings } from './observer.ts';

const SYSTEM = { id: 'koha-b' as SystemId, name: 'Koha B' };
const LIBRARY = 'wyre' as LibraryId;
const LIVE = { state: 'LIVE', reason: null } as const;
const SILENT = { state: 'LAST_KNOWN', reason: { code: 'UNREACHABLE', message: 'gone', system: SYSTEM.id } } as const;

describe('the counts of one answer', () => {
  it('tell of holdings by library and reason, and of copies and accounts by system alone', () => {
    const counts = createFactCounts();
    counts.add(SYSTEM, LIVE, LIBRARY);
    counts.add(SYSTEM, SILENT, LIBRARY);
    counts.add(SYSTEM, SILENT, LIBRARY);
    counts.add(SYSTEM, SILENT);
    const told: ToldOfHoldings[] = [];
    const facts: unknown[] = [];

    counts.report({
      call: () => undefined,
      facts: (...each) => facts.push(each),
      told: (holdings) => void told.push(...holdings),
      write: () => undefined,
    });

    expect(told).toEqual([
      { system: 'koha-b', library: 'wyre', reason: null, count: 1 },
      { system: 'koha-b', library: 'wyre', reason: 'UNREACHABLE', count: 2 },
    ]);
    expect(facts).toEqual([
      ['koha-b', 'LIVE', 1],
      ['koha-b', 'LAST_KNOWN', 3],
    ]);
  });

  it('tell at once, and once, that an answer stopped waiting for a system', () => {
    const told: string[] = [];
    const counts = createFactCounts((system) => void told.push(system));
    counts.stoppedWaiting(SYSTEM.id);
    counts.stoppedWaiting(SYSTEM.id);

    expect(told).toEqual(['koha-b']);
  });
});
