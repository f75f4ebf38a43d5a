/** Entries as they stand in files. docs/feeds.md says what stands in each. */
import { writeCleanMarcXml, writeMarcInJson, type MarcRecord } from '#marc/index.ts';
import type { FeedEntry } from '#feed-log/index.ts';
import { readPublished } from '../published-record.ts';

export const FILE_FORMATS = ['ndjson', 'iso2709', 'marcxml'] as const;
export type FileFormat = (typeof FILE_FORMATS)[number];

/** Why an entry stands among the deletions: it was deleted, or it is in the set no more. */
export type GoneReason = Exclude<FeedEntry['kind'], 'CHANGED'> | 'LEFT_SET';

export interface EntryForm {
  readonly head: string;
  readonly tail: string;
  live(entry: FeedEntry, body: Uint8Array): Uint8Array | string;
  /** A line of the file of deletions. */
  gone(entry: FeedEntry, reason: GoneReason): string;
  /** With its dot. */
  readonly goneExtension: string;
}

const readBody = ({ identifier }: FeedEntry, body: Uint8Array): MarcRecord =>
  readPublished(body, `what was published of ${identifier} cannot be read`);

const identifierLine = ({ identifier }: FeedEntry): string => `${identifier}\n`;

export const ENTRY_FORMS: Readonly<Record<FileFormat, EntryForm>> = {
  ndjson: {
    head: '',
    tail: '',
    live: (entry, body) => toJsonLine(entry, { deleted: false, marc: writeMarcInJson(readBody(entry, body)) }),
    gone: (entry, reason) => toJsonLine(entry, { deleted: true, reason }),
    goneExtension: '.ndjson',
  },
  iso2709: { head: '', tail: '', live: (_, body) => body, gone: identifierLine, goneExtension: '.txt' },
  marcxml: {
    head: '<?xml version="1.0" encoding="UTF-8"?>\n<collection xmlns="http://www.loc.gov/MARC21/slim">\n',
    tail: '</collection>\n',
    live: (entry, body) => `${writeCleanMarcXml(readBody(entry, body))}\n`,
    gone: identifierLine,
    goneExtension: '.txt',
  },
};

function toJsonLine({ identifier, datestamp, sets, replacedBy }: FeedEntry, rest: object): string {
  // To the second, as OAI-PMH writes it.
  const written = datestamp.toISOString().replace(/\.\d+Z$/, 'Z');
  return `${JSON.stringify({ identifier, datestamp: written, sets, replacedBy, ...rest })}\n`;
}
