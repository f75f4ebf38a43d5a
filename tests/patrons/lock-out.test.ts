/** Guessing a PIN, one after the other and many at once, by one patron and by many. */
import type { LibraryId } from '#domain/ids.ts';
import { withTestDatabase } from '#tests/support/database.ts';
import { sql } from 'kysely';
import { beforeEach, describe, expect, it } from 'vitest';
import { accountId, createPatronsWorld, link, NOON, type LinkAnswer, type PatronsWorld } from './patrons-world.ts';

const store = withTestDatabase();
const ADA = 'ada-pseudonym-of-24-char';
const BEN = 'ben-pseudonym-of-24-char';
const CARD = { library: 'hilltop', card: 'A1', pin: '1234' };

let world: PatronsWorld;
beforeEach(async () => {
  await sql`TRUNCATE account_link, link_attempt`.execute(store.db);
  world = createPatronsWorld(store.db);
  for (const [card, pin] of [
    ['A1', '1234'],
    ['B1', '9999'],
  ] as const) {
    const known = { pin, account: accountId('shared', card), homeLibrary: 'hilltop' as LibraryId };
    world.lookup.cards.set(`shared ${card}`, known);
  }
});

function codeOf({ refusal }: LinkAnswer): string {
  return refusal?.code ?? 'linked';
}

async function guess(subject: string, times: number, card = 'A1'): Promise<readonly string[]> {
  const codes: string[] = [];
  for (let count = 0; count < times; count += 1)
    codes.push(codeOf(await link(world, subject, { ...CARD, card, pin: `wrong ${count}` })));
  return codes;
}

describe('a patron who guesses', () => {
  it('is asked for no more after five failures, for any card, and told when to come back', async () => {
    expect(await guess(ADA, 6)).toEqual([...Array.from({ length: 5 }, () => 'NOT_RECOGNISED'), 'LOCKED_OUT']);

    const other = await link(world, ADA, { ...CARD, card: 'B1', pin: '9999' });
    expect(other.refusal).toMatchObject({ code: 'LOCKED_OUT', retryAt: '2026-11-24T12:15:00.000Z' });
    expect(world.lookup.asked).toHaveLength(5);
  });

  it('waits longer after the next failure, and may go on when the time is over', async () => {
    await guess(ADA, 5);
    world.clock.now = new Date('2026-11-24T12:15:00Z');

    expect(await guess(ADA, 2)).toEqual(['NOT_RECOGNISED', 'LOCKED_OUT']);
    expect((await link(world, ADA, CARD)).refusal?.retryAt).toBe('2026-11-24T12:45:00.000Z');
    world.clock.now = new Date('2026-11-24T12:45:00Z');
    expect(codeOf(await link(world, ADA, CARD))).toBe('linked');
  });

  it('is not locked out again by a card that is right, nor by a system that cannot be reached', async () => {
    await guess(ADA, 5);
    world.clock.now = new Date('2026-11-24T12:15:00Z');

    Object.assign(world.lookup, { refusal: 'SYSTEM_UNAVAILABLE', shown: false });
    expect(codeOf(await link(world, ADA, CARD))).toBe('SYSTEM_UNAVAILABLE');
    world.lookup.refusal = null;
    expect(codeOf(await link(world, ADA, CARD))).toBe('linked');
    expect(codeOf(await link(world, ADA, { ...CARD, card: 'B1', pin: '9999' }))).toBe('linked');
    expect(await guess(ADA, 2, 'C1')).toEqual(['NOT_RECOGNISED', 'LOCKED_OUT']);
    expect((await link(world, ADA, CARD)).refusal?.retryAt).toBe('2026-11-24T12:45:00.000Z');
  });

  it('gains no new guesses by linking a card of their own between', async () => {
    await guess(ADA, 3);
    await link(world, ADA, { ...CARD, card: 'B1', pin: '9999' });

    expect(await guess(ADA, 3)).toEqual(['NOT_RECOGNISED', 'NOT_RECOGNISED', 'LOCKED_OUT']);
  });

  it('has the system asked five times where twenty guesses come at once', async () => {
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) => link(world, ADA, { ...CARD, pin: `wrong ${index}` })),
    );

    expect(world.lookup.asked).toHaveLength(5);
    expect(answers.map(codeOf).filter((code) => code === 'LOCKED_OUT')).toHaveLength(15);
  });

  it('holds one connection of the database, however many guesses wait for their turn', async () => {
    await guess(ADA, 1);
    const guesses: Promise<LinkAnswer>[] = [];
    await store.db.transaction().execute(async (transaction) => {
      await sql`SELECT FROM link_attempt FOR UPDATE`.execute(transaction);
      guesses.push(...Array.from({ length: 6 }, (_, index) => link(world, ADA, { ...CARD, pin: `wrong ${index}` })));
      const waiting = async (): Promise<unknown> => {
        const { rows } = await sql<{ count: number }>`SELECT count(*)::int AS count FROM pg_stat_activity
          WHERE datname = current_database() AND wait_event_type = 'Lock'`.execute(transaction);
        return rows[0]?.count;
      };
      await expect.poll(waiting).toBeGreaterThan(0);
      // What another of them would have sent by now is there before what is asked behind it.
      for (let time = 0; time < 5; time += 1) await sql`SELECT 1`.execute(store.db);
      expect(await waiting()).toBe(1);
    });
    expect((await Promise.all(guesses)).map(codeOf)).toContain('LOCKED_OUT');
  });
});

describe('a card that is guessed at', () => {
  it('is asked about no more after five failures, whoever tries and however it is written', async () => {
    await guess(BEN, 3, 'a1');
    await guess('another-pseudonym-of-24-c', 2, ' A 1 ');

    expect(codeOf(await link(world, ADA, { ...CARD, library: 'lakeside' }))).toBe('LOCKED_OUT');
  });

  it.each([
    ['full-width', 'Ａ１'],
    ['of mathematics', '𝐀𝟏'],
    ['in a circle', 'Ⓐ①'],
    ['of another script', 'A١'],
    ['with an accent', 'á1'],
    ['with a character that nobody sees', 'A\u200b1\u2060'],
    ['with a filler', 'A\u31641'],
    ['in lower case with blanks', ' a\u00a0 1\u3000'],
  ])('has the same count in letters and digits %s', async (_, written) => {
    await guess(BEN, 2, written);
    await guess('another-pseudonym-of-24-c', 3);

    expect(codeOf(await link(world, ADA, { ...CARD, card: written, pin: 'x' }))).toBe('LOCKED_OUT');
    expect(world.lookup.asked).toHaveLength(5);
  });

  it('has a count that is no other card’s', async () => {
    await guess(BEN, 4, 'A12');
    await guess('another-pseudonym-of-24-c', 4, 'A2');

    expect(codeOf(await link(world, ADA, CARD))).toBe('linked');
  });

  it('is free again once its reader has linked it', async () => {
    await guess(BEN, 4);
    await link(world, ADA, CARD);

    expect(codeOf(await link(world, 'another-pseudonym-of-24-c', CARD))).toBe('LINKED_ELSEWHERE');
  });
});

it.each(['SYSTEM_UNAVAILABLE', 'CANNOT_SAY'] as const)(
  'counts nothing while the answer is %s and the system was certainly not shown the card',
  async (refusal) => {
    Object.assign(world.lookup, { refusal, shown: false });
    await guess(ADA, 7);
    world.lookup.refusal = null;

    expect(world.clock.now).toBe(NOON);
    expect(codeOf(await link(world, ADA, CARD))).toBe('linked');
  },
);

it.each(['SYSTEM_UNAVAILABLE', 'CANNOT_SAY'] as const)(
  'counts what may have been tried at the system, though the answer is %s',
  async (refusal) => {
    Object.assign(world.lookup, { refusal, shown: true });
    await guess(ADA, 7);
    world.lookup.refusal = null;

    expect(world.lookup.asked).toHaveLength(5);
    expect(codeOf(await link(world, ADA, CARD))).toBe('LOCKED_OUT');
    expect(codeOf(await link(world, BEN, CARD))).toBe('LOCKED_OUT');
  },
);

it('counts a try of which a hub that was killed heard nothing any more', async () => {
  const silent = Promise.withResolvers<never>();
  world.lookup.verify = (named) => {
    world.lookup.asked.push({ kind: 'verify', ...named });
    return silent.promise;
  };
  const killed = Array.from({ length: 5 }, (_, index) => link(world, ADA, { ...CARD, pin: `wrong ${index}` }));
  await expect.poll(() => world.lookup.asked.length).toBe(5);

  const next = createPatronsWorld(store.db);
  expect(codeOf(await link(next, ADA, CARD))).toBe('LOCKED_OUT');
  silent.reject(new Error('killed'));
  await Promise.allSettled(killed);
});
