import type { Refusal } from '#domain/accounts.ts';
import { createId, type LibraryId } from '#domain/ids.ts';
import type { ErrorCode } from '#platform/errors.ts';
import type { LastKnown } from '#subgraphs/circulation/index.ts';
import { createCopy } from '#tests/federation/support/fake-adapter.ts';
import { describe, expect, it } from 'vitest';
import { CARD, TITLE, type Writing } from './support/fake-readers.ts';
import { ARDEN, openReadingRoom, SEVERN } from './support/reading-room.ts';
import { asReader, cancel, PLACE, place, RENEW, RENEW_ALL, renew, write, type Payload } from './support/writing.ts';

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
    expect(room.arden.writeCalls()).toEqual(['place 5 12']);
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

  it('names each loan of an account, also those that are not renewed', async () => {
    const room = openReadingRoom();
    room.arden.writing = { kind: 'refuses', refusal: { code: 'TOO_SOON', message: 'Not yet.', sourceCode: null } };

    const { data } = await room.ask(RENEW_ALL, { account: room.account(ARDEN) }, asReader(room));

    const told = data?.['renewAllLoans'] as { results: readonly Payload[] };
    expect(told.results.map(({ outcome, loanId, loan }) => [outcome, loanId, loan])).toEqual([
      ['REFUSED', room.loan(ARDEN, '51'), null],
      ['REFUSED', room.loan(ARDEN, '52'), null],
    ]);
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
    expect([room.arden.writeCalls(), room.severn.writeCalls()]).toEqual([
      ['cancel 5 53'],
      ['renew 5 51', 'renew 5 52'],
    ]);
  });
});

describe('a write that its system refuses', () => {
  it('is REFUSED with the reason of the system', async () => {
    const room = openReadingRoom();
    const refusal: Refusal = { code: 'ON_HOLD_FOR_OTHER', message: 'Another reader waits.', sourceCode: 'on_reserve' };
    room.arden.writing = { kind: 'refuses', refusal };

    const loanId = room.loan(ARDEN, '51');
    expect(await renew(room)).toMatchObject({ outcome: 'REFUSED', loanId, refusal, loan: null, reason: null });
  });

  it('is not sent where the loan or the hold is not there any more', async () => {
    const room = openReadingRoom();
    room.arden.change('5', (facts) => ({ ...facts, loans: [], holds: [] }));

    expect((await renew(room)).refusal?.code).toBe('NOT_FOUND');
    expect((await cancel(room)).refusal?.code).toBe('NOT_FOUND');
    expect(room.arden.writeCalls()).toEqual([]);
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
    expect(room.arden.writeCalls()).toHaveLength(isSent ? 1 : 0);
  });

  it('because the copy is of a neighbour that moves, whose system the reader’s own library still lends from', async () => {
    const moving = 'lib-moving' as LibraryId;
    const asOf = '2026-01-05T09:00:00.000Z';
    const item = { ...createCopy(ARDEN, 'i51', {}), id: createId(ARDEN, 'item', 'i51') };
    const known = { item, asOf, library: moving, recordLocalId: '1', limitation: null };
    const lastKnown: LastKnown = {
      keepAvailability: (_holding, told) => told,
      keepItem: () => undefined,
      findAvailability: async () => new Map(),
      findItems: async (ids) => new Map(ids.filter((id) => id === item.id).map((id) => [id, known])),
      forget: () => undefined,
      close: async () => undefined,
    };
    const room = openReadingRoom({ neighbour: { of: ARDEN, id: moving, phase: 'FROZEN' }, lastKnown });
    room.arden.change('5', (facts) => ({
      ...facts,
      holds: facts.holds?.map((hold) => ({ ...hold, item: item.id })) ?? null,
    }));

    const frozen = [
      await renew(room),
      await cancel(room),
      await place(room, 'k-1', { holding: `arden:holding:12@${moving}` }),
      await place(room, 'k-2', { item: item.id }),
    ];
    expect(frozen.map(({ refusal }) => refusal?.code)).toEqual(['SEE_STAFF', 'SEE_STAFF', 'SEE_STAFF', 'SEE_STAFF']);
    expect(room.arden.writeCalls()).toEqual([]);
    expect([
      (await place(room, 'k-3')).outcome,
      (await write(room, RENEW, { loan: room.loan(ARDEN, '52') })).outcome,
    ]).toEqual(['DONE', 'DONE']);
  });

  it('because the holding is of another system, or its id is none', async () => {
    const room = openReadingRoom();

    expect((await place(room, 'k-1', { holding: 'severn:holding:12@lib-severn' })).refusal?.code).toBe('NOT_HOLDABLE');
    expect((await place(room, 'k-2', { item: 'severn:item:3' })).refusal?.code).toBe('NOT_HOLDABLE');
    expect((await place(room, 'k-3', { holding: 'no id at all' })).refusal?.code).toBe('NOT_FOUND');
    expect(room.arden.calls).toEqual([]);
  });

  it('is not sent to be collected at a place of no library of the region', async () => {
    const room = openReadingRoom();

    const told = await place(room, 'k-1', { pickup: 'ELSEWHERE' });
    expect(told).toMatchObject({ outcome: 'REFUSED', refusal: { code: 'NOT_HOLDABLE' } });
    expect(told.refusal?.message).toContain('collected');
    expect(room.arden.calls).toEqual([]);
    expect((await place(room, 'k-2', { pickup: 'HQ' })).outcome).toBe('DONE');
    expect((await place(room, 'k-3', { pickup: null, item: 'arden:item:7' })).outcome).toBe('DONE');
  });

  it.each<ErrorCode>(['LMS_UNAVAILABLE', 'LMS_TIMEOUT', 'LMS_CIRCUIT_OPEN', 'LMS_AUTH_FAILED', 'LMS_BAD_RESPONSE'])(
    'is SYSTEM_UNAVAILABLE with %s before anything was sent',
    async (code) => {
      const room = openReadingRoom();
      room.arden.reading = { kind: 'fails', code };

      expect((await renew(room)).refusal?.code).toBe('SYSTEM_UNAVAILABLE');
      expect((await place(room, 'k-1')).refusal?.code).toBe('SYSTEM_UNAVAILABLE');
      expect(room.arden.writeCalls()).toEqual([]);
    },
  );

  it.each<Writing>([
    { kind: 'was never reached', code: 'LMS_UNAVAILABLE' },
    { kind: 'was never reached', code: 'LMS_RATE_LIMITED' },
    { kind: 'turns it away' },
  ])(
    'is SYSTEM_UNAVAILABLE where it was certainly not done, and may be asked for again with the same key: %j',
    async (how) => {
      const room = openReadingRoom();
      room.arden.writing = how;
      expect((await place(room, 'k-1')).refusal?.code).toBe('SYSTEM_UNAVAILABLE');
      room.arden.writing = { kind: 'does it' };

      expect((await place(room, 'k-1')).outcome).toBe('DONE');
    },
  );

  it('is NOT_PERMITTED where the system lets Mercia in and not do it; the log says so once', async () => {
    const room = openReadingRoom();
    room.arden.writing = { kind: 'was never reached', code: 'LMS_NOT_PERMITTED' };

    const told = await place(room, 'k-1');
    expect((await place(room, 'k-2')).refusal?.code).toBe('NOT_PERMITTED');

    expect(told).toMatchObject({ outcome: 'REFUSED', hold: null, refusal: { code: 'NOT_PERMITTED' } });
    expect(room.logged().match(/LMS_NOT_PERMITTED/g)).toHaveLength(1);
  });

  it('is NOT_PERMITTED where not even the account may be looked at', async () => {
    const room = openReadingRoom();
    room.arden.reading = { kind: 'fails', code: 'LMS_NOT_PERMITTED' };

    expect((await renew(room)).refusal?.code).toBe('NOT_PERMITTED');
    expect(room.arden.writeCalls()).toEqual([]);
  });

  it('is NOT_SUPPORTED where the system has no means', async () => {
    const room = openReadingRoom({ arden: { patrons: false } });

    expect((await renew(room)).refusal?.code).toBe('NOT_SUPPORTED');
    expect((await cancel(room)).refusal?.code).toBe('NOT_SUPPORTED');
  });

  it('says which line turns changes on, where they are off', async () => {
    const room = openReadingRoom({ arden: { writesOff: 'the line "experimentalWrites: true" turns them on' } });

    for (const change of [await renew(room), await place(room, 'k-1'), await cancel(room)]) {
      expect(change.refusal).toMatchObject({
        code: 'NOT_SUPPORTED',
        message: expect.stringContaining('"experimentalWrites: true"') as string,
      });
    }
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
