/** The pages of a harvest, written without repeating what most of them do not say. */
import type { HarvestedDeletion, HarvestPage } from '#contract/adapter.ts';
import { lmsError } from './lms-error.ts';

/** A page; what is not given is empty, or not known. */
export function harvestPage(page: Partial<HarvestPage> & Pick<HarvestPage, 'resumeAt'>): HarvestPage {
  return { records: [], rejects: [], expected: null, nextCursor: null, allLocalIds: null, ...page };
}

/** A record that the system no longer has. */
export function deletedRecord(localId: string, changedAt: string | null = null): HarvestedDeletion {
  return { deleted: true, localId, changedAt };
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
