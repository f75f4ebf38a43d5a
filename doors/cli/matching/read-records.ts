import { parseMarcInJson, readMarc, type MarcRecord } from '#marc/index.ts';
import { isObject } from '#marc/marc-in-json.ts';
import { createInterface } from 'node:readline';
import { PassThrough } from 'node:stream';
import { openText } from './open-text.ts';
import type { LineProblems } from './problems.ts';

/** A record with every id that it goes by: the wrapper's, its 001, its 003 before its 001. */
export interface IdentifiedRecord {
  readonly line: number;
  readonly ids: readonly string[];
  readonly record: MarcRecord;
}

const ID_MEMBERS = ['id', '_id', 'record_id', 'recordId', 'localId'];
const RECORD_MEMBERS = ['marc', 'record', 'marcRecord', 'parsedRecord', 'content', 'data'];

/**
 * Reads the records of a file, packed or not: MARC-in-JSON one a line, bare (id in 001) or in a wrapper with an id of its
 * own, or one JSON array of these; and ISO 2709 and MARCXML. What is no record is named by its line, and left out.
 */
export async function* readIdentifiedRecords(file: string, problems: LineProblems): AsyncGenerator<IdentifiedRecord> {
  const source = openText(file)[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  const head = await firstChunk(source);
  const input = new PassThrough();
  void forward(head, source, input);
  const start = head
    .toString('utf8', 0, 64)
    .replace(/^\ufeff/, '')
    .trimStart();
  if (start.startsWith('{') || start.startsWith('[') || start === '')
    yield* readJson(input, start.startsWith('['), problems);
  else yield* readOther(input, problems);
}

async function firstChunk(source: AsyncIterator<Buffer>): Promise<Buffer> {
  const result = await source.next();
  return result.done === true ? Buffer.alloc(0) : result.value;
}

async function forward(head: Buffer, source: AsyncIterator<Buffer>, into: PassThrough): Promise<void> {
  try {
    for (let chunk = head, done = false; !done;) {
      if (chunk.length > 0 && !into.write(chunk)) await new Promise((resolve) => into.once('drain', resolve));
      const next = await source.next();
      done = next.done === true;
      if (!done) chunk = next.value as Buffer;
    }
    into.end();
  } catch (error) {
    into.destroy(error instanceof Error ? error : new Error(String(error)));
  }
}

async function* readJson(input: PassThrough, array: boolean, problems: LineProblems): AsyncGenerator<IdentifiedRecord> {
  let line = 0;
  const lines: string[] = [];
  for await (const text of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
    line += 1;
    const clean = text.replace(/^\ufeff/, '').trim();
    if (array) lines.push(clean);
    else if (clean !== '') yield* fromText(clean, line, problems);
  }
  if (!array) return;
  const values = parseJson(lines.join('\n'));
  if (!Array.isArray(values)) problems.add('records', 1, 'no JSON array');
  else for (const [index, value] of values.entries()) yield* fromValue(value, index + 1, problems);
}

function fromText(text: string, line: number, problems: LineProblems): readonly IdentifiedRecord[] {
  const value = parseJson(text.replace(/,$/, ''));
  if (value === undefined) problems.add('records', line, 'no JSON');
  return value === undefined ? [] : fromValue(value, line, problems);
}

function fromValue(value: unknown, line: number, problems: LineProblems): readonly IdentifiedRecord[] {
  const wrapper = isObject(value) ? value : {};
  const inner =
    'fields' in wrapper
      ? undefined
      : RECORD_MEMBERS.map((name) => wrapper[name]).find((member) => member !== undefined);
  const marc = typeof inner === 'string' ? parseJson(inner) : (inner ?? value);
  const parse = parseMarcInJson(isObject(marc) && 'content' in marc && !('fields' in marc) ? marc['content'] : marc);
  if (parse.kind !== 'record') {
    problems.add('records', line, parse.reason);
    return [];
  }
  const stated = ID_MEMBERS.map((name) => wrapper[name]).filter(
    (id) => typeof id === 'string' || typeof id === 'number',
  );
  return identified(parse.record, stated.map(String), line, problems);
}

async function* readOther(input: PassThrough, problems: LineProblems): AsyncGenerator<IdentifiedRecord> {
  let count = 0;
  for await (const result of readMarc(input)) {
    count += 1;
    if (result.kind === 'record') yield* identified(result.record, [], count, problems);
    else problems.add('records', count, result.reason);
  }
  if (count === 0) problems.add('records', 1, 'no MARC records');
}

function identified(
  record: MarcRecord,
  stated: readonly string[],
  line: number,
  problems: LineProblems,
): readonly IdentifiedRecord[] {
  const number = controlField(record, '001');
  const agency = controlField(record, '003');
  const ids = [...stated, number, agency === '' || number === '' ? '' : `(${agency})${number}`];
  const known = [...new Set(ids.map((id) => id.trim()).filter((id) => id !== ''))];
  if (known.length > 0) return [{ line, ids: known, record }];
  problems.add('records', line, 'a record without an id');
  return [];
}

function controlField(record: MarcRecord, wanted: string): string {
  const field = record.fields.find(({ tag }) => tag === wanted);
  return field !== undefined && 'value' in field ? field.value : '';
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
