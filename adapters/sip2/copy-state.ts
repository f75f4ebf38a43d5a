/** How a copy stands, from an answer 18. Pure. */
import type { CopyState, ItemLimitation, ItemStatus, Place, Reason } from '#domain/facts.ts';
import { limitationsOf, mayBeOnLoan } from '#domain/item-status.ts';
import { fieldOf, type Sip2Message } from '../protocols/sip2/message.ts';
import { askTheLibrary } from '../shared/copy-questions.ts';
import { SERVER_DIALECTS } from './dialects.ts';
import { dueOf } from './due.ts';
import type { Sip2Site } from './site.ts';

/**
 * Null if the server knows no such copy. `asOf` is when the answer came (RFC 3339): the server's own time of day is often that of
 * another zone.
 *
 *     1804020120261124    141536AB39999000000040|AJOcherki po istorii…|AQFFL|CRFIC|BGFFL|AH20261215    235900|
 */
export function copyStateOf(site: Sip2Site, message: Sip2Message, asOf: string): CopyState | null {
  const { system, settings } = site;
  const dayIn = (field: string) => dueOf(fieldOf(message, field) ?? '', system.timeZone);
  const due = dayIn('AH');
  const told = withoutContradiction(site, statusOf(site, message), {
    isDue: due !== null,
    isKept: dayIn('CM') !== null,
  });
  if (told === null) return null;
  const owner = SERVER_DIALECTS[settings.dialect].ownerInAq ? (fieldOf(message, 'AQ')?.trim() ?? '') : '';
  const notTold: readonly ItemLimitation[] = told.mayBe ?? settings.notTold;
  return {
    asOf,
    status: told.status,
    limitations: limitationsOf(told.status, notTold),
    statusAtSource: told.word,
    statusRule: told.rule ?? null,
    use: null,
    due: mayBeOnLoan(told.status) ? due : null,
    currentLocation: placeOf(site, fieldOf(message, 'AP')?.trim() ?? ''),
    ...(owner === '' ? {} : { ownerCode: owner }),
    holdQueue: settings.holdQueue === 'title' ? queueOf(fieldOf(message, 'CF')) : null,
    reason: told.reason,
  };
}

interface ToldStatus {
  readonly status: ItemStatus;
  readonly word: string | null;
  readonly reason: Reason | null;
  /** What decided; absent if `reason` says why nothing did. */
  readonly rule?: string;
  /** What may be true of the copy in the place of its status, whatever the settings say. */
  readonly mayBe?: readonly ItemLimitation[];
}

/** A copy that is called available, and is due back on a day or kept for a reader until one, is there or is not: nobody knows which. */
function withoutContradiction(
  site: Sip2Site,
  told: ToldStatus | null,
  { isDue, isKept }: { readonly isDue: boolean; readonly isKept: boolean },
): ToldStatus | null {
  if (told?.status !== 'AVAILABLE' || !(isDue || isKept)) return told;
  const what = `calls this copy available, and says ${isDue ? 'when it is due back' : 'until when it is kept for a reader'}`;
  return { status: 'UNKNOWN', word: told.word, reason: askTheLibrary(site, 'BAD_ANSWER', what) };
}

function statusOf(site: Sip2Site, message: Sip2Message): ToldStatus | null {
  const { settings, onUnmapped } = site;
  const code = message.fixed.slice(0, 2);
  const meaning = STATUS_MEANINGS[code];
  const word = meaning?.word ?? null;
  const ofSite = settings.statuses[code];
  if (code === OTHER) return otherOf(site, message, ofSite);
  if (ofSite !== undefined) return { status: ofSite, word, reason: null, rule: `statuses.${code}` };
  const mayBe = SERVER_DIALECTS[settings.dialect].inPlace[code];
  if (mayBe !== undefined)
    return { status: 'AVAILABLE', word, reason: null, mayBe, rule: `SIP2 of ${settings.dialect}: ${code}` };
  if (meaning !== undefined) return { status: meaning.status, word, reason: null, rule: `SIP2: ${code}` };
  const shown = /^\d\d$/.test(code) ? code : 'none';
  onUnmapped('circulation status', shown);
  const what = `reports this copy by a code that SIP2 does not have (${shown})`;
  return { status: 'UNKNOWN', word: null, reason: askTheLibrary(site, 'BAD_ANSWER', what) };
}

/** "Other" is nothing by itself: an unknown barcode, a state that its text explains, or a state that nobody explains. */
function otherOf(site: Sip2Site, message: Sip2Message, ofSite: ItemStatus | undefined): ToldStatus | null {
  const texts = message.fields.get('AF') ?? [];
  const explained = texts.map((text) => site.explain(text)).find((one) => one !== null);
  if (explained !== undefined)
    return { status: explained.status, word: explained.text, reason: null, rule: `text of 01: ${explained.text}` };
  const hasTitle = (fieldOf(message, 'AJ') ?? '').trim() !== '';
  if (!hasTitle || texts.some((text) => site.saysUnknown(text))) return null;
  if (ofSite !== undefined) return { status: ofSite, word: 'other', reason: null, rule: `statuses.${OTHER}` };
  const what = 'reports this copy as "other" without a text that the region file explains';
  return { status: 'UNKNOWN', word: 'other', reason: askTheLibrary(site, 'NOT_SUPPORTED', what) };
}

function placeOf({ settings }: Sip2Site, code: string): Place | null {
  if (settings.currentLocation === 'none' || code === '') return null;
  return { code, name: null, siteCode: settings.currentLocation === 'site' ? code : null };
}

function queueOf(text: string | undefined): number | null {
  return text !== undefined && /^\d{1,6}$/.test(text.trim()) ? Number(text) : null;
}

interface StatusMeaning {
  readonly status: ItemStatus;
  /** The specification's own word for the code. */
  readonly word: string;
}

/** 01, "other": everything that no other code fits, and at most servers a barcode that they do not know. */
export const OTHER = '01';

/** Codes of the specification, and 14 to 16 of BIC LCF, which goes on from it. 01 is not in it: it says nothing of itself. */
const STATUS_MEANINGS: Readonly<Record<string, StatusMeaning>> = {
  '02': { status: 'ON_ORDER', word: 'on order' },
  '03': { status: 'AVAILABLE', word: 'available' },
  '04': { status: 'ON_LOAN', word: 'charged' },
  '05': { status: 'ON_LOAN', word: 'charged; not to be recalled until earliest recall date' },
  '06': { status: 'IN_PROCESS', word: 'in process' },
  // Still with its reader.
  '07': { status: 'ON_LOAN', word: 'recalled' },
  '08': { status: 'ON_HOLD_SHELF', word: 'waiting on hold shelf' },
  '09': { status: 'RESHELVING', word: 'waiting to be re-shelved' },
  '10': { status: 'IN_TRANSIT', word: 'in transit between library locations' },
  '11': { status: 'CLAIMED_RETURNED', word: 'claimed returned' },
  '12': { status: 'LOST', word: 'lost' },
  '13': { status: 'MISSING', word: 'missing' },
  '14': { status: 'WITHDRAWN', word: 'all copies withdrawn' },
  '15': { status: 'WITHDRAWN', word: 'withdrawn for repair' },
  '16': { status: 'WITHDRAWN', word: 'withdrawn' },
};
