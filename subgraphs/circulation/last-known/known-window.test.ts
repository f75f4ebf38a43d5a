import { describe, expect, it } from 'vitest';
import { createKnownWindow } from './known-window.ts';

const START = Date.UTC(2026, 0, 5);

function open(): { readonly clock: { at: number }; readonly window: ReturnType<typeof createWindow> } {
  const clock = { at: START };
  return { clock, window: createWindow(clock) };
}

interface Known {
  readonly asOf: string;
  readonly copies: number;
}

function createWindow(clock: { at: number }) {
  return createKnownWindow<string, Known>({
    copiesOf: ({ copies }) => copies,
    maxCopies: 10,
    ttlMs: 1_000,
    now: () => clock.at,
  });
}

function known(hour: number, copies = 1): Known {
  return { asOf: new Date(START + hour * 3_600_000).toISOString(), copies };
}

describe('the window of recent facts', () => {
  it('keeps the newest, whatever comes last', () => {
    const { window } = open();

    expect([window.keep('a', known(8)), window.keep('a', known(9)), window.keep('a', known(7))]).toEqual([
      true,
      true,
      false,
    ]);
    expect(window.get('a')).toEqual(known(9));
  });

  it('compares moments, not the way they are written', () => {
    const { window } = open();
    window.keep('a', { asOf: '2026-01-05T09:00:00Z', copies: 1 });

    expect(window.keep('a', { asOf: '2026-01-05T10:30:00+02:00', copies: 2 })).toBe(false);
  });

  it('keeps nothing that has no readable moment', () => {
    const { window } = open();

    expect(window.keep('a', { asOf: 'yesterday', copies: 1 })).toBe(false);
    expect(window.get('a')).toBeUndefined();
  });

  it('forgets what was kept too long ago', () => {
    const { clock, window } = open();
    window.keep('a', known(8));

    clock.at += 1_001;

    expect(window.get('a')).toBeUndefined();
  });

  it('is bounded by copies, and forgets first what was used longest ago', () => {
    const { window } = open();
    window.keep('a', known(8, 3));
    window.keep('b', known(8, 3));
    window.get('a');

    window.keep('c', known(8, 3));

    expect([window.get('a'), window.get('b'), window.get('c')]).toEqual([known(8, 3), undefined, known(8, 3)]);
  });
});
