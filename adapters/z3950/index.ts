/** The adapter for a catalogue that is searched by Z39.50 or SRU: how copies stand. It is the live part of a system that is harvested otherwise. */
import type { AdapterKind } from '#contract/adapter.ts';
import { NO_READING_RULES } from '../shared/reading-rules.ts';
import { createZ3950Adapter } from './adapter.ts';
import { z3950Settings } from './config.ts';
import { share } from './share.ts';

/** A search is dearer than a question about a copy; most servers stand beside the catalogue that everybody uses. */
const SEARCHES_PER_SECOND = 10;

export const z3950Kind: AdapterKind = {
  kind: 'z3950',
  title: 'Z39.50 or SRU',
  described: [{ as: 'yes' }],
  evidence: [
    {
      make: 'catalogue searched by Z39.50 or SRU',
      seen: [],
      documented: [
        'OPAC records: opacxml.xsd of YAZ, and what servers of FOLIO and Symphony write into them (tests of Net-Z3950-FOLIO and others)',
        'words in 952 $k: Koha/Z3950Responder/Session.pm and its test',
      ],
      assumed: ['which words a library has; that its numbers of records and barcodes are those of its export'],
    },
  ],
  settings: z3950Settings,
  harvestMethods: [],
  addressSchemes: ['http', 'https', 'tcp', 'tls'],
  parts: ['live'],
  perSecond: SEARCHES_PER_SECOND,
  rules: () => NO_READING_RULES,
  share,
  create: createZ3950Adapter,
};
