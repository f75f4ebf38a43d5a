/** Renewals and holds at a Koha: what the conformance suite cannot know of. */
import { describe, expect, it } from 'vitest';
import { adapterOver, startReaders } from './readers-koha.ts';

const { signal } = new AbortController();

describe('a write', () => {
  it('is sent again after a token that had ended, because nothing was done', async () => {
    const { simulator, adapter } = await startReaders();
    const loan = [...simulator.world.checkouts.values()].find(({ patron_id: id }) => id === 5);
    await adapter.patrons?.account('5', signal);
    simulator.faults.expireTokens();

    const outcome = await adapter.writes?.renew?.('5', String(loan?.checkout_id), signal);

    expect(outcome?.outcome).toBe('DONE');
    expect(simulator.world.checkouts.get(loan?.checkout_id ?? 0)?.renewals_count).toBe(1);
  });

  it('is done although what follows it fails', async () => {
    const { simulator, adapter } = await startReaders();
    const loan = [...simulator.world.checkouts.values()].find(({ patron_id: id }) => id === 5);
    await simulator.faults.set({ status: 500, only: ['items'] });

    const outcome = await adapter.writes?.renew?.('5', String(loan?.checkout_id), signal);

    expect(outcome).toMatchObject({ outcome: 'DONE', done: { title: null, renewals: 1 } });
  });

  it.each([
    ['of nobody any more', { patron_id: null, item_id: 7 }],
    ['of a copy that was deleted', { patron_id: 5, item_id: null }],
    ['of somebody else', { patron_id: 25, item_id: 7 }],
  ])('on a loan that has ended and is %s finds no such loan', async (_, named) => {
    const loan = { checkout_id: 1, due_date: '2026-12-01T23:59:00+01:00', checkin_date: '2026-11-30', ...named };
    const asked: string[] = [];
    const adapter = await adapterOver(({ method, path }) => {
      asked.push(`${method} ${path}`);
      return { body: path === '/api/v1/checkouts/1' ? loan : { patron_id: 5, library_id: 'A1' } };
    });

    const outcome = await adapter.writes?.renew?.('5', '1', signal);

    expect(outcome).toMatchObject({ outcome: 'REFUSED', refusal: { code: 'NOT_FOUND' } });
    expect(asked.filter((one) => one.startsWith('POST'))).toEqual([]);
  });

  it('on a hold that is ready is refused, though Koha would let a service account do it', async () => {
    const { simulator, adapter } = await startReaders();
    const ready = [...simulator.world.holds.values()].find(({ status }) => status === 'W');

    const outcome = await adapter.writes?.cancelHold?.('5', String(ready?.hold_id), signal);

    expect(outcome).toMatchObject({ outcome: 'REFUSED', refusal: { code: 'SEE_STAFF' } });
    expect(simulator.world.holds.has(ready?.hold_id ?? 0)).toBe(true);
  });

  it('on a title of which one copy is caught for the reader already is refused, whatever copy is asked for', async () => {
    const { simulator, adapter } = await startReaders();
    const wanted = { recordLocalId: '12', enumeration: null, pickup: 'A1', neededBy: null };

    const outcome = await adapter.writes?.placeHold?.('5', { ...wanted, itemLocalId: '121' }, signal);

    expect(outcome).toMatchObject({ outcome: 'REFUSED', refusal: { code: 'ALREADY_DONE' } });
    expect(simulator.calls.count('write-hold')).toBe(0);
  });
});
