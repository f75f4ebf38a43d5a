import { describe, expect, it } from 'vitest';
import { ARDEN, openReadingRoom, SEVERN } from './support/reading-room.ts';
import { asReader, PLACE, RENEW, renew, write } from './support/writing.ts';

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
