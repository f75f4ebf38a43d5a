import { MerciaError } from '#platform/errors.ts';
import { expect, it } from 'vitest';
import { fromWireError, toWireError } from './wire.ts';

it.each([true, false])('keeps over the wire whether a request never reached the system: %s', (notSent) => {
  const error = new MerciaError('LMS_UNAVAILABLE', '[koha-a] renew: it does not answer', { system: 'koha-a', notSent });

  expect(fromWireError(toWireError(error, 'koha-a'), 'koha-a')).toMatchObject({ code: 'LMS_UNAVAILABLE', notSent });
});
