/** Answer 18 as an account needs it: what the copy is called and when it is due. */
import type { Due } from '#domain/facts.ts';
import { fieldOf, type Sip2Message } from '../../protocols/sip2/message.ts';
import { dueOf } from '../due.ts';
import { readDay } from './day.ts';

export interface ItemAnswer {
  readonly barcode: string;
  /** Two digits: `04` charged, `08` on the hold shelf. */
  readonly status: string;
  readonly title: string | null;
  /** Null where it is not told, or not in a form that can be read. */
  readonly due: Due | null;
  /** `YYYY-MM-DD`: until when it is kept for collection. */
  readonly collectBy: string | null;
}

/** The state of everything that no other state fits, and of what does not exist. */
const OTHER = '01';

/** Null for a barcode that the system does not know: it then has no title. */
export function readItemAnswer(message: Sip2Message, timeZone: string): ItemAnswer | null {
  const status = message.fixed.slice(0, 2);
  const title = titleOf(message);
  if (status === OTHER && title === null) return null;
  return {
    barcode: fieldOf(message, 'AB')?.trim() ?? '',
    status,
    title,
    due: dueOf(fieldOf(message, 'AH') ?? '', timeZone),
    collectBy: readDay(fieldOf(message, 'CM')),
  };
}

/** Without the punctuation that cataloguers end it with. */
export function titleOf(message: Sip2Message): string | null {
  const title = (fieldOf(message, 'AJ') ?? '').trim().replace(/[\s/:;,=]+$/, '');
  return title === '' ? null : title;
}
