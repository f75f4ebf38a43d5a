import { BEFORE_RELEASE } from '../release.ts';
import { describePatrons } from './describe-patrons.ts';
import { createSip2Readers } from './sip2-readers.ts';

/** One writes times in UTC, and names of a long list the first entries only. */
const DIALECTS = {
  koha: {},
  symphony: {},
  horizon: { differently: { zone: '   Z', entriesAtOnce: 30 } },
} as const;

// The other dialects of the same protocol: before a release alone.
for (const dialect of BEFORE_RELEASE ? (['koha', 'symphony', 'horizon'] as const) : (['koha'] as const)) {
  describePatrons(`SIP2 (${dialect})`, { create: () => createSip2Readers(dialect, DIALECTS[dialect]) });
}
