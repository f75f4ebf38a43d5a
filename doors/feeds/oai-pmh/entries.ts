/** An entry of a feed as OAI-PMH shows it: its header, and its record in one of the formats. */
import { oaiIdentifier, type FeedEntry } from '#feed-log/index.ts';
import { xmlElement, xmlText } from '../xml.ts';
import { writeOaiDate } from './dates.ts';
import type { MetadataFormat } from './formats.ts';

export function writeHeader(entry: FeedEntry, namespace: string): string {
  const parts = [
    xmlElement('identifier', xmlText(oaiIdentifier(namespace, entry.identifier))),
    xmlElement('datestamp', writeOaiDate(entry.datestamp)),
    ...entry.sets.map((set) => xmlElement('setSpec', xmlText(set))),
  ];
  return xmlElement('header', parts.join(''), entry.body === null ? { status: 'deleted' } : {});
}

/** A deleted one is its header alone. */
export function writeRecord(entry: FeedEntry, format: MetadataFormat, namespace: string): string {
  const metadata = entry.body === null ? '' : xmlElement('metadata', format.write(entry.body));
  return xmlElement('record', writeHeader(entry, namespace) + metadata);
}
