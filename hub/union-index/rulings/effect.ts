/** What a ruling does to the editions around its two records. */
import { createId, type EditionId, type LibraryId, type RecordId } from '#domain/ids.ts';
import { toEditionRow } from '../cluster/edition-row.ts';
import type { ClusterSettings, DecidedEditions, Outcome } from '../cluster/recluster.ts';
import { toEditionId, type IndexScope } from '../read/index-scope.ts';

export type RulingEffect = ReturnType<typeof toEffect>;

export interface RuledEdition {
  /** Null for one that would be new. */
  readonly edition: EditionId | null;
  readonly title: string;
  /** Those with public copies, in the order of their ids. */
  readonly libraries: readonly LibraryId[];
  readonly recordCount: number;
  /** The first 50, in the order of their systems and ids. */
  readonly records: readonly RecordId[];
}

const RULED_RECORDS_MAX = 50;

/** `pair` are the numbers of the two records. */
export function toEffect(
  { before, outcomes }: Pick<DecidedEditions, 'before' | 'outcomes'>,
  pair: readonly number[],
  settings: ClusterSettings,
  scope: Pick<IndexScope, 'region' | 'systems' | 'libraries'>,
) {
  const former = groupBefore(before, outcomes);
  const same = new Set(
    outcomes.filter(({ id, members }) => haveSameMembers(members, former.get(id) ?? [])).map(({ id }) => id),
  );
  const toEdition = (outcome: Outcome): RuledEdition => describe(outcome, settings, scope);
  return {
    together:
      pair.length === 2 &&
      outcomes.some(({ members }) => pair.every((one) => members.some(({ record }) => record === one))),
    /** Editions that lose or gain records, as they are before; empty if none does. */
    before: [...former].filter(([id]) => !same.has(id)).map(([id, members]) => toEdition({ id, members })),
    after: outcomes.filter(({ id }) => !same.has(id)).map(toEdition),
  };
}

/** Members in the order of their sort keys, as those of outcomes are. */
function groupBefore(
  before: ReadonlyMap<number, number>,
  outcomes: readonly Outcome[],
): ReadonlyMap<number, Outcome['members']> {
  const members = outcomes.flatMap((outcome) => outcome.members).filter(({ record }) => before.has(record));
  const sorted = members.toSorted((a, b) => (a.sortKey < b.sortKey ? -1 : 1));
  return Map.groupBy(sorted, ({ record }) => before.get(record) ?? 0);
}

function haveSameMembers(a: Outcome['members'], b: Outcome['members']): boolean {
  const records = new Set(b.map(({ record }) => record));
  return a.length === b.length && a.every(({ record }) => records.has(record));
}

function describe(
  { id, members }: Outcome,
  settings: ClusterSettings,
  { region, systems, libraries }: Pick<IndexScope, 'region' | 'systems' | 'libraries'>,
): RuledEdition {
  const row = toEditionRow(id, members, settings);
  const shown = new Set<string>(systems);
  const records = members
    .filter(({ stored }) => shown.has(stored.systemId))
    .map(({ stored }) => createId(stored.systemId, 'record', stored.localId));
  return {
    edition: id > 0 ? toEditionId(region, id) : null,
    title: row.description.title,
    libraries: libraries.filter((library) => row.libraries.includes(library)),
    recordCount: records.length,
    records: records.slice(0, RULED_RECORDS_MAX),
  };
}
