import { MerciaError } from '#platform/errors.ts';
import { expect, it } from 'vitest';
import { fromWireError, toWireError } from './wire.ts';

it.each([true, false])('keeps over the wire whether a request never reached the system: %s', (notSent) => {
  const error = new MerciaError('LMS_UNAVAILABLE', '[koha-a] renew: it does not answer', { system: 'koha-a', notSent });

  expect(fromWireError(toWireError(error, 'koha-a'), 'koha-a')).toMatchObject({ code: 'LMS_UNAVAILABLE', notSent });
});

it.each([true, false])(
  'keeps over the wire whether the system says that it did nothing of a request: %s',
  (turnedAway) => {
    const error = new MerciaError('LMS_RATE_LIMITED', '[koha-a] renew: wait', { system: 'koha-a', turnedAway });

    expect(fromWireError(toWireError(error, 'koha-a'), 'koha-a')).toMatchObject({ notSent: false, turnedAway });
  },
);

it('keeps over the wire what everybody may read of an error, and gives the words of the table for others', () => {
  const message = '[hill] drop: the next drop is late';
  const told = new MerciaError('LMS_UNAVAILABLE', message, { system: 'hill', publicMessage: message });
  const other = new MerciaError('LMS_UNAVAILABLE', '[hill] sftp.hill.example is silent', { system: 'hill' });

  expect(fromWireError(toWireError(told, 'hill'), 'hill').publicMessage).toBe(message);
  expect(fromWireError(toWireError(other, 'hill'), 'hill').publicMessage).toBe(other.publicMessage);
});
