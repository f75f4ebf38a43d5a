import { askAs, currentTurn, type Turn } from '#platform/host-guard/index.ts';
import { MerciaError } from '#platform/errors.ts';
import { expect, it } from 'vitest';
import { singleFlight } from './single-flight.ts';

it('asks once for all, as urgently as the most urgent of them, and again when that is over', async () => {
  const never = new AbortController().signal;
  const turns: Turn[] = [];
  let answered = Promise.withResolvers<string>();
  const logIn = singleFlight('koha', 'log in', () => {
    turns.push(currentTurn());
    return answered.promise;
  });
  const as = (urgency: Turn['urgency']) => askAs({ urgency, caller: urgency }, () => logIn(never));

  const first = [as('live'), as('account'), as('background')];
  expect(turns.map(({ urgency }) => urgency)).toEqual(['account']);
  answered.resolve('token');
  expect(await Promise.all(first)).toEqual(['token', 'token', 'token']);

  answered = Promise.withResolvers();
  const second = as('live');
  answered.resolve('another');
  expect(await second).toBe('another');
  expect(turns.map(({ urgency }) => urgency)).toEqual(['account', 'live']);
});

it('tells nobody of a connection that was refused before they asked', async () => {
  const never = new AbortController().signal;
  const flights: PromiseWithResolvers<string>[] = [];
  const logIn = singleFlight('koha', 'log in', () => {
    const flight = Promise.withResolvers<string>();
    flights.push(flight);
    return flight.promise;
  });
  const refused = new MerciaError('LMS_UNAVAILABLE', 'refused', { notSent: true });

  const [first, late, later] = [logIn(never), logIn(never), logIn(never)];
  flights[0]?.reject(refused);
  await expect(first).rejects.toBe(refused);
  await expect.poll(() => flights.length).toBe(2);
  flights[1]?.resolve('token');
  expect(await Promise.all([late, later])).toEqual(['token', 'token']);

  // What reached the system is not sent again for whoever came late.
  const broken = new MerciaError('LMS_UNAVAILABLE', 'broke off');
  const both = [logIn(never), logIn(never)];
  flights[2]?.reject(broken);
  expect(await Promise.allSettled(both)).toEqual(both.map(() => ({ status: 'rejected', reason: broken })));
  expect(flights).toHaveLength(3);
});
