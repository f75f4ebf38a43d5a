import type { SystemId } from '#domain/ids.ts';
import { MerciaError } from '#platform/errors.ts';
import { pino } from 'pino';
import { expect, it } from 'vitest';
import { createAnswering, createTroubleLog } from './answering.ts';
import type { CallFailure } from './observer.ts';

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

const CROWDED = new MerciaError('LMS_RATE_LIMITED', '[hill] not asked: 1000 calls go before it', { notSent: true });
const PAUSED = new MerciaError('LMS_RATE_LIMITED', '[hill] wait', { notSent: true, retryAfterSeconds: 30 });
const NO_CODE = new MerciaError('CONFIG_INVALID', '[hill] live items: the region file gives library ash no code');
const DOWN = new MerciaError('LMS_UNAVAILABLE', '[hill] does not answer');

it.each<readonly [string, CallFailure, boolean]>([
  ['too much waits for it here, or our database is away', { error: CROWDED, ofSlots: false }, false],
  ['it asked for a pause', { error: PAUSED, ofSlots: false }, true],
  ['the region file lacks the code of a library', { error: NO_CODE, ofSlots: true }, false],
  ['the region file keeps it from being asked at all', { error: NO_CODE, ofSlots: false }, true],
])('is failing only if that is its own doing, or it can never be asked: %s', (_, failure, isFailing) => {
  const answering = createAnswering(() => 1_000);
  answering.call(HILL.id, 'availability', failure.error.code, 5, failure);

  expect(answering.find(HILL)?.failingSince ?? null).toBe(isFailing ? 1_000 : null);
});

it('the log says of what was not asked for a reason of ours that it was not, and why, and nothing of an outage', () => {
  const lines: string[] = [];
  const note = createTroubleLog(pino({}, { write: (line: string) => lines.push(line) }), () => 1_000);

  for (let times = 0; times < 2; times += 1) note(HILL.id, { error: CROWDED, ofSlots: false });
  note(HILL.id, null);
  note(HILL.id, { error: DOWN, ofSlots: false });
  note(HILL.id, null);

  expect(lines).toEqual([
    expect.stringMatching(/"level":40.*1000 calls go before it.*A system was not asked about copies/),
    expect.stringMatching(/"level":40.*A system does not answer questions about copies/),
    expect.stringMatching(/"level":30.*A system answers again/),
  ]);
});
