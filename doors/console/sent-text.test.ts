import { expect, it } from 'vitest';
import { isReadable } from './sent-text.ts';

it.each(['', '/', '/find?q=100%25', 'q=gr%C3%B6%C3%9Fe+%26&q=', '/titles/a%3A1?x=%0D%0A', '%F0%9F%93%9A'])(
  'reads %j',
  (text) => {
    expect(isReadable(text)).toBe(true);
  },
);

it.each(['%', 'a=1&b=%', '%zz', '100%&x', '%ff', '%c0%af', '%E0%A4%A', '%ED%A0%80', '%00', 'a%00b', '\0'])(
  'cannot read %j',
  (text) => {
    expect(isReadable(text)).toBe(false);
  },
);
