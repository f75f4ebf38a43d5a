/** The pages of a harvest, written without repeating what most of them do not say, and how far it has got. */
import type { HarvestedDeletion, HarvestPage, HarvestReject } from '#contract/adapter.ts';
import { jsonOrNull } from '#platform/parse-json.ts';
import { lmsError } from './lms-error.ts';
import type { ZodType } from 'zod';

/** A page; what is not given is empty, or not known. */
export function harvestPage(page: Partial<HarvestPage> & Pick<HarvestPage, 'resumeAt'>): HarvestPage {
  return { records: [], rejects: [], expected: null, nextCursor: null, allLocalIds: null, ...page };
}

/** A record that the system no longer has. */
export function deletedRecord(localId: string, changedAt: string | null = null): HarvestedDeletion {
  return { deleted: true, localId, changedAt };
}

/** When an export was written and when the one before it was, RFC 3339; null or absent where that is not known. */
export interface WrittenDays {
  readonly asOf: string | null;
  readonly before: string | null | undefined;
  /** Which file or files. */
  readonly place: string;
}

/** Tells the operator, in the log and among the rejects, of an export that is older than the one before it; else nothing. */
export function tellIfOlder(
  warn: (sentence: string) => void,
  { asOf, before, place }: WrittenDays,
): readonly HarvestReject[] {
  if (asOf === null || before === null || before === undefined || Date.parse(asOf) >= Date.parse(before)) return [];
  const reason =
    `the export was written ${asOf}, and the one before it ${before}: it was taken in all the same, so that what changed in between ` +
    `is as it was; put a newer one there`;
  warn(reason);
  // It goes with the next export that is taken in: no record has this number.
  return [{ localId: 'older export', place, reason, raw: new Uint8Array(), format: 'unknown' }];
}

export interface AllFailed {
  readonly system: string;
  /** What was asked, for the message: `harvest by REST: Koha could not write a single record of a page`. */
  readonly what: string;
  /** So many failures together are no bad records. */
  readonly from: number;
}

/** Throws LMS_BAD_RESPONSE if nothing of a page was read and many records failed: the system itself is ill then. */
export function refuseIfAllFail(
  { system, what, from }: AllFailed,
  page: { readonly read: number; readonly failed: number },
): void {
  if (page.read === 0 && page.failed >= from) throw lmsError(system, 'LMS_BAD_RESPONSE', `${what}; see its log`);
}

/** Where a harvest has got to, as it is kept between pages and runs; `v` is the version of the shape. It must hold no secret. */
export function writeState(state: { readonly v: number } & Readonly<Record<string, unknown>>): string {
  return JSON.stringify(state);
}

/** Where a harvest of changes starts. Throws BAD_USER_INPUT for a text that no harvest wrote. */
export function readCursor<Cursor>(schema: ZodType<Cursor>, system: string, text: string): Cursor {
  const parsed = schema.safeParse(jsonOrNull(text));
  if (parsed.success) return parsed.data;
  throw lmsError(system, 'BAD_USER_INPUT', 'harvest: the cursor cannot be read; run a full harvest');
}

/** Where an interrupted run goes on; null if it was begun another way, or by another version: then it begins again. */
export function readState<State>(schema: ZodType<State>, text: string | null): State | null {
  return text === null ? null : (schema.safeParse(jsonOrNull(text)).data ?? null);
}
