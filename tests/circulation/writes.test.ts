import { describe, expect, it } from 'vitest';
import type { Refusal } from '#domain/accounts.ts';
import type { ErrorCode } from '#platform/errors.ts';
import { CARD, TITLE } from './support/fake-readers.ts';
import type { Asked } from './support/asked-router.ts';
import { ARDEN, openReadingRoom, SEVERN, type ReadingRoom } from './support/reading-room.ts';

const PAYLOAD = 'outcome refusal { code message sourceCode } reason { code message system }';
const RENEW = `mutation ($loan: ID!, $key: String) {
  renewLoan(input: { loan: $loan, idempotencyKey: $key }) { loan { id due { on } renewals } ${PAYLOAD} } }`;
const RENEW_ALL = `mutation ($account: ID!, $key: String) {
  renewAllLoans(input: { account: $account, idempotencyKey: $key }) {
    results { loan { id due { on } } ${PAYLOAD} } refusal { code } } }`;
const PLACE = `mutation ($account: ID!, $holding: ID!, $item: ID, $key: String!, $neededBy: Date) {
  placeHold(input: { account: $account, holding: $holding, item: $item, idempotencyKey: $key, neededBy: $neededBy }) {
    hold { id recordId } ${PAYLOAD} } }`;
const CANCEL = `mutation ($hold: ID!) { cancelHold(input: { hold: $hold }) { hold { id } ${PAYLOAD} } }`;

interface Payload {
  readonly outcome: string;
  readonly refusal: Refusal | null;
  readonly reason: { readonly code: string; readonly message: string } | null;
  readonly loan?: { readonly id: string; readonly due: { readonly on: string } } | null;
  readonly hold?: { readonly id: string; readonly recordId: string } | null;
}

/** The reader who owns account 5 at both systems. */
function asReader(room: ReadingRoom, over: Asked = {}): Asked {
  return { accounts: [room.account(ARDEN), room.account(SEVERN)], ...over };
}

async function write(room: ReadingRoom, query: string, variables: object, over: Asked = {}): Promise<Payload> {
  const { data, errors } = await room.ask(query, { ...variables }, asReader(room, over));
  expect(errors).toEqual([]);
  return Object.values(data ?? {})[0] as Payload;
}

const renew = (room: ReadingRoom, key: string | null = null, over: Asked = {}): Promise<Payload> =>
  write(room, RENEW, { loan: room.loan(ARDEN, '51'), key }, over);
const place = (room: ReadingRoom, key: string, over: object = {}): Promise<Payload> =>
  write(room, PLACE, { account: room.account(ARDEN), holding: 'arden:holding:12@lib-arden', key, ...over });
const cancel = (room: ReadingRoom): Promise<Payload> => write(room, CANCEL, { hold: room.hold(ARDEN, '53') });

const LONG_AFTER_MS = 31_000;

describe('a write that its system does', () => {
  it('is DONE: a renewal, with the loan as it stands', async () => {
    const room = openReadingRoom();

    const told = await renew(room);

    expect(told).toMatchObject({ outcome: 'DONE', refusal: null, reason: null, loan: { due: { on: '2026-03-01' } } });
    expect(told.loan?.id).toBe(room.loan(ARDEN, '51'));
  });

  it('is DONE: a hold on the record of a holding', async () => {
    const room = openReadingRoom();

    const told = await place(room, 'k-1');

    expect(told).toMatchObject({ outcome: 'DONE', hold: { recordId: 'arden:record:12' } });
    expect(room.arden.writes()).toEqual(['place 5 12']);
  });

  it('is DONE: a hold that is given up', async () => {
    const room = openReadingRoom();

    expect(await cancel(room)).toMatchObject({ outcome: 'DONE', hold: null });
  });

  it('is done for every loan of an account, in turn, each with its own outcome', async () => {
    const room = openReadingRoom();

    const { data } = await room.ask(RENEW_ALL, { account: room.account(ARDEN) }, asReader(room));

    const told = data?.['renewAllLoans'] as { results: readonly Payload[]; refusal: null };
    expect(told.results.map(({ outcome, loan }) => [outcome, loan?.id])).toEqual([
      ['DONE', room.loan(ARDEN, '51')],
      ['DONE', room.loan(ARDEN, '52')],
    ]);
    expect(room.arden.calls).toEqual(['account 5', 'renew 5 51', 'renew 5 52']);
  });

  it('goes to the system of its id, each root field in order, from literals, variables and fragments', async () => {
    const room = openReadingRoom();
    const query = `mutation ($one: RenewLoanInput!, $hold: ID!) {
      first: renewLoan(input: $one) { outcome }
      second: cancelHold(input: { hold: $hold }) { ...Outcome }
      third: renewLoan(input: { loan: "${room.loan(SEVERN, '52')}" }) { outcome }
    } fragment Outcome on CancelHoldPayload { outcome }`;
    const variables = { one: { loan: room.loan(SEVERN, '51') }, hold: room.hold(ARDEN, '53') };

    const { data } = await room.ask(query, variables, asReader(room));

    expect(data).toEqual({ first: { outcome: 'DONE' }, second: { outcome: 'DONE' }, third: { outcome: 'DONE' } });
    expect([room.arden.writes(), room.severn.writes()]).toEqual([['cancel 5 53'], ['renew 5 51', 'renew 5 52']]);
  });
});

describe('a write that its system refuses', () => {
  it('is REFUSED with the reason of the system', async () => {
    const room = openReadingRoom();
    const refusal: Refusal = { code: 'ON_HOLD_FOR_OTHER', message: 'Another reader waits.', sourceCode: 'on_reserve' };
    room.arden.writing = { kind: 'refuses', refusal };

    expect(await renew(room)).toMatchObject({ outcome: 'REFUSED', refusal, loan: null, reason: null });
  });

  it('is not sent where the loan or the hold is not there any more', async () => {
    const room = openReadingRoom();
    room.arden.change('5', (facts) => ({ ...facts, loans: [], holds: [] }));

    expect((await renew(room)).refusal?.code).toBe('NOT_FOUND');
    expect((await cancel(room)).refusal?.code).toBe('NOT_FOUND');
    expect(room.arden.writes()).toEqual([]);
  });

  it.each([
    ['FROZEN', false],
    ['TEST_LOADED', false],
    ['MOVED', false],
    ['CATALOGUE_FROZEN', true],
    ['LIVE', true],
  ] as const)('because the library is in the phase %s: sent is %s', async (phase, isSent) => {
    const room = openReadingRoom({ phases: { 'lib-arden': phase } });

    const told = await renew(room);

    expect(told.refusal?.code ?? told.outcome).toBe(isSent ? 'DONE' : 'SEE_STAFF');
    expect(room.arden.writes()).toHaveLength(isSent ? 1 : 0);
  });

  it('because the holding is of another system, or its id is none', async () => {
    const room = openReadingRoom();

    expect((await place(room, 'k-1', { holding: 'severn:holding:12@lib-severn' })).refusal?.code).toBe('NOT_HOLDABLE');
    expect((await place(room, 'k-2', { item: 'severn:item:3' })).refusal?.code).toBe('NOT_HOLDABLE');
    expect((await place(room, 'k-3', { holding: 'no id at all' })).refusal?.code).toBe('NOT_FOUND');
    expect(room.arden.calls).toEqual([]);
  });

  it.each<ErrorCode>(['LMS_UNAVAILABLE', 'LMS_TIMEOUT', 'LMS_CIRCUIT_OPEN', 'LMS_AUTH_FAILED', 'LMS_BAD_RESPONSE'])(
    'is SYSTEM_UNAVAILABLE with %s before anything was sent',
    async (code) => {
      const room = openReadingRoom();
      room.arden.reading = { kind: 'fails', code };

      expect((await renew(room)).refusal?.code).toBe('SYSTEM_UNAVAILABLE');
      expect((await place(room, 'k-1')).refusal?.code).toBe('SYSTEM_UNAVAILABLE');
      expect(room.arden.writes()).toEqual([]);
    },
  );

  it('is SYSTEM_UNAVAILABLE where it was never reached, and may be asked for again with the same key', async () => {
    const room = openReadingRoom();
    room.arden.writing = { kind: 'was never reached', code: 'LMS_UNAVAILABLE' };
    expect((await place(room, 'k-1')).refusal?.code).toBe('SYSTEM_UNAVAILABLE');
    room.arden.writing = { kind: 'does it' };

    expect((await place(room, 'k-1')).outcome).toBe('DONE');
  });

  it('is NOT_SUPPORTED where the system has no means', async () => {
    const room = openReadingRoom({ arden: { patrons: false } });

    expect((await renew(room)).refusal?.code).toBe('NOT_SUPPORTED');
    expect((await cancel(room)).refusal?.code).toBe('NOT_SUPPORTED');
  });
});

describe("an account that is not the patron's own", () => {
  it('is refused as one that does not exist is, word for word, and nobody is asked', async () => {
    const room = openReadingRoom();
    const own = { accounts: [room.account(SEVERN)] };
    const another = await renew(room, null, own);
    const none = await write(room, RENEW, { loan: 'arden:loan:nothing' }, own);

    expect(another).toEqual(none);
    expect(another.refusal?.code).toBe('NOT_FOUND');
    const held = await write(
      room,
      PLACE,
      { account: room.account(ARDEN), holding: 'arden:holding:1@l', key: 'k' },
      own,
    );
    expect(held.refusal?.code).toBe('NOT_FOUND');
    expect(room.arden.calls).toEqual([]);
  });

  it('is any account, where the context names none', async () => {
    const room = openReadingRoom();

    const { data } = await room.ask(RENEW, { loan: room.loan(ARDEN, '51') });

    expect(data).toMatchObject({ renewLoan: { outcome: 'REFUSED', refusal: { code: 'NOT_FOUND' } } });
  });

  it.each(['public', 'staff', 'migration', 'operator'] as const)('is closed to the role %s', async (role) => {
    const room = openReadingRoom();
    const all = `mutation ($loan: ID!, $hold: ID!, $account: ID!) {
      renewLoan(input: { loan: $loan }) { outcome } renewAllLoans(input: { account: $account }) { results { outcome } }
      placeHold(input: { account: $account, holding: "arden:holding:1@l", idempotencyKey: "k" }) { outcome }
      cancelHold(input: { hold: $hold }) { outcome } }`;
    const ids = { loan: room.loan(ARDEN, '51'), hold: room.hold(ARDEN, '53'), account: room.account(ARDEN) };

    const { data, errors } = await room.ask(all, ids, asReader(room, { role }));

    expect(errors.map(({ extensions }) => extensions['code'])).toEqual(Array(4).fill('FORBIDDEN'));
    expect(data).toEqual({ renewLoan: null, renewAllLoans: null, placeHold: null, cancelHold: null });
    expect(room.arden.calls).toEqual([]);
  });
});

describe('a write that breaks off', () => {
  const CODES: readonly ErrorCode[] = ['LMS_TIMEOUT', 'LMS_UNAVAILABLE', 'LMS_BAD_RESPONSE'];

  it.each(CODES)('with %s after it was done is asked back, and DONE', async (code) => {
    const room = openReadingRoom();
    room.arden.writing = { kind: 'does it and breaks off', code };

    expect(await renew(room)).toMatchObject({ outcome: 'DONE', loan: { due: { on: '2026-03-01' } } });
    expect(await place(room, 'k-1')).toMatchObject({ outcome: 'DONE', hold: { recordId: 'arden:record:12' } });
    expect(await cancel(room)).toMatchObject({ outcome: 'DONE' });
    expect(room.arden.writes()).toEqual(['renew 5 51', 'place 5 12', 'cancel 5 53']);
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
    expect(room.arden.writes()).toEqual(['renew 5 51', 'place 5 12', 'cancel 5 53']);
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
    expect(room.arden.writes()).toEqual(['renew 5 51']);
  });

  it('stays UNKNOWN where the system does not tell of loans and holds: that is never read as "not done"', async () => {
    const room = openReadingRoom({ arden: { tells: false } });
    room.arden.writing = { kind: 'breaks off', code: 'LMS_TIMEOUT' };
    const first = [await renew(room), await place(room, 'k-1'), await cancel(room)];
    room.now += LONG_AFTER_MS;

    const later = [await renew(room), await place(room, 'k-1'), await cancel(room)];

    expect([...first, ...later].map(({ outcome }) => outcome)).toEqual(Array(6).fill('UNKNOWN'));
    expect(room.arden.writes()).toHaveLength(3);
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
    expect(room.arden.writes()).toEqual(['renew 5 51']);
  });

  it('without a key is another wish ten minutes after it was fulfilled', async () => {
    const room = openReadingRoom();
    await renew(room);
    await renew(room);
    room.now += 11 * 60_000;

    await renew(room);

    expect(room.arden.writes()).toEqual(['renew 5 51', 'renew 5 51']);
  });

  it('makes others of the same account wait, and none of another', async () => {
    const room = openReadingRoom();
    room.arden.writing = { kind: 'is slow' };
    const renewal = renew(room);
    await room.arden.untilWrite();
    const hold = place(room, 'k-1');
    await write(room, RENEW, { loan: room.loan(SEVERN, '51') });
    expect(room.arden.writes()).toEqual(['renew 5 51']);

    room.arden.writing = { kind: 'does it' };
    room.arden.letOn();

    expect([(await renewal).outcome, (await hold).outcome]).toEqual(['DONE', 'DONE']);
    expect(room.arden.writes()).toEqual(['renew 5 51', 'place 5 12']);
  });
});

describe('an idempotency key', () => {
  it('gives one hold, whether it is asked for at once, afterwards, or at another router', async () => {
    const room = openReadingRoom();
    const other = room.another();

    const told = [...(await Promise.all([place(room, 'k-1'), place(room, 'k-1')])), await place(other, 'k-1')];

    expect(new Set(told.map(({ hold }) => hold?.id)).size).toBe(1);
    expect(told.map(({ outcome }) => outcome)).toEqual(['DONE', 'DONE', 'DONE']);
    expect(room.arden.writes()).toEqual(['place 5 12']);
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
    expect(room.arden.writes()).toEqual(['place 5 12']);
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
    expect(room.arden.writes()).toEqual(['place 5 12']);
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

    expect(room.arden.writes()).toEqual(['place 5 12', 'place 5 13']);
  });

  it('renews each loan of an account once', async () => {
    const room = openReadingRoom();
    const variables = { account: room.account(ARDEN), key: 'k-1' };

    await room.ask(RENEW_ALL, variables, asReader(room));
    room.now += 3_600_000;
    await room.ask(RENEW_ALL, variables, asReader(room));

    expect(room.arden.writes()).toEqual(['renew 5 51', 'renew 5 52']);
  });

  it.each(['', ' ', 'x'.repeat(256)])('is BAD_USER_INPUT where it is "%s"', async (key) => {
    const room = openReadingRoom();

    const { errors } = await room.ask(RENEW, { loan: room.loan(ARDEN, '51'), key }, asReader(room));

    expect(errors.map(({ extensions }) => extensions['code'])).toEqual(['BAD_USER_INPUT']);
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
    expect(room.arden.writes()).toEqual([]);
  });
});

describe('what is counted and logged of writes', () => {
  it('is the system, the kind and the outcome, and nothing of the reader', async () => {
    const counted: unknown[] = [];
    const room = openReadingRoom({
      observe: {
        call: (system, kind, outcome) => counted.push([system, kind, outcome]),
        facts: () => undefined,
        write: (system, kind, outcome) => counted.push([system, kind, outcome]),
      },
    });
    await renew(room);
    room.arden.writing = { kind: 'breaks off', code: 'LMS_TIMEOUT' };
    await place(room, 'k-1');

    expect(counted).toEqual([
      ['arden', 'account', 'ok'],
      ['arden', 'renew', 'ok'],
      ['arden', 'renew', 'DONE'],
      ['arden', 'account', 'ok'],
      ['arden', 'place_hold', 'LMS_TIMEOUT'],
      ['arden', 'account', 'ok'],
      ['arden', 'account', 'ok'],
      ['arden', 'place_hold', 'UNKNOWN'],
    ]);
    expect(room.logged()).not.toMatch(new RegExp(`${TITLE}|${CARD}|k-1`));
  });
});

describe('a day that is none', () => {
  it('is BAD_USER_INPUT', async () => {
    const room = openReadingRoom();
    const wish = { account: room.account(ARDEN), holding: 'arden:holding:1@l', key: 'k', neededBy: '2026-02-31x' };

    const { errors } = await room.ask(PLACE, wish, asReader(room));

    expect(errors.map(({ extensions }) => extensions['code'])).toEqual(['BAD_USER_INPUT']);
  });
});
