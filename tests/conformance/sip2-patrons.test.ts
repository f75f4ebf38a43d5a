import { describePatrons } from './describe-patrons.ts';
import { createSip2Readers } from './sip2-readers.ts';

for (const dialect of ['koha', 'symphony', 'horizon'] as const) {
  describePatrons(`SIP2 (${dialect})`, { create: () => createSip2Readers(dialect) });
}
