import type { MarcRecord } from '#marc/marc-record.ts';
import type { RecordDescription } from '../description.ts';
import { readClassmarks } from './classmarks.ts';
import { readCreators } from './creators.ts';
import { readEdition } from './edition-statement.ts';
import { readEvidence } from './evidence.ts';
import { readExtent } from './extent.ts';
import { readFormat } from './format.ts';
import { readHostEntries } from './host-entries.ts';
import { readIdentifiers } from './identifiers.ts';
import { readLanguages } from './languages.ts';
import { readLinks } from './links.ts';
import { indexFields, type MarcFields } from './marc-fields.ts';
import { readPublication } from './publication.ts';
import { readSeries } from './series.ts';
import { readSubjects } from './subjects.ts';
import { readTitle } from './title.ts';

/**
 * The normalised description of a MARC 21 bibliographic record: one small reader for each concern. A function of the
 * record alone, and of `RULES_VERSION`; never throws, whatever the record holds. What the record does not say is null
 * or empty, never guessed.
 */
export function describeRecord(record: MarcRecord): RecordDescription {
  return describeFields(indexFields(record));
}

/** The same of a record whose fields are indexed already. */
export function describeFields(fields: MarcFields): RecordDescription {
  const title = readTitle(fields);
  const extent = readExtent(fields);
  const reading = readFormat(fields, extent);
  const partOf = readHostEntries(fields);
  return {
    ...title,
    creators: readCreators(fields),
    ...readPublication(fields),
    ...readEdition(fields),
    ...reading,
    languages: readLanguages(fields),
    pages: extent.pages,
    ...readSeries(fields),
    identifiers: readIdentifiers(fields, reading, extent, title.partNumber),
    subjects: readSubjects(fields),
    classmarks: readClassmarks(fields),
    links: readLinks(fields),
    ...(partOf.length === 0 ? {} : { partOf }),
    evidence: readEvidence(fields, extent, reading.serial),
  };
}
