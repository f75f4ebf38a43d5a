/** How to reach a library beside these pages. */
import type { ContactPartsFragment } from '../__generated__/operations.ts';

/** What is known of it, in the order in which it is offered. */
export function waysToReach(
  contact: ContactPartsFragment | null,
): { readonly text: string; readonly href: string | null }[] {
  const { telephone = null, email = null } = contact ?? {};
  return [
    ...(telephone === null ? [] : [{ text: `Telephone ${telephone}`, href: null }]),
    ...(email === null ? [] : [{ text: `Write to ${email}`, href: `mailto:${email}` }]),
  ];
}
