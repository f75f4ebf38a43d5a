/** Control totals: what whoever made an export counted, compared with what was found in it. */
import { lmsError } from '../shared/lms-error.ts';
import type { Totals } from './drops/settings.ts';
import type { FilesSite } from './site.ts';

const WORDS = { records: 'records', copies: 'copies', loans: 'copies on loan' } as const;

/** Throws LMS_BAD_RESPONSE with what was expected and what was found. Only what was counted is compared. */
export function refuseOtherTotals(
  { system }: Pick<FilesSite, 'system'>,
  expected: Totals,
  found: Required<Totals>,
  toldBy: string,
): void {
  const differences = (['records', 'copies', 'loans'] as const).flatMap((what) =>
    expected[what] === undefined || expected[what] === found[what]
      ? []
      : `${expected[what]} ${WORDS[what]} where the files have ${found[what]}`,
  );
  if (differences.length === 0) return;
  const what = `${toldBy} has ${differences.join(', and ')}; nothing was taken in`;
  throw lmsError(
    system.id,
    'LMS_BAD_RESPONSE',
    `control totals: ${what}; send the files again, whole, with their own totals`,
  );
}
