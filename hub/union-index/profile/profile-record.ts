import type { RecordDescription } from '../description.ts';
import { isTooBrief } from '../match/brevity.ts';
import type { MarcFields } from '../normalise/marc-fields.ts';
import { findFaults } from './find-faults.ts';
import { loadKey } from './load-key.ts';

/** What can be counted of a record without reading its bytes again: a row of `record_profile`. */
export type RecordProfile = ReturnType<typeof profileRecord>;

/** The profile of a record; a function of its fields and of `RULES_VERSION`, as the description is. */
export function profileRecord(fields: MarcFields, description: RecordDescription) {
  const { format, serial, online, publishedYear, languages, classmarks, identifiers } = description;
  return {
    format,
    serial,
    online,
    year: publishedYear,
    languages,
    classSchemes: sortedSet(classmarks.map(({ scheme }) => scheme)),
    /** Of the edition itself, thirteen digits each. */
    isbns: identifiers.isbns,
    loadKey: loadKey(fields),
    brief: isTooBrief(description),
    fields: sortedSet(fields.tags),
    faults: findFaults(fields),
  };
}

function sortedSet(values: readonly string[]): readonly string[] {
  // Most records have their fields in order.
  const isSorted = values.every((value, index) => index === 0 || (values[index - 1] ?? '') < value);
  return isSorted ? values : [...new Set(values)].sort();
}
