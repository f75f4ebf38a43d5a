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

it('says of a system that cannot be asked at all that it cannot, and what its list said', () => {
  const cannot = new MerciaError('CAPABILITY_UNSUPPORTED', '[heritage] for the log');

  expect(reasonFor(cannot, SYSTEM).message).toBe('Heritage cannot report the status of its copies; ask the library.');
  expect(reasonForKnown(cannot, SYSTEM, '2026-11-30T00:00:00Z').message).toContain('its list of 30 November 2026');
});
