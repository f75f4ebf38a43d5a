import { MerciaError } from './errors.ts';
import { expect, it } from 'vitest';
import { redactError } from './redact-error.ts';

it('tells the class of an error and its places, and none of its words', () => {
  const told = redactError(new TypeError('card 4711\n    at home, PIN 0815', { cause: new Error('4711') }));

  expect(told.fault).toBe('TypeError');
  expect(told.at).toMatch(/^at .*redact-error\.test\.ts:\d+:\d+/);
  expect(JSON.stringify(told)).not.toMatch(/4711|0815/);
});

it('tells the code of an error of ours', () => {
  expect(redactError(new MerciaError('LMS_TIMEOUT', 'card 4711'))).toEqual({ fault: 'LMS_TIMEOUT', at: '' });
});

it('tells what the system calls the cause, and nothing else of it', () => {
  const full = Object.assign(new Error('no space for card 4711'), { code: '53100' });
  const strange = Object.assign(new Error('x'), { code: 'card 4711' });

  expect(redactError(new MerciaError('STORE_UNAVAILABLE', 'x', { cause: full }))).toEqual({
    fault: 'STORE_UNAVAILABLE',
    at: '',
    cause: '53100',
  });
  expect(JSON.stringify(redactError(strange))).not.toContain('4711');
});

it('tells the type of what is no error', () => {
  expect(redactError('4711')).toEqual({ fault: 'string', at: '' });
});
