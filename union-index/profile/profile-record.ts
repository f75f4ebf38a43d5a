import type { MarcRecord } from '#adapters/protocols/marc/index.ts';
import type { RecordDescription } from '../description.ts';
import { isTooBrief } from '../match/brevity.ts';
import { indexFields } from '../normalise/marc-fields.ts';
import { findFaults } from './find-faults.ts';
import { loadKey } from './load-key.ts';

/** What can be counted of a record without reading its bytes again: a row of `record_profile`. */
export interface RecordProfile {
  readonly format: string;
  readonly serial: boolean;
  readonly online: boolean;
  readonly year: number | null;
  readonly languages: readonly string[];
  readonly classSchemes: readonly string[];
  /** Of the edition itself, thirteen digits each. */
  readonly isbns: readonly string[];
  /** See {@link loadKey}. */
  readonly loadKey: string | null;
  /** See {@link isTooBrief}. */
  readonly brief: boolean;
  /** Tags that the record has, each once, sorted. */
  readonly fields: readonly string[];
  /** See {@link findFaults}. */
  readonly faults: readonly string[];
}

/** The profile of a record; a function of its fields and of `RULES_VERSION`, as the description is. */
export function profileRecord(record: MarcRecord, description: RecordDescription): RecordProfile {
  const { format, serial, online, publishedYear, languages, classmarks, identifiers } = description;
  return {
    format,
    serial,
    online,
    year: publishedYear,
    languages,
    classSchemes: sortedSet(classmarks.map(({ scheme }) => scheme)),
    isbns: identifiers.isbns,
    loadKey: loadKey(indexFields(record)),
    brief: isTooBrief(description),
    fields: sortedSet(record.fields.map(({ tag }) => tag)),
    faults: findFaults(record),
  };
}

function sortedSet(values: readonly string[]): readonly string[] {
  return [...new Set(values)].sort();
}
