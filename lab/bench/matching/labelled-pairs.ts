/** Reads labelled pairs of the shared data; nothing of them enters the project but what is learned from them. */
import { parseMarcInJson } from '#marc/index.ts';
import type { MarcRecord } from '#marc/index.ts';
import { sharedPath } from '#tests/support/shared.ts';
import { matchKeys } from '#union-index/match/match-keys.ts';
import { describeRecord } from '#union-index/normalise/describe-record.ts';
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

export interface LabelledPair {
  readonly a: MarcRecord;
  readonly b: MarcRecord;
  readonly same: boolean;
  /** Pairs of one cluster share records, or copies of them: they stay on one side of every split. */
  readonly cluster: string;
  /** Of the second record; another one only where nobody labelled the pair. */
  readonly otherCluster: string;
}

interface Goldfinch {
  readonly ids: readonly string[];
  readonly records: ReadonlyMap<string, MarcRecord>;
  /** What each record is of, by the set's own number for it. */
  readonly editions: ReadonlyMap<string, string>;
  /** Editions that stand together in a labelled pair. */
  readonly joined: (edition: string) => string;
  readonly rows: readonly { readonly a: string; readonly b: string; readonly same: boolean }[];
}

/** A key that more records share is of no use to find look-alikes by. */
const KEY_SHARED_MAX = 30;

/** Pairs of the Goldfinch kind: English monographs of HathiTrust's contributors, numbers removed. */
export function readGoldfinch(): readonly LabelledPair[] {
  const set = readGoldfinchSet();
  return set.rows.flatMap(({ a, b, same }) => toLabelledPair(set, a, b, same));
}

/**
 * Pairs of the same records that nobody labelled: those of one edition that stand in several pairs, and look-alikes of two
 * editions, found as the index finds them.
 */
export function readGoldfinchUnlabelled(): readonly LabelledPair[] {
  const set = readGoldfinchSet();
  const seen = new Set(set.rows.map(({ a, b }) => pairKey(a, b)));
  const groups = [groupBy(set.ids, (id) => [set.editions.get(id) ?? id]), groupBy(set.ids, (id) => keysOf(set, id))];
  return groups.flatMap((group, index) =>
    [...group.values()].flatMap((ids) => {
      if (ids.length > KEY_SHARED_MAX) return [];
      return pairsWithin(ids).flatMap(([a, b]) => {
        const same = set.editions.get(a) === set.editions.get(b);
        if (same !== (index === 0) || seen.has(pairKey(a, b))) return [];
        seen.add(pairKey(a, b));
        return toLabelledPair(set, a, b, same);
      });
    }),
  );
}

/** Whole records of two places with one number, and look-alikes, without the fields of `hidden`; pairs of which nobody is sure are left out. */
export function readMarcPairs(hidden: readonly string[]): readonly Pick<LabelledPair, 'a' | 'b' | 'same'>[] {
  const records = new Map<string, MarcRecord>();
  for (const line of readFileSync(sharedPath('data', 'matching', 'marc-records.ndjson'), 'utf8').split('\n')) {
    if (line === '') continue;
    const { id, marc } = JSON.parse(line) as { readonly id: string; readonly marc: unknown };
    const record = toRecord(marc);
    if (record !== null) records.set(id, withoutTags(record, hidden));
  }
  return readRows('marc-pairs.tsv', '\t').flatMap(([first = '', second = '', label]) => {
    const [a, b] = [records.get(first), records.get(second)];
    return a === undefined || b === undefined || label === 'check' ? [] : [{ a, b, same: label === 'yes' }];
  });
}

function readGoldfinchSet(): Goldfinch {
  const records = new Map<string, MarcRecord>();
  const editions = new Map<string, string>();
  const lines = gunzipSync(readFileSync(sharedPath('data', 'matching', 'goldfinch-val-records.ndjson.gz'))).toString();
  for (const line of lines.split('\n')) {
    const record = line === '' ? null : toRecord(JSON.parse(line));
    if (record === null) continue;
    const id = controlField(record, '001');
    records.set(id, withoutTags(record, ['001', 'CID']));
    editions.set(id, clusterField(record) || id);
  }
  const rows = readRows('goldfinch-val-labels.csv').map(([a = '', b = '', label]) => ({
    a,
    b,
    same: label === '1',
  }));
  const joined = joinClusters(rows.map(({ a, b }) => [editions.get(a) ?? a, editions.get(b) ?? b]));
  return { ids: [...records.keys()], records, editions, joined, rows };
}

function toLabelledPair(set: Goldfinch, a: string, b: string, same: boolean): readonly LabelledPair[] {
  const [first, second] = [set.records.get(a), set.records.get(b)];
  if (first === undefined || second === undefined) return [];
  const [cluster, otherCluster] = [set.joined(set.editions.get(a) ?? a), set.joined(set.editions.get(b) ?? b)];
  return [{ a: first, b: second, same, cluster, otherCluster }];
}

function keysOf({ records }: Goldfinch, id: string): readonly string[] {
  const record = records.get(id);
  return record === undefined ? [] : matchKeys(describeRecord(record));
}

function groupBy(ids: readonly string[], keysOfId: (id: string) => readonly string[]): ReadonlyMap<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const id of ids) {
    for (const key of keysOfId(id)) {
      const group = groups.get(key);
      if (group === undefined) groups.set(key, [id]);
      else group.push(id);
    }
  }
  return groups;
}

function pairsWithin(ids: readonly string[]): readonly (readonly [string, string])[] {
  return ids.flatMap((a, index) => ids.slice(index + 1).map((b) => [a, b] as const));
}

function pairKey(a: string, b: string): string {
  return a < b ? `${a} ${b}` : `${b} ${a}`;
}

function withoutTags(record: MarcRecord, tags: readonly string[]): MarcRecord {
  return { leader: record.leader, fields: record.fields.filter(({ tag }) => !tags.includes(tag)) };
}

function readRows(file: string, separator = ','): readonly (readonly string[])[] {
  const lines = readFileSync(sharedPath('data', 'matching', file), 'utf8')
    .trimEnd()
    .split('\n');
  return lines.slice(1).map((line) => line.split(separator));
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
