import { describe, expect, it } from 'vitest';
import { createBreaker, type Breaker, type HostSign } from './breaker.ts';

let clock = 0;
const build = (): Breaker =>
  createBreaker({
    limits: () => ({ failures: 3, openMs: 1_000, maxOpenMs: 10_000 }),
    now: () => clock,
    random: () => 0.5,
  });

function give(breaker: Breaker, ...signs: readonly HostSign[]): void {
  for (const sign of signs) {
    const leave = breaker.admit();
    if (leave === null) throw new Error('it was not admitted');
    leave(sign);
  }
}

/** Three failures that are no matter of a moment. */
function fail(breaker: Breaker, sign: HostSign): void {
  give(breaker, sign, sign);
  clock += 1_000;
  give(breaker, sign);
}

describe('createBreaker', () => {
  it('opens after so many failures in a row, and not when one answer came between', () => {
    const breaker = build();

    give(breaker, 'refused', 'failed', 'well', 'failed', 'nothing', 'refused');
    clock += 1_000;
    expect(breaker.state).toBe('closed');

    give(breaker, 'failed');
    expect(breaker.state).toBe('open');
    expect(breaker.openForMs).toBe(1_000);
    expect(breaker.admit()).toBeNull();
  });

  it('stays closed when everything breaks in the same moment', () => {
    const breaker = build();
    give(breaker, 'refused', 'refused', 'refused', 'refused', 'refused');
    expect(breaker.state).toBe('closed');

    clock += 1_000;
    give(breaker, 'refused');
    expect(breaker.state).toBe('open');
  });

  it('admits one probe at a time, and closes when that is answered', () => {
    const breaker = build();
    fail(breaker, 'refused');
    clock += 1_000;

    const leave = breaker.admit();
    expect(breaker.state).toBe('half-open');
    expect(breaker.admit()).toBeNull();
    const { probing } = breaker;
    leave?.('well');

    expect(probing?.aborted).toBe(true);
    expect(breaker.state).toBe('closed');
    give(breaker, 'refused', 'refused');
    expect(breaker.state).toBe('closed');
  });

  it.each<readonly [HostSign, readonly number[]]>([
    ['failed', [1_000, 2_000, 4_000, 8_000, 10_000, 10_000]],
    ['refused', [1_000, 2_000, 2_000, 2_000]],
  ])('waits longer after each probe that is %s, within bounds', (sign, expected) => {
    const breaker = build();
    fail(breaker, sign);
    const waits = expected.map(() => {
      const wait = breaker.openForMs;
      clock += wait;
      give(breaker, sign);
      return wait;
    });

    expect(waits).toEqual(expected);
  });

  it('probes again at once where the probe was given up by its asker', () => {
    const breaker = build();
    fail(breaker, 'failed');
    clock += 1_000;
    give(breaker, 'nothing');

    expect(breaker.state).toBe('half-open');
    expect(breaker.admit()).not.toBeNull();
  });

  it('lets what was under way when it opened neither close nor lengthen it', () => {
    const breaker = build();
    const late = [breaker.admit(), breaker.admit()];
    fail(breaker, 'failed');

    late[0]?.('well');
    late[1]?.('failed');

    expect(breaker.state).toBe('open');
    expect(breaker.openForMs).toBe(1_000);
  });
});
