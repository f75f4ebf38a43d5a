import { expect, it } from 'vitest';
import { sayReplica } from './replica.ts';

it('says where lists are read from, and why', () => {
  expect(sayReplica({ isUsed: true, lagSeconds: 0.4, problem: null, fallbacks: 1 })).toBe(
    'Search, lists and reports are read from the replica of the database. It is at most 1 second behind. Since the process began, 1 read went to the first server instead.',
  );
  expect(sayReplica({ isUsed: false, lagSeconds: null, problem: 'it does not answer', fallbacks: 1200 })).toBe(
    'The replica of the database is not read from: it does not answer. Everything is read from the first server. Since the process began, 1,200 reads went to the first server instead.',
  );
});
