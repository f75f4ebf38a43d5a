import { describePatrons } from './describe-patrons.ts';
import { createSip2Readers } from './sip2-readers.ts';

/** One writes times in UTC, and names of a long list the first entries only. */
const DIALECTS = {
  koha: {},
  symphony: {},
  horizon: { differently: { zone: '   Z', entriesAtOnce: 30 } },
} as const;

for (const dialect of ['koha', 'symphony', 'horizon'] as const) {
  describePatrons(`SIP2 (${dialect})`, { create: () => createSip2Readers(dialect, DIALECTS[dialect]) });
}
