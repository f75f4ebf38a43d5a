/** What `mercia doctor` says of the agreements on readers' data. */
import type { Library, Region } from '#domain/region.ts';
import { isReviewOverdue } from '#subgraphs/patrons/index.ts';
import { renderTable } from '../output.ts';

export interface PatronDataReport {
  /** Whether the region has its secret: without it, nothing is done under any agreement. */
  readonly secretIsSet: boolean;
  readonly libraries: readonly {
    readonly library: string;
    /** Null if there is no agreement: patron data is off for the library. */
    readonly agreement: string | null;
    readonly dpia: string | null;
    readonly reviewOn: string | null;
    readonly reviewOverdue: boolean;
  }[];
}

export function reportPatronData({ libraries }: Region, secretIsSet: boolean, now: Date): PatronDataReport {
  return { secretIsSet, libraries: libraries.map((library) => reportLibrary(library, now)) };
}

function reportLibrary({ id, patronData }: Library, now: Date): PatronDataReport['libraries'][number] {
  if (patronData === undefined)
    return { library: id, agreement: null, dpia: null, reviewOn: null, reviewOverdue: false };
  const { agreement, dpia, reviewOn } = patronData;
  return { library: id, agreement, dpia, reviewOn, reviewOverdue: isReviewOverdue(reviewOn, now) };
}

export function renderPatronData({ secretIsSet, libraries }: PatronDataReport): string {
  const rows = libraries.map(({ library, agreement, reviewOn, reviewOverdue }) =>
    agreement === null
      ? ['  ', 'off', library, 'no agreement', '']
      : [
          '  ',
          secretIsSet ? 'on' : 'off',
          library,
          agreement,
          `review ${reviewOverdue ? 'OVERDUE since' : 'by'} ${reviewOn ?? ''}`,
        ],
  );
  const heading = `patron data${secretIsSet ? '' : ' (off everywhere: MERCIA_PATRON_SECRET is not set)'}`;
  return `${heading}\n${renderTable(rows)}`;
}
