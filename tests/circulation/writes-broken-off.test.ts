import type { ErrorCode } from '#platform/errors.ts';
import { describe, expect, it } from 'vitest';
import { CARD } from './support/fake-readers.ts';
import { openReadingRoom, SEVERN } from './support/reading-room.ts';
import { cancel, place, RENEW, renew, write } from './support/writing.ts';

const LONG_AFTER_MS = 31_000;

describe('a write that breaks off', () => {
  const CODES: readonly ErrorCode[] = ['LMS_TIMEOUT', 'LMS_UNAVAILABLE', 'LMS_BAD_RESPONSE', 'LMS_RATE_LIMITED'];

  it.each(CODES)('with %s after it was done is asked back, and DONE', async (code) => {
    const room = openReadingRoom();
    room.arden.writing = { kind: 'does it and breaks off', code };

    expect(await renew(room)).toMatchObject({ outcome: 'DONE', loan: { due: { on: '2026-03-01' } } });
    expect(await place(room, 'k-1')).toMatchObject({ outcome: 'DONE', hold: { recordId: 'arden:record:12' } });
    expect(await cancel(room)).toMatchObject({ outcome: 'DONE' });
    expect(room.arden.writeCalls()).toEqual(['renew 5 51', 'place 5 12', 'cancel 5 53']);
  });

  it.each(CODES)('with %s before it was done is UNKNOWN, and long after known to be lost', async (code) => {
    const room = openReadingRoom();
    room.arden.writing = { kind: 'breaks off', code };
    expect((await renew(room)).outcome).toBe('UNKNOWN');
    expect((await place(room, 'k-1')).outcome).toBe('UNKNOWN');
    expect((await cancel(room)).outcome).toBe('UNKNOWN');
    room.arden.writing = { kind: 'does it' };

    expect([(await renew(room)).outcome, (await place(room, 'k-1')).outcome]).toEqual(['UNKNOWN', 'UNKNOWN']);
    room.now += LONG_AFTER_MS;
    const asked = [await renew(room), await place(room, 'k-1'), await cancel(room)];

    expect(asked.map(({ refusal }) => refusal?.code)).toEqual(Array(3).fill('SYSTEM_UNAVAILABLE'));
    expect(room.arden.writeCalls()).toEqual(['renew 5 51', 'place 5 12', 'cancel 5 53']);
  });

  it('and is seen to be done later is DONE for whoever asks again', async () => {
    const room = openReadingRoom();
    room.arden.writing = { kind: 'breaks off', code: 'LMS_TIMEOUT' };
    expect((await renew(room)).outcome).toBe('UNKNOWN');
    room.arden.change('5', (facts) => ({
      ...facts,
      loans: facts.loans?.map((loan) => ({ ...loan, renewals: 1 })) ?? null,
    }));

    expect((await renew(room)).outcome).toBe('DONE');
    expect(room.arden.writeCalls()).toEqual(['renew 5 51']);
  });

  it('stays UNKNOWN where the system does not tell of loans and holds: that is never read as "not done"', async () => {
    const room = openReadingRoom({ arden: { tells: false } });
    room.arden.writing = { kind: 'breaks off', code: 'LMS_TIMEOUT' };
    const first = [await renew(room), await place(room, 'k-1'), await cancel(room)];
    room.now += LONG_AFTER_MS;

    const later = [await renew(room), await place(room, 'k-1'), await cancel(room)];

    expect([...first, ...later].map(({ outcome }) => outcome)).toEqual(Array(6).fill('UNKNOWN'));
    expect(room.arden.writeCalls()).toHaveLength(3);
  });

  it('says which system and that it may be asked for again, and nothing of the fault', async () => {
    const room = openReadingRoom();
    room.arden.writing = { kind: 'breaks off', code: 'LMS_UNAVAILABLE' };

    const { reason } = await renew(room);

    expect(reason).toMatchObject({ code: 'UNREACHABLE', system: 'arden' });
    expect(reason?.message).not.toMatch(/10\.0\.0\.7|POST/);
  });
});

describe('a write that outlasts its request', () => {
  it('is UNKNOWN as long as it is under way, goes on, and is told to whoever asks again', async () => {
    const room = openReadingRoom();
    room.arden.writing = { kind: 'is slow' };
    const first = await renew(room, null, { budgetMs: 100 });
    const joined = renew(room);
    room.arden.letOn();

    expect(first).toMatchObject({ outcome: 'UNKNOWN', reason: { code: 'TIMEOUT' } });
    expect((await joined).outcome).toBe('DONE');
    expect((await renew(room)).outcome).toBe('DONE');
    expect(room.arden.writeCalls()).toEqual(['renew 5 51']);
  });

  it('without a key is another wish ten minutes after it was fulfilled', async () => {
    const room = openReadingRoom();
    await renew(room);
    await renew(room);
    room.now += 11 * 60_000;

    await renew(room);

    expect(room.arden.writeCalls()).toEqual(['renew 5 51', 'renew 5 51']);
  });

  it('makes others of the same account wait, and none of another', async () => {
    const room = openReadingRoom();
    room.arden.writing = { kind: 'is slow' };
    const renewal = renew(room);
    await room.arden.untilWrite();
    const hold = place(room, 'k-1');
    await write(room, RENEW, { loan: room.loan(SEVERN, '51') });
    expect(room.arden.writeCalls()).toEqual(['renew 5 51']);

    room.arden.writing = { kind: 'does it' };
    room.arden.letOn();

    expect([(await renewal).outcome, (await hold).outcome]).toEqual(['DONE', 'DONE']);
    expect(room.arden.writeCalls()).toEqual(['renew 5 51', 'place 5 12']);
  });
});

describe('a memory of writes that is away', () => {
  it('lets nothing be sent that could not be told apart later', async () => {
    const room = openReadingRoom();
    const away = room.another({
      ...room.means,
      kept: { ...room.means.kept, claim: () => Promise.reject(new Error('no database')) },
    });
    const blind = room.another({
      ...room.means,
      kept: { ...room.means.kept, find: () => Promise.reject(new Error('no database')) },
    });

    expect((await place(away, 'k-1')).refusal?.code).toBe('SYSTEM_UNAVAILABLE');
    expect((await place(blind, 'k-1')).outcome).toBe('UNKNOWN');
    expect(room.arden.writeCalls()).toEqual([]);
    expect(away.logged()).toMatch(/"operation":"claim","fault":"Error".*Writes to accounts cannot be noted down/);
    expect(blind.logged()).toMatch(/"operation":"find"/);
  });

  it.each([
    ['settle', 'does it', 'DONE'],
    ['forget', 'was never reached', 'REFUSED'],
  ] as const)(
    'after the write (%s) changes nothing of what is told, and is logged once without a word',
    async (operation, kind, outcome) => {
      const room = openReadingRoom();
      const lost = {
        ...room.means.kept,
        [operation]: () => Promise.reject(new Error(`no database for k-1 of ${CARD}`)),
      };
      const away = room.another({ ...room.means, kept: lost });
      room.arden.writing = { kind, code: 'LMS_UNAVAILABLE' };

      expect((await place(away, 'k-1')).outcome).toBe(outcome);

      const lines = away
        .logged()
        .split('\n')
        .filter((line) => line.includes('cannot be noted down'));
      expect(lines).toEqual([expect.stringContaining(`"operation":"${operation}","fault":"Error"`)]);
      expect(lines.join()).not.toMatch(new RegExp(`${CARD}|k-1`));
    },
  );
});

describe('a system that does not do what it is asked of an account', () => {
  it.each<ErrorCode>(['LMS_TIMEOUT', 'LMS_AUTH_FAILED'])(
    'is logged with the kind of the call and %s, and no word of its answer',
    async (code) => {
      const room = openReadingRoom();
      room.arden.writing = { kind: 'was never reached', code };

      await place(room, 'k-1');

      expect(room.logged()).toMatch(new RegExp(`"system":"arden","kind":"\\w+","code":"${code}"`));
      expect(room.logged()).not.toMatch(/10\.0\.0\.7|POST/);
    },
  );
});
