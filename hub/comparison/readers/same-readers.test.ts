import type { LibraryId, SystemId } from '#domain/ids.ts';
import { snapshotLists } from '#tests/comparison/support/snapshot-lists.ts';
import { withTestDatabase } from '#tests/support/database.ts';
import { sql } from 'kysely';
import { beforeEach, describe, expect, it } from 'vitest';
import type { ReaderScope } from './reader-tables.ts';
import { countCardClashes, countSharedReaders } from './same-readers.ts';

const store = withTestDatabase();
const [north, south, east] = ['north', 'south', 'east'] as [SystemId, SystemId, SystemId];

const scopeOf = async (systems: readonly SystemId[] = [north, south]): Promise<ReaderScope> => ({
  db: store.db,
  snapshot: await snapshotLists(store.db),
  systems: systems.map((system) => ({ system, readers: true, loans: true })),
  libraries: ['qe' as LibraryId],
  unknownOf: [],
});

interface Tokens {
  readonly card?: string | null;
  readonly name?: string | null;
  readonly email?: string | null;
  readonly library?: string;
  /** False where the system does not tell cards. */
  readonly cardTold?: boolean;
}

let serial = 0;

async function addReader(system: SystemId, { card, name, email, library, cardTold }: Tokens): Promise<void> {
  serial += 1;
  await sql`
    INSERT INTO reader (system, reader_token, library, name_birth, email, card_token, told)
    SELECT id, ${`reader-${serial}`}, ${library ?? 'qe'}, ${name ?? null}, ${email ?? null}, ${card ?? null},
      ${cardTold === false ? [] : ['CARD']}::text[]
    FROM system WHERE system_id = ${system}`.execute(store.db);
}

/** Readers of north and south, so many times, each pair with a card, a name and an address of its own. */
async function addPairs(count: number, one: Tokens, other: Tokens): Promise<void> {
  for (let index = 0; index < count; index += 1) {
    serial += 1;
    const own = (tokens: Tokens): Tokens => ({
      ...tokens,
      card: tokens.card === undefined ? `card ${serial}` : tokens.card,
      ...(typeof tokens.name === 'string' && { name: `${tokens.name} ${serial}` }),
      ...(typeof tokens.email === 'string' && { email: `${tokens.email} ${serial}` }),
    });
    const [first, second] = [own(one), own(other)];
    await addReader(north, first);
    await addReader(south, second);
  }
}

beforeEach(async () => {
  await sql`TRUNCATE reader`.execute(store.db);
  await sql`INSERT INTO system (system_id) VALUES ('north'), ('south'), ('east') ON CONFLICT DO NOTHING`.execute(
    store.db,
  );
});

describe('cards that two systems gave out', () => {
  it('are the same person’s by name and birth date, or by address; another’s by name; or nobody can say', async () => {
    await addPairs(5, { name: 'ann' }, { name: 'ann' });
    await addPairs(2, { name: 'ann', email: 'a' }, { name: 'ann married', email: 'a' });
    await addPairs(6, { name: 'ann', email: 'a' }, { name: 'ben', email: 'b' });
    await addPairs(5, { name: 'ann', email: 'a' }, { email: 'b' });
    await addPairs(4, { card: null, name: 'ann' }, { card: null, name: 'ann' });

    const { pairs, notTold } = await countCardClashes(await scopeOf());

    expect(notTold).toEqual([]);
    expect(pairs).toHaveLength(1);
    expect(pairs[0]).toMatchObject({
      systems: ['north', 'south'],
      cards: { value: 18 },
      byVerdict: { SAME_PERSON: { value: 7 }, DIFFERENT_PERSON: { value: 6 }, NOT_JUDGEABLE: { value: 5 } },
    });
  });

  it('are not the same person’s for the mailbox of a ward', async () => {
    for (let index = 0; index < 6; index += 1) {
      await addReader(north, { card: `w${index}`, name: `n${index}`, email: 'ward' });
      await addReader(south, { card: `w${index}`, name: `s${index}`, email: 'ward' });
    }

    expect((await countCardClashes(await scopeOf())).pairs[0]?.byVerdict).toMatchObject({
      SAME_PERSON: { value: 0 },
      DIFFERENT_PERSON: { value: 6 },
    });
  });

  it('hide small numbers in the parts and in the sum', async () => {
    await addPairs(6, { name: 'ann' }, { name: 'ann' });
    await addPairs(1, { name: 'ann' }, { name: 'ben' });

    expect((await countCardClashes(await scopeOf())).pairs[0]).toMatchObject({
      cards: { value: null, suppressed: true, atLeast: 7 },
      byVerdict: { SAME_PERSON: { value: 6 }, DIFFERENT_PERSON: { value: null, suppressed: true } },
    });
  });

  it('name the system that tells no cards, and count nobody whose library is not asked about', async () => {
    await addPairs(6, { name: 'ann', library: 'wing' }, { name: 'ann' });
    await addReader(east, { cardTold: false });
    const scope = await scopeOf([north, south, east]);
    const unlisted = { system: 'west' as SystemId, readers: false, loans: false };

    expect(await countCardClashes({ ...scope, systems: [...scope.systems, unlisted] })).toEqual({
      pairs: [],
      notTold: [
        { system: 'east', facts: ['CARD'] },
        { system: 'west', facts: ['READERS'] },
      ],
    });
  });
});

describe('readers of two systems', () => {
  it('are persons, counted once for each pair of systems, also if only a third account joins them', async () => {
    await addPairs(6, { name: 'ann' }, { name: 'ann' });
    for (let index = 0; index < 5; index += 1) {
      await addReader(north, { name: `cat${index}`, email: `cat${index}` });
      await addReader(south, { email: `cat${index}` });
      await addReader(east, { name: `cat${index}` });
    }

    const { persons, pairs } = await countSharedReaders(await scopeOf([north, south, east]));

    expect(persons.value).toBe(11);
    expect(pairs.map(({ systems, persons: count }) => [systems, count.value])).toEqual([
      [['east', 'north'], 5],
      [['east', 'south'], 5],
      [['north', 'south'], 11],
    ]);
  });

  it('are persons counted once for one of three systems, too', async () => {
    for (let index = 0; index < 5; index += 1)
      for (const system of [north, south, east]) await addReader(system, { name: `all ${index}` });
    await addPairs(6, { name: 'ann' }, { name: 'ann' });
    const scope = await scopeOf([north, south, east]);

    const { persons, pairs } = await countSharedReaders(scope, new Set([east]));
    expect(persons.value).toBe(5);
    expect(pairs.map(({ systems, persons: count }) => [systems, count.value])).toEqual([
      [['east', 'north'], 5],
      [['east', 'south'], 5],
    ]);
    expect((await countSharedReaders(scope, new Set([north]))).persons.value).toBe(11);
    expect((await countSharedReaders(scope, new Set(['west']))).persons.value).toBe(0);
  });

  it('are no sum of one system by which the small number of two others would follow', async () => {
    for (let index = 0; index < 5; index += 1)
      for (const system of [north, south, east]) await addReader(system, { name: `all ${index}` });
    await addReader(south, { name: 'cat' });
    await addReader(east, { name: 'cat' });

    const { persons } = await countSharedReaders(await scopeOf([north, south, east]), new Set([north]));
    expect(persons).toEqual({ value: null, suppressed: true, atLeast: 5 });
  });

  it('are no sum from which the small number of one pair would follow', async () => {
    await addPairs(6, { name: 'ann' }, { name: 'ann' });
    await addReader(north, { name: 'cat' });
    await addReader(east, { name: 'cat' });

    const { persons, pairs } = await countSharedReaders(await scopeOf([north, south, east]));

    expect(persons).toEqual({ value: null, suppressed: true, atLeast: 6 });
    expect(pairs.map(({ persons: count }) => count.value)).toEqual([null, 6]);
  });

  it('are no sum from which it would follow how few are in all three systems', async () => {
    for (const [size, systems] of [
      [5, [north, south]],
      [5, [north, east]],
      [5, [south, east]],
      [1, [north, south, east]],
    ] as const)
      for (let index = 0; index < size; index += 1)
        for (const system of systems) await addReader(system, { name: `${systems.join(' ')} ${index}` });

    const { persons, pairs } = await countSharedReaders(await scopeOf([north, south, east]));

    expect(pairs.map(({ persons: count }) => count.value)).toEqual([6, 6, 6]);
    expect(persons).toEqual({ value: null, suppressed: true, atLeast: 6 });
  });

  it('are not those of a mailbox that a whole ward shares', async () => {
    for (let index = 0; index < 6; index += 1) {
      await addReader(north, { email: 'ward' });
      await addReader(south, { email: 'ward' });
    }

    expect((await countSharedReaders(await scopeOf())).persons.value).toBe(0);
  });
});
