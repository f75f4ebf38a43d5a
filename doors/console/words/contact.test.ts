import { expect, it } from 'vitest';
import { waysToReach } from './contact.ts';

it.each([
  ['01632 960123', 'tel:01632960123'],
  ['01632 960123 ext 4', 'tel:01632960123;ext=4'],
  // The 0 is for calls from within the country.
  ['+44 (0)20 7946 0123', 'tel:+442079460123'],
  ['(0)20 7946 0123', 'tel:02079460123'],
  // Two numbers in one line: the first is called.
  ['01632 960123 / 960124', 'tel:01632960123'],
  ['01632/960123', 'tel:01632960123'],
  ['01632 960123/4 ext 5', 'tel:01632960123;ext=5'],
])('calls %s by %s', (telephone, href) => {
  expect(waysToReach({ telephone, email: null })).toEqual([{ text: `Telephone ${telephone}`, href }]);
});
