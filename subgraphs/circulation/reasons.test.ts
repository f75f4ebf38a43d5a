import { expect, it } from 'vitest';
import type { SystemId } from '#domain/ids.ts';
import { MerciaError } from '#platform/errors.ts';
import { reasonFor, reasonForKnown } from './reasons.ts';

const SYSTEM = { id: 'heritage' as SystemId, name: 'Heritage' };

it('does not say of a system that answers that it cannot, where one title has no copy to ask for', () => {
  const publicMessage =
    'The list of copies of Heritage has none of this title, so there is none to ask for; ask the library.';
  const none = new MerciaError('CAPABILITY_UNSUPPORTED', '[heritage] for the log', { publicMessage });

  expect(reasonFor(none, SYSTEM)).toEqual({ code: 'NOT_SUPPORTED', message: publicMessage, system: 'heritage' });
  expect(reasonForKnown(none, SYSTEM, '2026-11-30T00:00:00Z').message).toBe(publicMessage);
});

it('says for how long a system is not asked that wants a pause of a minute or longer', () => {
  const messageOf = (retryAfterSeconds?: number): string =>
    reasonFor(
      new MerciaError('LMS_RATE_LIMITED', 'for the log', retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
      SYSTEM,
    ).message;

  expect(messageOf(3_600)).toBe(
    'Heritage asked to be called less often: it is not asked for the next 60 minutes; ask again after that.',
  );
  expect(messageOf(60)).toContain('for the next minute;');
  expect([messageOf(59), messageOf()]).toEqual(
    Array(2).fill('Heritage may not be asked more often at the moment; ask again later.'),
  );
});

it('says of a system that cannot be asked at all that it cannot, and what its list said', () => {
  const cannot = new MerciaError('CAPABILITY_UNSUPPORTED', '[heritage] for the log');

  expect(reasonFor(cannot, SYSTEM).message).toBe('Heritage cannot report the status of its copies; ask the library.');
  expect(reasonForKnown(cannot, SYSTEM, '2026-11-30T00:00:00Z').message).toContain('its list of 30 November 2026');
});
