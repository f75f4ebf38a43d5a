/** The form that links a card: what is wrong with it, in words that do not tell more than the library's system does. */
import type { LinkCardQuery, LinkRefusalCode } from '../../__generated__/operations.ts';
import { listNames } from '../../words/lists.ts';
import { sayWhen } from '../../words/moments.ts';

/** What was typed, without the PIN: that is never given back. */
export interface Typed {
  readonly library: string;
  readonly card: string;
}

export type Fault =
  | { readonly is: 'MISSING'; readonly fields: readonly ('library' | 'card' | 'pin')[] }
  | { readonly is: 'REFUSED'; readonly code: LinkRefusalCode; readonly retryAt: string | null }
  | { readonly is: 'UNKNOWN' };

export function linkCardView(
  { region, me }: Pick<LinkCardQuery, 'region' | 'me'>,
  typed: Typed,
  fault: Fault | null,
  now: number,
) {
  const libraries = region?.libraries ?? [];
  const open = libraries.filter(({ patronData }) => patronData?.active === true);
  const closed = libraries.filter(({ patronData }) => patronData?.active !== true);
  const wrong = wrongOf(fault);
  return {
    title: fault === null ? 'Link a card' : 'Error: Link a card',
    current: '/account',
    heading: fault?.is === 'UNKNOWN' ? 'We cannot tell whether the card was linked' : 'The card was not linked',
    errors: fault === null ? [] : errorsOf(fault, wrong, now),
    wrong,
    libraries:
      open.length === 0
        ? []
        : [
            { value: '', text: 'Choose a library', selected: false },
            ...open.map(({ id, name }) => ({ value: id, text: name, selected: id === typed.library })),
          ],
    notHere:
      closed.length === 0
        ? null
        : `Cards of ${listNames(closed.map(({ name }) => name))} cannot be linked: there is no agreement with this region to handle their readers’ data.`,
    card: typed.card,
    number: me?.id ?? null,
  };
}

const MISSING = {
  library: 'Choose the library that gave you the card',
  card: 'Enter the number of the card',
  pin: 'Enter the PIN or password of the card',
} as const;

function wrongOf(fault: Fault | null) {
  const of = (field: keyof typeof MISSING): string | null =>
    fault?.is === 'MISSING' && fault.fields.includes(field) ? MISSING[field] : null;
  return { library: of('library'), card: of('card'), pin: of('pin') };
}

function errorsOf(fault: Fault, wrong: ReturnType<typeof wrongOf>, now: number) {
  switch (fault.is) {
    case 'MISSING':
      return (['library', 'card', 'pin'] as const).flatMap((field) => {
        const text = wrong[field];
        return text === null ? [] : [{ text, href: `#${field}` }];
      });
    case 'REFUSED':
      return [{ text: sayRefusal(fault.code, fault.retryAt, now), href: '#card' }];
    case 'UNKNOWN':
      return [
        {
          text: 'Look at your account before you try again: if the library is among your cards, it was linked.',
          href: '/account',
        },
      ];
  }
}

const REFUSED: Readonly<Record<LinkRefusalCode, string>> = {
  NOT_RECOGNISED: 'The library does not recognise this card with this PIN. Check both, and the library.',
  LOCKED_OUT: 'There were too many tries that failed, so no card can be tried now.',
  CANNOT_VERIFY:
    'This library’s system cannot check the PIN, or does not say whose card it is. Ask the library’s staff to link the card for you.',
  SYSTEM_UNAVAILABLE: 'The library’s system is not answering, so the card could not be checked. Try again later.',
  ALREADY_LINKED: 'This card is linked to you already.',
  LINKED_ELSEWHERE: 'This card is linked to another sign-in. Ask the library’s staff to move it to yours.',
  NO_AGREEMENT:
    'Cards of this library cannot be linked: there is no agreement with this region to handle its readers’ data.',
  NOT_YOUR_LIBRARY: 'This card belongs to a reader of another library. Choose that library.',
  UNKNOWN_PATRON: 'Your sign-in is not known here. Sign out, and sign in again.',
};

/** `retryAt`: when a try counts again. */
export function sayRefusal(code: LinkRefusalCode, retryAt: string | null, now: number): string {
  if (retryAt === null) return REFUSED[code];
  return `${REFUSED[code]} You can try again ${sayWhen(retryAt, now)}. The library’s staff can link the card before that.`;
}
