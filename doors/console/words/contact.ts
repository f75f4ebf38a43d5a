/** How to reach a library beside these pages. */
import type { ContactPartsFragment } from '../__generated__/operations.ts';

/** A way to reach a library, or to ask it for something; `href` is null for words alone. */
export interface Way {
  readonly text: string;
  readonly href: string | null;
}

/** What is known of it, in the order in which it is offered. */
export function waysToReach(contact: ContactPartsFragment | null): readonly Way[] {
  const { telephone = null, email = null } = contact ?? {};
  return [
    ...(telephone === null ? [] : [{ text: `Telephone ${telephone}`, href: telephoneHref(telephone) }]),
    ...(email === null ? [] : [{ text: `Write to ${email}`, href: `mailto:${email}` }]),
  ];
}

/**
 * The number as a telephone dials it: `01632 960123 ext 4` is `tel:01632960123;ext=4`. Of `+44 (0)20 7946 0123` the 0 is not dialled, and
 * of two numbers, as in `01632 960123 / 960124`, the first is.
 */
function telephoneHref(telephone: string): string {
  const [numbers = '', extension] = telephone.split(/ext\.?|x/i);
  const digits = (text: string): string => text.replaceAll(/[^\d+]/g, '');
  const [first = ''] = numbers.split('/');
  // What stands before a "/" may be the code of a town alone.
  const number = digits(first).length < 6 ? numbers : first;
  const dialled = digits(number.startsWith('+') ? number.replace('(0)', '') : number);
  return `tel:${dialled}${extension === undefined ? '' : `;ext=${digits(extension)}`}`;
}
