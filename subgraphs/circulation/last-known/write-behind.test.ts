import { MerciaError } from '#platform/errors.ts';
import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { createStoreHealth } from './store-reader.ts';
import { createWriteBehind, type WriteBehind } from './write-behind.ts';

interface Known {
  readonly asOf: string;
}

type Batch = Readonly<Record<string, Known>>;

interface World {
  readonly writer: WriteBehind<string, Known>;
  readonly written: readonly Batch[];
  /** What was counted: kept, dropped, and what waits at last. */
  readonly counted: { kept: number; dropped: number; waiting: number };
  readonly log: readonly { readonly msg: string; readonly dropped?: number }[];
}

const AWAY = new MerciaError('STORE_UNAVAILABLE', 'database: no answer');

/** `write` is the store; each entry is one copy. */
function open(write: (batch: Batch) => Promise<void> = () => Promise.resolve(), maxEntries = 1_000): World {
  const counted = { kept: 0, dropped: 0, waiting: 0 };
  const written: Batch[] = [];
  const log: { msg: string; dropped?: number }[] = [];
  const logger = pino({ base: null }, { write: (line) => log.push(JSON.parse(line) as (typeof log)[number]) });
  const writer = createWriteBehind<string, Known>({
    write: async (batch) => {
      await write(Object.fromEntries(batch));
      written.push(Object.fromEntries(batch));
    },
    isTransient: (error) => error === AWAY,
    copiesOf: () => 1,
    maxCopies: 2 * maxEntries,
    delayMs: 0,
    retryMs: 0,
    closeMs: 20,
    health: createStoreHealth({ logger, what: 'written', restMs: 1_000, now: () => 0 }),
    logger,
    observer: {
      kept: (count) => (counted.kept += count),
      dropped: (count) => (counted.dropped += count),
      waiting: (count) => (counted.waiting = count),
    },
  });
  return { writer, written, counted, log };
}

function known(hour: number): Known {
  return { asOf: new Date(Date.UTC(2026, 0, 5, hour)).toISOString() };
}

describe('writing behind', () => {
  it('writes many ids at once, and of each only the newest', async () => {
    const { writer, written } = open();

    for (const hour of [8, 9, 7]) writer.put('a', known(hour));
    writer.put('b', known(8));
    await writer.close();

    expect(written).toEqual([{ a: known(9), b: known(8) }]);
  });

  it('writes of two of one moment what was put in last: it knows more', async () => {
    const { writer, written } = open();
    const more = { ...known(8), more: true };

    writer.put('a', known(8));
    writer.put('a', more);
    await writer.close();

    expect(written).toEqual([{ a: more }]);
  });

  it('does not write again what was being written when it was told to forget it', async () => {
    const failing = Promise.withResolvers<undefined>();
    const begun = Promise.withResolvers<undefined>();
    const { writer, written } = open((batch) => {
      begun.resolve(undefined);
      return 'a' in batch ? failing.promise : Promise.resolve(undefined);
    });
    writer.put('a', known(8));
    await begun.promise;

    writer.discard();
    failing.reject(AWAY);
    writer.put('b', known(8));
    await writer.close();

    expect(written).toEqual([{ b: known(8) }]);
  });

  it('writes nothing of what waited when it was told to forget it', async () => {
    const { writer, written, counted } = open();
    writer.put('a', known(8));

    writer.discard();
    writer.put('b', known(9));
    await writer.close();

    expect(written).toEqual([{ b: known(9) }]);
    expect(counted).toMatchObject({ kept: 1, dropped: 0 });
  });

  it('writes without being asked', async () => {
    const { promise, resolve } = Promise.withResolvers<Batch>();
    const { writer } = open((batch) => {
      resolve(batch);
      return Promise.resolve();
    });

    writer.put('a', known(8));

    expect(await promise).toEqual({ a: known(8) });
  });

  it('tries again when the store is back, with what is newest by then, and says each once', async () => {
    let tries = 0;
    const back = Promise.withResolvers<undefined>();
    const { writer, written, counted, log } = open(() => {
      tries += 1;
      if (tries === 1) writer.put('a', known(9));
      if (tries <= 2) return Promise.reject(AWAY);
      back.resolve(undefined);
      return Promise.resolve();
    });

    writer.put('a', known(8));
    writer.put('b', known(8));
    await back.promise;
    await writer.close();

    expect(written).toEqual([{ a: known(9), b: known(8) }]);
    expect(counted).toEqual({ kept: 2, dropped: 0, waiting: 0 });
    expect(log.map(({ msg }) => msg)).toEqual([
      'last-known facts cannot be written for now',
      'last-known facts are written again',
    ]);
  });

  it('keeps what waits within bounds: the oldest goes, and is counted', async () => {
    const { writer, written, counted, log } = open(undefined, 2);

    for (const id of ['a', 'b', 'c']) writer.put(id, known(8));
    await writer.close();

    expect(written).toEqual([{ b: known(8), c: known(8) }]);
    expect(log).toMatchObject([{ msg: 'last-known facts were not kept', dropped: 1 }]);
    expect(counted).toEqual({ kept: 2, dropped: 1, waiting: 0 });
  });

  it('drops a batch that no store would ever take, and goes on', async () => {
    const refused = Promise.withResolvers<undefined>();
    const { writer, written, log } = open((batch) => {
      if (!('poison' in batch)) return Promise.resolve();
      refused.resolve(undefined);
      return Promise.reject(new Error('invalid input syntax'));
    });

    writer.put('poison', known(8));
    await refused.promise;
    writer.put('a', known(8));
    await writer.close();

    expect(written).toEqual([{ a: known(8) }]);
    expect(log.at(-1)).toMatchObject({ msg: 'last-known facts were not kept', dropped: 1 });
  });

  it('closes in time although the store hangs, and counts what is lost', async () => {
    const asked = Promise.withResolvers<undefined>();
    const { writer, counted, log } = open(() => {
      asked.resolve(undefined);
      return new Promise(() => undefined);
    });

    writer.put('a', known(8));
    await asked.promise;
    writer.put('b', known(8));
    await writer.close();

    expect(log).toMatchObject([{ msg: 'last-known facts were not kept', dropped: 2 }]);
    expect(counted).toMatchObject({ kept: 0, dropped: 2 });
  });
});
