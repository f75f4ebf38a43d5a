/**
 * ILS-DI → domain, pure: what GetAvailability says of a copy. It says one thing, the first that is true in Koha's own order:
 * not for loan, on loan, lost, withdrawn, damaged; newer versions go on with in transit and on hold. What comes later in that
 * order may be true as well.
 */
import type { CopyState, ItemLimitation, Place, Reason } from '#domain/facts.ts';
import { isSomewhere, limitationsOf } from '#domain/item-status.ts';
import type { KohaSite } from '../site.ts';
import type { TextMeaning } from './settings.ts';

/** What one answer says of one copy, in Koha's words. */
export interface SaidOfCopy {
  readonly status: string;
  readonly message: string | null;
  /** The name of the branch that holds it, not its code. */
  readonly location: string | null;
}

/** Koha's own texts; 23.05 has them in English whatever the site's language is, newer versions translate them. */
const MESSAGES: ReadonlyMap<string, TextMeaning> = new Map<string, TextMeaning>([
  ['Checked out', 'ON_LOAN'],
  ['Item lost', 'LOST'],
  ['Item withdrawn', 'WITHDRAWN'],
  ['Item damaged', 'DAMAGED'],
  ['Not for loan', 'NOT_FOR_LOAN'],
  ['In transit', 'IN_TRANSIT'],
  ['On hold', 'KEPT'],
  ['Error: could not retrieve availability for this ID', 'NOT_FOUND'],
]);
/** What stands where there is no message. */
const WITHOUT_MESSAGE: ReadonlyMap<string, TextMeaning> = new Map([['available', 'AVAILABLE']]);
/** A message belongs to one of Koha's own states; to those of another language any does. */
const STATUS_OF: ReadonlyMap<string, (meaning: TextMeaning) => boolean> = new Map<
  string,
  (meaning: TextMeaning) => boolean
>([
  ['available', (meaning) => meaning === 'AVAILABLE'],
  ['not available', (meaning) => meaning !== 'NOT_FOUND'],
  ['unknown', (meaning) => meaning === 'NOT_FOUND'],
]);

/** How the copy stands; null where Koha says that it has no such copy. */
export function toCopyState(site: KohaSite, said: SaidOfCopy, asOf: string): CopyState | null {
  const message = said.message?.trim() ?? '';
  const status = said.status.trim();
  const text = message === '' ? status : message;
  const meaning = meaningOf(site, status, message);
  if (meaning === 'NOT_FOUND') return null;
  const isSure = meaning !== null && meaning !== 'NOT_FOR_LOAN' && meaning !== 'KEPT' && meaning !== 'UNKNOWN';
  const standing = isSure ? meaning : 'UNKNOWN';
  if (meaning === null) site.onUnmapped('text of ILS-DI', shortOf(text));
  return {
    asOf,
    status: standing,
    limitations: limitationsOf(standing, notTold(site)),
    statusAtSource: meaning === null ? null : text,
    statusRule: isSure ? (text in site.settings.ilsDi.texts ? `ilsDi.texts.${text}` : `Koha: ${text}`) : null,
    // It is not lent for whatever reason; harvest may know which.
    use: meaning === 'NOT_FOR_LOAN' ? 'REFERENCE' : null,
    due: null,
    currentLocation: isSomewhere(standing) ? placeOf(site, said.location) : null,
    holdQueue: null,
    reason: isSure ? null : reasonOf(site, meaning),
  };
}

function meaningOf({ settings }: KohaSite, status: string, message: string): TextMeaning | null {
  const own = new Map(Object.entries(settings.ilsDi.texts));
  const meaning =
    message === '' ? (own.get(status) ?? WITHOUT_MESSAGE.get(status)) : (own.get(message) ?? MESSAGES.get(message));
  if (meaning === undefined) return null;
  const fits = STATUS_OF.get(status) ?? (() => true);
  return fits(meaning) || own.has(message) ? meaning : null;
}

/** What may be true of a copy in the place of what is said. */
function notTold({ settings: { ilsDi, transfers } }: KohaSite): readonly ItemLimitation[] {
  if (ilsDi.tellsTransitAndHolds) return [];
  return transfers === 'none' ? ['HOLD_SHELF_NOT_TOLD'] : ['HOLD_SHELF_NOT_TOLD', 'TRANSIT_NOT_TOLD'];
}

function reasonOf({ system }: KohaSite, meaning: TextMeaning | null): Reason {
  if (meaning === null) {
    const what = 'The system says of this copy what the region file gives no meaning: settings.ilsDi.texts';
    return { code: 'BAD_ANSWER', message: what, system: system.id };
  }
  const what =
    meaning === 'KEPT'
      ? 'The system says that the copy is kept for a reader, and not where it is'
      : meaning === 'NOT_FOR_LOAN'
        ? 'The system says only that the copy is not lent, and not how it stands'
        : 'The system says nothing of this copy that could be told';
  return { code: 'NOT_SUPPORTED', message: what, system: system.id };
}

/** Koha tells the name of the branch alone: its code is what the region file has for that name, if only one does. */
function placeOf({ settings }: KohaSite, name: string | null): Place | null {
  if (name === null) return null;
  const [code, ...others] = Object.keys(settings.branches).filter((one) => settings.branches[one] === name);
  return code === undefined || others.length > 0 ? null : { code, name, siteCode: code };
}

/** For the log: a text that anybody may have written, and so perhaps a name, is not repeated. */
function shortOf(text: string): string {
  return /^[\p{L}\p{P} ]{1,40}$/u.test(text) ? text : 'a longer text, or one with figures';
}
