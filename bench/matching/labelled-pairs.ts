/** Reads labelled pairs of the shared data; nothing of them enters the project but what is learned from them. */
import { parseMarcInJson } from '#adapters/protocols/marc/index.ts';
import type { MarcRecord } from '#adapters/protocols/marc/index.ts';
import { sharedPath } from '#tests/support/shared.ts';
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

export interface LabelledPair {
  readonly a: MarcRecord;
  readonly b: MarcRecord;
  readonly same: boolean;
  /** How the label came about; empty where all of a file came the same way. */
  readonly kind: string;
  /** Pairs of one cluster share records, or copies of them: they stay on one side of every split. */
  readonly cluster: string;
}

/** Pairs of the Goldfinch kind: English monographs of HathiTrust's contributors, numbers removed. */
export function readGoldfinch(): readonly LabelledPair[] {
  const records = new Map<string, MarcRecord>();
  const clusters = new Map<string, string>();
  const lines = gunzipSync(readFileSync(sharedPath('data', 'matching', 'goldfinch-val-records.ndjson.gz'))).toString();
  for (const line of lines.split('\n')) {
    const record = line === '' ? null : toRecord(JSON.parse(line));
    if (record === null) continue;
    const id = controlField(record, '001');
    records.set(id, withoutTags(record, ['001', 'CID']));
    clusters.set(id, clusterField(record) || id);
  }
  const rows = readRows('goldfinch-val-labels.csv', ',').map(([a = '', b = '', label]) => ({ a, b, label }));
  const joined = joinClusters(rows.map(({ a, b }) => [clusters.get(a) ?? a, clusters.get(b) ?? b]));
  return rows.flatMap(({ a, b, label }) => {
    const [first, second] = [records.get(a), records.get(b)];
    const cluster = joined(clusters.get(a) ?? a);
    return first === undefined || second === undefined
      ? []
      : [{ a: first, b: second, same: label === '1', kind: '', cluster }];
  });
}

/** `marc-pairs` or `zephir-pairs`: whole records with their numbers. Rows marked `check` are left out. */
export function readPairs(name: 'marc' | 'zephir'): readonly LabelledPair[] {
  const records = new Map<string, MarcRecord>();
  for (const line of readFileSync(sharedPath('data', 'matching', `${name}-records.ndjson`), 'utf8').split('\n')) {
    if (line === '') continue;
    const { id, marc } = JSON.parse(line) as { id: string; marc: unknown };
    const record = toRecord(marc);
    if (record !== null) records.set(id, record);
  }
  const [header = [], ...rows] = readRows(`${name}-pairs.tsv`, '\t', 0);
  const joined = joinClusters(rows.map(([a = '', b = '']) => [a, b]));
  return rows.flatMap((cells) => {
    const cell = (column: string): string => cells[header.indexOf(column)] ?? '';
    const [a, b] = [records.get(cell('id_a')), records.get(cell('id_b'))];
    if (a === undefined || b === undefined || cell('same_edition') === 'check') return [];
    return [{ a, b, same: cell('same_edition') === 'yes', kind: cell('kind'), cluster: joined(cell('id_a')) }];
  });
}

export function withoutTags(record: MarcRecord, tags: readonly string[]): MarcRecord {
  return { leader: record.leader, fields: record.fields.filter(({ tag }) => !tags.includes(tag)) };
}

function readRows(file: string, separator: string, skip = 1): readonly (readonly string[])[] {
  const lines = readFileSync(sharedPath('data', 'matching', file), 'utf8')
    .trimEnd()
    .split('\n');
  return lines.slice(skip).map((line) => line.split(separator));
}

function toRecord(marc: unknown): MarcRecord | null {
  const outcome = parseMarcInJson(marc);
  return outcome.kind === 'record' ? outcome.record : null;
}

function controlField(record: MarcRecord, wanted: string): string {
  const field = record.fields.find(({ tag }) => tag === wanted);
  return field !== undefined && 'value' in field ? field.value : '';
}

function clusterField(record: MarcRecord): string {
  const field = record.fields.find(({ tag }) => tag === 'CID');
  return field !== undefined && 'subfields' in field ? (field.subfields[0]?.value ?? '') : '';
}

/** Connected components of the ids that stand together in a row, each named by one of its ids. */
function joinClusters(rows: readonly (readonly [string, string])[]): (id: string) => string {
  const parents = new Map<string, string>();
  const find = (id: string): string => {
    let root = id;
    for (let parent = parents.get(root); parent !== undefined && parent !== root; parent = parents.get(root))
      root = parent;
    parents.set(id, root);
    return root;
  };
  for (const [a, b] of rows) parents.set(find(a), find(b));
  return find;
}
