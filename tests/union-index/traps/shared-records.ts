import { parseMarcInJson, readMarcBytes } from '#marc/index.ts';
import type { MarcRecord } from '#marc/index.ts';
import { sharedPath } from '#tests/support/shared.ts';
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

/** Records of the shared data by file and name; a file is read once, when first asked for. */
export class SharedRecords {
  readonly #files = new Map<string, ReadonlyMap<string, MarcRecord>>();

  /**
   * `record` is the place in a MARC file, from 1 and rejects counted, or the id in a file of JSON lines. Throws where
   * there is no such record.
   */
  get(file: string, record: string): MarcRecord {
    const records = this.#files.get(file) ?? readRecords(file);
    this.#files.set(file, records);
    const found = records.get(record);
    if (found === undefined) throw new Error(`${file} has no record ${record}`);
    return found;
  }
}

function readRecords(file: string): ReadonlyMap<string, MarcRecord> {
  const bytes = readFileSync(sharedPath('data', file));
  if (file.endsWith('.ndjson.gz')) return readLines(gunzipSync(bytes).toString('utf8'));
  if (file.endsWith('.ndjson')) return readLines(bytes.toString('utf8'));
  const records = new Map<string, MarcRecord>();
  for (const outcome of readMarcBytes(bytes)) {
    if (outcome.kind === 'record') records.set(String(outcome.number), outcome.record);
  }
  return records;
}

/** Lines of `{"id": …, "marc": …}`, or of bare records whose id is their 001. */
function readLines(text: string): ReadonlyMap<string, MarcRecord> {
  const records = new Map<string, MarcRecord>();
  for (const line of text.split('\n')) {
    if (line === '') continue;
    const wrapped = JSON.parse(line) as { readonly id?: string; readonly marc?: unknown };
    const outcome = parseMarcInJson(wrapped.marc ?? wrapped);
    if (outcome.kind === 'record') records.set(wrapped.id ?? controlNumber(outcome.record), outcome.record);
  }
  return records;
}

function controlNumber(record: MarcRecord): string {
  const field = record.fields.find(({ tag }) => tag === '001');
  return field !== undefined && 'value' in field ? field.value : '';
}
