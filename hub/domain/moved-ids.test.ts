import { describe, expect, it } from 'vitest';
import type { HoldingId, ItemId } from './ids.ts';
import { createMovedIds, keysAskedAs, NOTHING_MOVED, toAskedHolding } from './moved-ids.ts';

const OLD = 'old:holding:7@ash' as HoldingId;
const NEW = 'new:holding:900@ash' as HoldingId;

describe('an id that moved', () => {
  it('stands for the new one, and is shown in its place', () => {
    const ids = createMovedIds([{ oldId: 'old:item:7', newId: 'new:item:90' }]);
    expect(ids.newOf('old:item:7' as ItemId)).toBe('new:item:90');
    expect(ids.oldOf('new:item:90' as ItemId)).toBe('old:item:7');
    expect(ids.newOf('old:item:8' as ItemId)).toBe('old:item:8');
    expect(createMovedIds([])).toBe(NOTHING_MOVED);
  });

  it('of two holdings that became one is shown by the first in the alphabet, whatever their order', () => {
    const rows = [OLD, 'old:holding:12@ash'].map((oldId) => ({ oldId, newId: NEW }));
    for (const given of [rows, rows.toReversed()]) {
      const ids = createMovedIds(given);
      expect(ids.oldOf(NEW)).toBe('old:holding:12@ash');
      expect(ids.newOf(OLD)).toBe(NEW);
    }
  });
});

describe('a holding that is shown by its old id', () => {
  it('is asked for by the new one, with its own keys', () => {
    const keys = keysAskedAs(NEW, OLD, ['900', '900:TAM']);
    expect(toAskedHolding({ id: OLD, liveKeys: keys })).toEqual({ id: NEW, liveKeys: ['900', '900:TAM'] });
  });

  it('is asked for as it is if it did not move', () => {
    const holding = { id: OLD, liveKeys: keysAskedAs(OLD, OLD, ['7']) };
    expect(toAskedHolding(holding)).toBe(holding);
    expect(toAskedHolding({ id: OLD, liveKeys: [] })).toEqual({ id: OLD, liveKeys: [] });
  });
});
