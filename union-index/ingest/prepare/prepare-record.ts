import { hash } from 'node:crypto';
import type { HarvestedDescription } from '#adapters/adapter.ts';
import type { MarcRecord } from '#adapters/protocols/marc/index.ts';
import { keyNumbers } from '#store/key-number.ts';
import { toJson } from '#store/to-json.ts';
import type { Said } from '../../ingest-contract.ts';
import { matchKeys } from '../../match/match-keys.ts';
import { describeRecord } from '../../normalise/describe-record.ts';

/** What a record says, in a form that travels cheaply between threads. */
export interface RecordToPrepare extends Said {
  /** The digest of what it said when these rules read it last; null where they never did. */
  readonly known: Uint8Array | null;
}

/** A record made ready to be written. */
export interface PreparedRecord {
  readonly digest: Uint8Array;
  readonly title: string;
  /** The `RecordDescription` as JSON that PostgreSQL takes. */
  readonly description: string;
  /** As the store keeps them. */
  readonly keys: readonly number[];
}

/**
 * The text whose digest tells whether a record changed. Not its bytes: a system may write the same record with its XML
 * attributes in another order each time, or with the day on which a copy was last seen. Nor how its copies stand: that has
 * another moment with every harvest.
 */
export function whatItSays({
  visibility,
  format,
  marc,
  items,
  holdings,
  kept = {},
}: Pick<HarvestedDescription, 'visibility' | 'format' | 'marc' | 'items' | 'holdings' | 'kept'>): Said {
  const before = `["${visibility}","${format}",`;
  const fields = JSON.stringify(marc);
  const timeless = holdings.map((holding) => ({ ...holding, facts: null }));
  const rest = JSON.stringify([items, timeless, ...(Object.keys(kept).length === 0 ? [] : [kept])]);
  return { said: `${before}${fields},${rest.slice(1)}`, marcAt: [before.length, before.length + fields.length] };
}

/** Same length and order; null in the place of a record that says what it said. */
export function prepareRecords(records: readonly RecordToPrepare[]): readonly (PreparedRecord | null)[] {
  return records.map(prepareRecord);
}

/** Reads the record by today's rules; null where it says what it said. */
export function prepareRecord({ said, marcAt, known }: RecordToPrepare): PreparedRecord | null {
  const digest = hash('sha256', said, 'buffer');
  if (known !== null && digest.equals(known)) return null;
  const description = describeRecord(JSON.parse(said.slice(...marcAt)) as MarcRecord);
  return {
    digest,
    title: description.title,
    description: toJson(description),
    keys: keyNumbers(matchKeys(description)),
  };
}
