import type { Refusal } from '#domain/accounts.ts';
import { describe, expect, it } from 'vitest';
import { ARDEN, openReadingRoom } from './support/reading-room.ts';
import { asReader, PLACE, place, RENEW, RENEW_ALL, write } from './support/writing.ts';

describe('an idempotency key', () => {
  it('gives one hold, whether it is asked for at once, afterwards, or at another router', async () => {
    const room = openReadingRoom();
    const other = room.another();

    const told = [...(await Promise.all([place(room, 'k-1'), place(room, 'k-1')])), await place(other, 'k-1')];

    expect(new Set(told.map(({ hold }) => hold?.id)).size).toBe(1);
    expect(told.map(({ outcome }) => outcome)).toEqual(['DONE', 'DONE', 'DONE']);
    expect(room.arden.writeCalls()).toEqual(['place 5 12']);
  });

  it('counts one write, of its system and kind alone, however often it is asked for', async () => {
    const room = openReadingRoom();
    const counted: unknown[] = [];
    const count = async (...sent: unknown[]) => void counted.push(sent);
    const kept = { ...room.means.kept, count };
    const open = () => room.another({ ...room.means, kept });

    for (const asked of [open(), open()]) await place(asked, 'k-1');
    room.arden.writing = { kind: 'refuses', refusal: { code: 'OTHER', message: 'No.', sourceCode: null } };
    await place(open(), 'k-2');
    room.arden.writing = { kind: 'breaks off', code: 'LMS_TIMEOUT' };
    await write(open(), RENEW, { loan: room.loan(ARDEN, '51') });

    expect(counted).toEqual([
      [ARDEN, 'place_hold', 'DONE'],
      [ARDEN, 'renew', 'UNKNOWN'],
    ]);
  });

  it('is taken by one of two routers that are asked in the same moment', async () => {
    const room = openReadingRoom();
    const bothLooked = Promise.withResolvers<undefined>();
    let looked = 0;
    const find = async (key: string) => {
      const found = await room.means.kept.find(key);
      if ((looked += 1) === 2) bothLooked.resolve(undefined);
      await bothLooked.promise;
      return found;
    };
    const open = () => room.another({ ...room.means, kept: { ...room.means.kept, find } });

    const told = await Promise.all([place(open(), 'k-1'), place(open(), 'k-1')]);

    expect(told.map(({ outcome }) => outcome).toSorted()).toEqual(['DONE', 'UNKNOWN']);
    expect(room.arden.writeCalls()).toEqual(['place 5 12']);
  });

  it('is good for one wish only, also while that is under way', async () => {
    const room = openReadingRoom();
    room.arden.writing = { kind: 'is slow' };
    const first = place(room, 'k-1');
    await room.arden.untilWrite();
    const wish = { account: room.account(ARDEN), holding: 'arden:holding:13@lib-arden', key: 'k-1' };

    const { errors } = await room.ask(PLACE, wish, asReader(room));
    room.arden.letOn();

    expect(errors.map(({ extensions }) => extensions['code'])).toEqual(['BAD_USER_INPUT']);
    expect((await first).outcome).toBe('DONE');
  });

  it('of a write that is under way at another router is told so, and told the outcome afterwards', async () => {
    const room = openReadingRoom();
    room.arden.writing = { kind: 'is slow' };
    const first = place(room, 'k-1');
    await room.arden.untilWrite();

    const second = await place(room.another(), 'k-1');
    room.arden.letOn();

    expect(second.outcome).toBe('UNKNOWN');
    expect((await first).outcome).toBe('DONE');
    expect((await place(room.another(), 'k-1')).outcome).toBe('DONE');
    expect(room.arden.writeCalls()).toEqual(['place 5 12']);
  });

  it('tells a refusal again, and is good for one wish only', async () => {
    const room = openReadingRoom();
    const refusal: Refusal = { code: 'LIMIT_REACHED', message: 'Too many holds.', sourceCode: 'tooManyReserves' };
    room.arden.writing = { kind: 'refuses', refusal };
    await place(room, 'k-1');
    room.arden.writing = { kind: 'does it' };

    expect((await place(room, 'k-1')).refusal).toEqual(refusal);
    const account = room.account(ARDEN);
    const wish = { account, holding: 'arden:holding:13@lib-arden', key: 'k-1' };
    const { data, errors } = await room.ask(PLACE, wish, asReader(room));

    expect([data, errors.map(({ extensions }) => extensions['code'])]).toEqual([
      { placeHold: null },
      ['BAD_USER_INPUT'],
    ]);
    expect(JSON.stringify(errors)).not.toContain('k-1');
  });

  it('is good for another wish a day later', async () => {
    const room = openReadingRoom();
    await place(room, 'k-1');
    room.now += 25 * 3_600_000;

    await place(room, 'k-1', { holding: 'arden:holding:13@lib-arden' });

    expect(room.arden.writeCalls()).toEqual(['place 5 12', 'place 5 13']);
  });

  it('renews each loan of an account once', async () => {
    const room = openReadingRoom();
    const variables = { account: room.account(ARDEN), key: 'k-1' };

    await room.ask(RENEW_ALL, variables, asReader(room));
    room.now += 3_600_000;
    await room.ask(RENEW_ALL, variables, asReader(room));

    expect(room.arden.writeCalls()).toEqual(['renew 5 51', 'renew 5 52']);
  });

  it.each(['', ' ', 'x'.repeat(256)])('is BAD_USER_INPUT where it is "%s"', async (key) => {
    const room = openReadingRoom();

    const { errors } = await room.ask(RENEW, { loan: room.loan(ARDEN, '51'), key }, asReader(room));

    expect(errors.map(({ extensions }) => extensions['code'])).toEqual(['BAD_USER_INPUT']);
  });
});
