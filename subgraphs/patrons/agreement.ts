import { STAFF_PURPOSES, type DataPurpose, type StaffPurpose } from '#domain/region.ts';

/** `reviewOn` is the last day; both are days of the calendar. */
export function isReviewOverdue(reviewOn: string, now: Date): boolean {
  return now.toISOString().slice(0, 10) > reviewOn;
}

export function toStaffPurposes(purposes: readonly DataPurpose[]): readonly StaffPurpose[] {
  return STAFF_PURPOSES.filter((purpose) => purposes.includes(purpose));
}
