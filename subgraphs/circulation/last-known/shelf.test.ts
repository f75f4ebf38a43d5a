import { describe, expect, it } from 'vitest';
import { createShelf, type Shelf } from './shelf.ts';

const START = Date.UTC(2026, 0, 5);

interface Known {
  readonly asOf: string;
  readonly copies: readonly { readonly status: string }[];
}

/** What the store has, by id; empty where not said. */
type Stored = ReadonlyMap<string, Known>;

interface World {
  readonly clock: { at: number };
  readonly shelf: Shelf<string, Known>;
  /** What was put away for the store, in order. */
  readonly written: readonly Known[];
}

function open(stored: Stored = new Map()): World {
  const clock = { at: START };
  const written: Known[] = [];
  const shelf = createShelf<string, Known>({
    copiesOf: ({ copies }) => copies.length,
    maxCopies: 100,
    ttlMs: 60_000,
    now: () => clock.at,
    isTellable: ({ asOf }) => Date.parse(asOf) > clock.at - 3_600_000,
    store: {
      read: (ids) => Promise.resolve(ids.map((id) => stored.get(id) ?? null)),
      writer: {
        put: (_id, known) => void written.push(known),
        discard: () => undefined,
        close: () => Promise.resolve(),
      },
    },
  });
  return { clock, shelf, written };
}

function known(second: number, ...statuses: readonly string[]): Known {
  return { asOf: new Date(START + second * 1_000).toISOString(), copies: statuses.map((status) => ({ status })) };
}

describe('a shelf of last-known facts', () => {
  it('writes what is told again as it was once a minute, and knows its newest moment meanwhile', async () => {
    const { clock, shelf, written } = open();

    for (const second of [0, 30, 59, 61, 90]) {
      clock.at = START + second * 1_000;
      shelf.keep('a', known(second, 'AVAILABLE'));
    }

    expect(written).toEqual([known(0, 'AVAILABLE'), known(61, 'AVAILABLE')]);
    expect((await shelf.find(['a'])).get('a')).toEqual(known(90, 'AVAILABLE'));
  });

  it('writes every change at once, and the way back too', () => {
    const { shelf, written } = open();
    const told = [known(0, 'AVAILABLE'), known(1, 'ON_LOAN'), known(2, 'AVAILABLE'), known(3, 'AVAILABLE', 'ON_LOAN')];

    for (const facts of told) shelf.keep('a', facts);

    expect(written).toEqual(told);
  });

  it('never tells an older moment than it knew, when it asks the store again after a while', async () => {
    const { clock, shelf } = open(new Map([['a', known(0, 'AVAILABLE')]]));
    for (const second of [0, 30]) {
      clock.at = START + second * 1_000;
      shelf.keep('a', known(second, 'AVAILABLE'));
    }

    clock.at = START + 91_000;

    expect((await shelf.find(['a'])).get('a')).toEqual(known(30, 'AVAILABLE'));
    expect((await shelf.find(['a'])).get('a')).toEqual(known(30, 'AVAILABLE'));
  });

  it('tells what another process has written since', async () => {
    const { clock, shelf } = open(new Map([['a', known(70, 'ON_LOAN')]]));
    shelf.keep('a', known(0, 'AVAILABLE'));

    clock.at = START + 91_000;

    expect((await shelf.find(['a'])).get('a')).toEqual(known(70, 'ON_LOAN'));
  });

  it('tells nothing that is too old to be told, though it is still here', async () => {
    const { clock, shelf } = open();
    shelf.keep('a', known(0, 'AVAILABLE'));

    clock.at = START + 3_600_001;

    expect(await shelf.find(['a'])).toEqual(new Map());
  });

  it('does not write what is older than what it knows', () => {
    const { shelf, written } = open();

    shelf.keep('a', known(5, 'AVAILABLE'));
    shelf.keep('a', known(4, 'ON_LOAN'));

    expect(written).toEqual([known(5, 'AVAILABLE')]);
  });
});
