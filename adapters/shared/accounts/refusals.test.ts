import { REFUSAL_CODES } from '#domain/accounts.ts';
import { describe, expect, it } from 'vitest';
import { findWords, toRefusal } from './refusals.ts';

describe('a refusal', () => {
  it.each(REFUSAL_CODES)('%s has a message for the patron', (code) => {
    expect(toRefusal(code)).toEqual({
      code,
      message: expect.stringMatching(/^[A-Z].*\.$/) as string,
      sourceCode: null,
    });
  });

  it('has the message of the system’s table where it says more, and the system’s own code', () => {
    expect(toRefusal(['NOT_HOLDABLE', 'The copy is damaged.'], 'damaged')).toEqual({
      code: 'NOT_HOLDABLE',
      message: 'The copy is damaged.',
      sourceCode: 'damaged',
    });
  });
});

describe('the code of a system', () => {
  it('is found in its table, and nowhere else', () => {
    expect(findWords({ damaged: 'NOT_HOLDABLE' }, 'damaged')).toBe('NOT_HOLDABLE');
    expect(findWords({ damaged: 'NOT_HOLDABLE' }, 'constructor')).toBeUndefined();
    expect(findWords({ damaged: 'NOT_HOLDABLE' }, null)).toBeUndefined();
  });
});
