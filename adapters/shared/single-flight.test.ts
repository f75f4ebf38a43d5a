import { askAs, currentTurn, type Turn } from '#platform/host-guard/index.ts';
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
