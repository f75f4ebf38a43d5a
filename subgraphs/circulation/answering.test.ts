import type { SystemId } from '#domain/ids.ts';
import { expect, it } from 'vitest';
import { createAnswering } from './answering.ts';

const HILL = { id: 'hill' as SystemId, name: 'Koha of Hill' };

it('says when a system last answered, since when it fails and why', () => {
  let now = 1_000;
  const answering = createAnswering(() => now);
  expect(answering.find(HILL)).toBeNull();

  answering.call(HILL.id, 'availability', 'ok', 5);
  now = 2_000;
  answering.call(HILL.id, 'availability', 'LMS_TIMEOUT', 5);
  now = 3_000;
  answering.call(HILL.id, 'items', 'LMS_CIRCUIT_OPEN', 0);

  expect(answering.find(HILL)).toEqual({
    lastAnswerAt: 1_000,
    failingSince: 2_000,
    reason: {
      code: 'CIRCUIT_OPEN',
      message: 'Koha of Hill failed several times in a row and is left alone for a moment; ask again soon.',
      system: 'hill',
    },
  });
});

it('is not moved by a question that says nothing of the system', () => {
  const answering = createAnswering(() => 1_000);
  answering.call(HILL.id, 'availability', 'ok', 5);
  answering.call(HILL.id, 'availability', 'LMS_TOO_MANY_ITEMS', 5);

  expect(answering.find(HILL)).toEqual({ lastAnswerAt: 1_000, failingSince: null, reason: null });
});
