/** What `mercia doctor` says of the agreements on readers' data. */
import type { Region } from '#domain/region.ts';
import { isReviewOverdue } from '#subgraphs/patrons/index.ts';
import { renderTable } from '../output.ts';

/** `secretIsSet`: without the region's secret, nothing is done under any agreement. Without an agreement, patron data is off for a library. */
export function reportPatronData({ libraries }: Region, secretIsSet: boolean, now: Date) {
  return {
    secretIsSet,
    libraries: libraries.map(({ id: library, patronData }) => {
      const { agreement = null, dpia = null, reviewOn = null } = patronData ?? {};
      return { library, agreement, dpia, reviewOn, reviewOverdue: reviewOn !== null && isReviewOverdue(reviewOn, now) };
    }),
  };
}

export function renderPatronData({ secretIsSet, libraries }: ReturnType<typeof reportPatronData>): string {
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
