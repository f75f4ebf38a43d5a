/** How a copy stands, from what the availability service says of it. Pure. */
import { toDue } from '#domain/due.ts';
import type { CopyState, Due, ItemStatus, Reason } from '#domain/facts.ts';
import { limitationsOf, mayBeOnLoan } from '#domain/item-status.ts';
import { toInstant, toWallTime } from '#domain/wall-time.ts';
import { looksLikeCode } from '../shared/codes.ts';
import { askTheLibrary } from '../shared/copy-questions.ts';
import type { WmsSite } from './site.ts';
import type { WireCopy, WireTitle } from './wire.ts';

/** How good a row of the table is: in a list or a program of libraries, a word of OCLC's help pages, or taken for true. */
type Standing = 'READ' | 'DOCUMENTED' | 'ASSUMED';

interface ReasonMeaning {
  readonly status: ItemStatus;
  readonly label: string;
  readonly standing: Standing;
}

const meaning = (status: ItemStatus, label: string, standing: Standing): ReasonMeaning => ({ status, label, standing });

/** `reasonUnavailable` → what it means. No list of the codes is published; README.md says where each row comes from. */
export const REASONS: Readonly<Record<string, ReasonMeaning>> = {
  ON_LOAN: meaning('ON_LOAN', 'On loan', 'READ'),
  OVERDUE: meaning('ON_LOAN', 'Overdue', 'READ'),
  LONG_OVERDUE: meaning('ON_LOAN', 'Long overdue', 'READ'),
  RECALLED: meaning('ON_LOAN', 'Recalled', 'DOCUMENTED'),
  CLAIMED_RETURNED: meaning('CLAIMED_RETURNED', 'Claimed returned', 'READ'),
  CLAIMED_NEVER_HAD: meaning('UNAVAILABLE', 'Claimed never had', 'READ'),
  TRANSIT: meaning('IN_TRANSIT', 'In transit', 'READ'),
  DISPATCHED: meaning('IN_TRANSIT', 'Dispatched', 'DOCUMENTED'),
  IN_TRANSIT: meaning('IN_TRANSIT', 'In transit', 'DOCUMENTED'),
  IN_PROCESSING: meaning('IN_PROCESS', 'In processing', 'READ'),
  ON_HOLD: meaning('ON_HOLD_SHELF', 'On hold', 'READ'),
  LOST: meaning('LOST', 'Lost', 'READ'),
  MISSING: meaning('MISSING', 'Missing', 'READ'),
  ON_ORDER: meaning('ON_ORDER', 'On order', 'ASSUMED'),
  WITHDRAWN: meaning('WITHDRAWN', 'Withdrawn', 'READ'),
  UNAVAILABLE: meaning('UNAVAILABLE', 'Unavailable', 'ASSUMED'),
};

/** `asOf`: when the answer came (RFC 3339); it has no time of its own. */
export function copyStateOf(site: WmsSite, copy: WireCopy, { holdQueue }: WireTitle, asOf: string): CopyState {
  const { status, word, rule = null, reason } = statusOf(site, copy);
  const { availabilityDate, temporaryLocation } = copy;
  return {
    asOf,
    status,
    limitations: limitationsOf(status, []),
    statusAtSource: word,
    statusRule: rule,
    use: null,
    due: mayBeOnLoan(status) && availabilityDate !== null ? dueOf(availabilityDate, site.system.timeZone) : null,
    currentLocation: temporaryLocation === null ? null : { code: temporaryLocation, name: null, siteCode: null },
    holdQueue,
    reason,
  };
}

interface ToldStatus {
  readonly status: ItemStatus;
  readonly word: string | null;
  /** What decided; absent if `reason` says why nothing did. */
  readonly rule?: string;
  readonly reason: Reason | null;
}

function statusOf(site: WmsSite, { isAvailable, reason: written }: WireCopy): ToldStatus {
  if (isAvailable === true && written === null)
    return { status: 'AVAILABLE', word: 'available', rule: 'WMS: available', reason: null };
  if (isAvailable === true) {
    const what = 'calls this copy available and gives a reason why it is not';
    return { status: 'UNKNOWN', word: null, reason: askTheLibrary(site, 'BAD_ANSWER', what) };
  }
  if (isAvailable === null) {
    const what = 'does not say whether this copy is available';
    return { status: 'UNKNOWN', word: null, reason: askTheLibrary(site, 'BAD_ANSWER', what) };
  }
  // The service says no more of it: not there, and nobody knows why.
  if (written === null)
    return { status: 'UNAVAILABLE', word: 'not available', rule: 'WMS: not available', reason: null };
  const code = codeOf(written);
  const ofSite = site.settings.reasons[code];
  const status = ofSite ?? REASONS[code]?.status;
  const rule = ofSite === undefined ? `WMS: ${code}` : `reasons.${code}`;
  if (status !== undefined) return { status, word: REASONS[code]?.label ?? code, rule, reason: null };
  site.onUnmapped('reasonUnavailable', code);
  const what = 'reports this copy as not available for a reason that the region file does not explain';
  return { status: 'UNKNOWN', word: null, reason: askTheLibrary(site, 'NOT_SUPPORTED', what) };
}

/** Codes that nothing explains. */
export function unmappedReasons({ settings }: WmsSite, { copies }: WireTitle): readonly string[] {
  const codes = copies.flatMap(({ isAvailable, reason }) =>
    isAvailable === false && reason !== null ? [codeOf(reason)] : [],
  );
  return [...new Set(codes)].filter(
    (code) => settings.reasons[code] === undefined && REASONS[code] === undefined && looksLikeCode(code),
  );
}

/** `On Loan` and `ON_LOAN` are one. */
function codeOf(reason: string): string {
  return reason
    .toUpperCase()
    .replaceAll(/[^A-Z0-9]+/g, '_')
    .replaceAll(/^_|_$/g, '');
}

const WRITTEN = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d)(?::\d\d(?:\.\d+)?)? ?(Z|[+-]\d\d:?\d\d)?)?$/;
/** The first and the last minute of a day, where the library is, mean that day. */
const OF_THE_DAY = [0, 23 * 60 + 59];

/**
 * When a copy is expected back: a day, or a moment of any zone. A time without a zone is the library's. Null for a text that is no such
 * date; none is guessed from other orders of day and month.
 */
export function dueOf(text: string, timeZone: string): Due | null {
  const [, day, time, zone] = WRITTEN.exec(text) ?? [];
  const due = toDue({ on: day ?? '', at: null });
  if (day === undefined || due === null || time === undefined) return due;
  const minutes = Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
  const at =
    zone === undefined ? toInstant({ day, minutes }, timeZone) : Date.parse(`${day}T${time}:00${withColon(zone)}`);
  if (Number.isNaN(at) || minutes >= 24 * 60) return null;
  const local = toWallTime(at, timeZone);
  return { on: local.day, at: OF_THE_DAY.includes(local.minutes) ? null : new Date(at).toISOString() };
}

function withColon(zone: string): string {
  return zone.length === 5 ? `${zone.slice(0, 3)}:${zone.slice(3)}` : zone;
}
