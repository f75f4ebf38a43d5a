import { describe, expect, it } from 'vitest';
import { createLastKnownCache, type LastKnownCache } from './last-known-cache.ts';

const START = Date.UTC(2026, 0, 5);

interface Known {
  readonly asOf: string;
  readonly copies: readonly { readonly status: string }[];
}

/** What the store has, by id; empty where not said. */
type Stored = ReadonlyMap<string, Known>;

interface World {
  readonly clock: { at: number };
  readonly cache: LastKnownCache<string, Known>;
  /** What was put away for the store, in order. */
  readonly written: readonly Known[];
}

function open(stored: Stored = new Map()): World {
  const clock = { at: START };
  const written: Known[] = [];
  const cache = createLastKnownCache<string, Known>({
    copiesOf: ({ copies }) => copies.length,
    maxCopies: 100,
    ttlMs: 60_000,
    now: () => clock.at,
    mayBeShown: ({ asOf }) => Date.parse(asOf) > clock.at - 3_600_000,
    store: {
      read: (ids) => Promise.resolve(ids.map((id) => stored.get(id) ?? null)),
      writer: {
        put: (_id, known) => void written.push(known),
        discard: () => undefined,
        close: () => Promise.resolve(),
      },
    },
  });
  return { clock, cache, written };
}

function known(second: number, ...statuses: readonly string[]): Known {
  return { asOf: new Date(START + second * 1_000).toISOString(), copies: statuses.map((status) => ({ status })) };
}

describe('the cache of last-known facts', () => {
  it('writes what is told again as it was once a minute, and knows its newest moment meanwhile', async () => {
    const { clock, cache, written } = open();

    for (const second of [0, 30, 59, 61, 90]) {
      clock.at = START + second * 1_000;
      cache.keep('a', known(second, 'AVAILABLE'));
    }

    expect(written).toEqual([known(0, 'AVAILABLE'), known(61, 'AVAILABLE')]);
    expect((await cache.find(['a'])).get('a')).toEqual(known(90, 'AVAILABLE'));
  });

  it('writes every change at once, and the way back too', () => {
    const { cache, written } = open();
    const told = [known(0, 'AVAILABLE'), known(1, 'ON_LOAN'), known(2, 'AVAILABLE'), known(3, 'AVAILABLE', 'ON_LOAN')];

    for (const facts of told) cache.keep('a', facts);

    expect(written).toEqual(told);
  });

  it('never tells an older moment than it knew, when it asks the store again after a while', async () => {
    const { clock, cache } = open(new Map([['a', known(0, 'AVAILABLE')]]));
    for (const second of [0, 30]) {
      clock.at = START + second * 1_000;
      cache.keep('a', known(second, 'AVAILABLE'));
    }

    clock.at = START + 91_000;

    expect((await cache.find(['a'])).get('a')).toEqual(known(30, 'AVAILABLE'));
    expect((await cache.find(['a'])).get('a')).toEqual(known(30, 'AVAILABLE'));
  });

  it('keeps what is told now in the place of what is dated a day ahead', () => {
    const { cache, written } = open();
    cache.keep('a', known(86_400, 'ON_LOAN'));

    expect(cache.keep('a', known(1, 'AVAILABLE'))).toEqual(known(1, 'AVAILABLE'));
    expect(written.at(-1)).toEqual(known(1, 'AVAILABLE'));
  });

  it('writes unchanged facts at once when the clock was set right, and then once a minute', () => {
    const { clock, cache, written } = open();

    for (const second of [3_600, 10, 20, 71]) {
      clock.at = START + second * 1_000;
      cache.keep('a', known(second, 'AVAILABLE'));
    }

    expect(written).toEqual([known(3_600, 'AVAILABLE'), known(10, 'AVAILABLE'), known(71, 'AVAILABLE')]);
  });

  it('does not tell what is dated ahead, when the clock was set right', async () => {
    const { clock, cache } = open();
    clock.at = START + 3_600_000;
    cache.keep('a', known(3_600, 'AVAILABLE'));

    clock.at = START;

    expect(await cache.find(['a'])).toEqual(new Map());
  });

  it('does not write what is early, and then what followed of the same moment', async () => {
    const { cache, written } = open();

    cache.keep('a', known(0, 'AVAILABLE'), 'early');
    expect((await cache.find(['a'])).get('a')).toEqual(known(0, 'AVAILABLE'));
    expect(written).toEqual([]);
    cache.keep('a', known(0, 'ON_HOLD_SHELF'));
    cache.keep('b', known(0, 'AVAILABLE'), 'early');
    cache.keep('b', known(0, 'AVAILABLE'));

    expect(written).toEqual([known(0, 'ON_HOLD_SHELF'), known(0, 'AVAILABLE')]);
  });

  it('writes what is early when it is closed, and nothing else', async () => {
    const { cache, written } = open(new Map([['stored', known(0, 'LOST')]]));
    await cache.find(['stored']);
    cache.keep('done', known(0, 'AVAILABLE'), 'early');
    cache.keep('done', known(0, 'ON_LOAN'));
    cache.keep('first', known(0, 'ON_LOAN'), 'early');
    cache.keep('again', known(0, 'AVAILABLE'));
    cache.keep('again', known(9, 'AVAILABLE'), 'early');

    await cache.close();

    const [, , ...atTheEnd] = written;
    expect(atTheEnd).toHaveLength(2);
    expect(atTheEnd).toEqual(expect.arrayContaining([known(0, 'ON_LOAN'), known(9, 'AVAILABLE')]));
  });

  it('tells what another process has written since', async () => {
    const { clock, cache } = open(new Map([['a', known(70, 'ON_LOAN')]]));
    cache.keep('a', known(0, 'AVAILABLE'));

    clock.at = START + 91_000;

    expect((await cache.find(['a'])).get('a')).toEqual(known(70, 'ON_LOAN'));
  });

  it('tells nothing that is too old to be told, though it is still here', async () => {
    const { clock, cache } = open();
    cache.keep('a', known(0, 'AVAILABLE'));

    clock.at = START + 3_600_001;

    expect(await cache.find(['a'])).toEqual(new Map());
  });

  it('holds unchanged facts once, whatever their moment', () => {
    const { cache } = open();

    const first = cache.keep('a', known(8, 'AVAILABLE'));
    const second = cache.keep('a', known(9, 'AVAILABLE'));

    expect(second).toEqual(known(9, 'AVAILABLE'));
    expect(second.copies).toBe(first.copies);
  });

  it('does not write what is older than what it knows', () => {
    const { cache, written } = open();

    cache.keep('a', known(5, 'AVAILABLE'));
    cache.keep('a', known(4, 'ON_LOAN'));

    expect(written).toEqual([known(5, 'AVAILABLE')]);
  });
});

/** Without a database, for a second, and with room for ten copies; a holding takes one more than its copies. */
function openMemory(clock = { at: START }): LastKnownCache<string, Known> {
  return createLastKnownCache<string, Known>({
    copiesOf: ({ copies }) => copies.length,
    maxCopies: 10,
    ttlMs: 1_000,
    now: () => clock.at,
    mayBeShown: () => true,
    store: null,
  });
}

describe('the memory of last-known facts', () => {
  it('keeps the newest, whatever comes last', async () => {
    const cache = openMemory({ at: START + 60_000 });

    for (const second of [8, 9, 7]) cache.keep('a', known(second));

    expect(await cache.find(['a'])).toEqual(new Map([['a', known(9)]]));
  });

  it('compares moments, not the way they are written', async () => {
    const cache = openMemory({ at: START + 86_400_000 });
    const first = { asOf: '2026-01-05T09:00:00Z', copies: [] };
    cache.keep('a', first);

    cache.keep('a', { asOf: '2026-01-05T10:30:00+02:00', copies: [{ status: 'ON_LOAN' }] });

    expect(await cache.find(['a'])).toEqual(new Map([['a', first]]));
  });

  it('keeps what became known besides of the same moment', async () => {
    const { cache } = open();

    cache.keep('a', known(0, 'AVAILABLE'));
    cache.keep('a', known(0, 'IN_TRANSIT'));

    expect(await cache.find(['a'])).toEqual(new Map([['a', known(0, 'IN_TRANSIT')]]));
  });

  it('keeps nothing that has no readable moment', async () => {
    const cache = openMemory();

    cache.keep('a', { asOf: 'yesterday', copies: [] });

    expect(await cache.find(['a'])).toEqual(new Map());
  });

  it('does not find what was kept too long ago', async () => {
    const clock = { at: START };
    const cache = openMemory(clock);
    cache.keep('a', known(0));
    expect((await cache.find(['a'])).size).toBe(1);

    clock.at += 1_001;

    expect(await cache.find(['a'])).toEqual(new Map());
  });

  it('is bounded by copies, and forgets first what was used longest ago', async () => {
    const cache = openMemory();
    const three = known(0, 'AVAILABLE', 'AVAILABLE', 'AVAILABLE');
    cache.keep('a', three);
    cache.keep('b', three);
    await cache.find(['a']);

    cache.keep('c', three);

    expect([...(await cache.find(['a', 'b', 'c'])).keys()]).toEqual(['a', 'c']);
  });
});
