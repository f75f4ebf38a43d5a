import type { Database } from '#store/tables.ts';
import { DummyDriver, Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler } from 'kysely';
import { expect, it } from 'vitest';
import { lastRead, noteRead, once } from './once.ts';

const openDatabase = (): Kysely<Database> =>
  new Kysely<Database>({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => new DummyDriver(),
      createIntrospector: (db) => new PostgresIntrospector(db),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
  });

/** Counts how often it was asked. */
function counter() {
  let made = 0;
  return (): Promise<number> => Promise.resolve((made += 1));
}

it('makes the same once, until the snapshot is read with another digest', async () => {
  const db = openDatabase();
  const make = counter();
  const ask = () => once(db, [lastRead(db, 1)], ['a'], make);
  noteRead(db, { number: 1, digest: 'first' });

  expect([await ask(), await ask()]).toEqual([1, 1]);
  expect(await once(db, [lastRead(db, 1)], ['b'], make)).toBe(2);
  noteRead(db, { number: 1, digest: 'second' });
  expect([await ask(), await ask()]).toEqual([3, 3]);
});

it('keeps nothing of a snapshot that was never read, or is not whole', async () => {
  const db = openDatabase();
  const make = counter();
  const ask = () => once(db, [lastRead(db, 1), { number: 2, digest: 'whole' }], ['a'], make);

  expect([await ask(), await ask()]).toEqual([1, 2]);
  noteRead(db, { number: 1, digest: null });
  expect(await ask()).toBe(3);
});

it('makes again what failed', async () => {
  const db = openDatabase();
  const whole = [{ number: 1, digest: 'whole' }];

  await expect(once(db, whole, ['a'], () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(await once(db, whole, ['a'], () => Promise.resolve('yes'))).toBe('yes');
});

it('keeps what is asked for again, and as many rows in all as there is room for', async () => {
  const db = openDatabase();
  const whole = [{ number: 1, digest: 'whole' }];
  const make = counter();
  const ask = (name: string, rows: number) => once(db, whole, [name], make, () => rows);

  expect([await ask('small', 10), await ask('large', 300_000), await ask('small', 10)]).toEqual([1, 2, 1]);
  expect(await ask('as large', 300_000)).toBe(3);
  expect([await ask('small', 10), await ask('as large', 300_000), await ask('large', 300_000)]).toEqual([1, 3, 4]);
});
