import type { Tx } from '#store/tables.ts';
import { lockEditions } from '../repositories/editions.ts';
import { deleteLinksOf } from '../repositories/links.ts';
import type { StoredDescription } from '../repositories/public-descriptions.ts';
import { deleteUnmatched } from '../repositories/unmatched.ts';
import { gather, type BatchScope, type Touched } from './gather.ts';
import { createEditionIds } from './edition-ids.ts';
import {
  decideEditions,
  loadSurroundings,
  writeEditions,
  type ClusterSettings,
  type ClusterTurn,
  type DecidedEditions,
  type Reached,
} from './recluster.ts';
import { createRecordLoader } from './record-loader.ts';
import { decideLinks, writeLinks, type Decided } from './update-links.ts';

const NOTHING_KNOWN: ReadonlyMap<number, StoredDescription> = new Map();

/**
 * Finds the records that belong together with those that were written or taken away, and makes the editions around them
 * true again. Waits for others who do the same. `known` are descriptions at hand, so that they need not be read again.
 */
export async function matchRecords(
  transaction: Tx,
  touched: Touched,
  settings: ClusterSettings,
  at: Date,
  known: ReadonlyMap<number, StoredDescription> = NOTHING_KNOWN,
): Promise<void> {
  if (touched.records.length === 0) return;
  const decided = await decideAround(transaction, touched, { settings, newIds: createEditionIds() }, known);
  const { members, writeEditions: writeRest } = writeEditions(transaction, decided, at);
  await members;
  await writeRest();
}

/** Writes the links of the records, and decides the editions around them, which are not written. Takes the lock of the editions. */
export async function decideAround(
  transaction: Tx,
  touched: Touched,
  { settings, newIds }: Omit<ClusterTurn, 'at'>,
  known: ReadonlyMap<number, StoredDescription> = NOTHING_KNOWN,
): Promise<DecidedEditions> {
  await lockEditions(transaction);
  await deleteUnmatched(transaction, touched.records);
  const loader = createRecordLoader(known);
  const { keyCap } = settings;
  const alone = { isMatched: () => false, uncommitted: new Map<number, boolean>(), allIgnored: null, scorer: null };
  const scope: BatchScope = { keyCap, loader, ...alone };
  const formerly = await endLinks(transaction, touched.records);
  const gathered = await gather(transaction, touched, scope);
  const records = new Set(touched.records);
  const decided = await decideLinks(transaction, records, gathered, scope);
  const reached = await applyLinks(transaction, { records, newcomers: new Set(), formerly, decided }, scope);
  const around = await loadSurroundings(transaction, reached, loader);
  return decideEditions(transaction, around, { newIds, settings });
}

/** Records whose links are decided. */
export interface DecidedRecords {
  readonly records: ReadonlySet<number>;
  /** Those of them that were in no edition and had no links. */
  readonly newcomers: ReadonlySet<number>;
  readonly decided: Decided;
}

/** Writes the links of the records; gives what has to be clustered again. `formerly` are records that they were linked to. */
export async function applyLinks(
  transaction: Tx,
  { records, newcomers, formerly, decided }: DecidedRecords & { readonly formerly: readonly number[] },
  scope: BatchScope,
): Promise<Reached> {
  const { affected, links, ignored } = await writeLinks(transaction, decided, scope);
  return {
    affected: new Set([...records, ...formerly, ...affected]),
    known: { of: records, links, newcomers },
    rewritten: records,
    ignored,
  };
}

/** Takes the links of records away, and gives the records at both ends. */
export async function endLinks(transaction: Tx, records: readonly number[]): Promise<readonly number[]> {
  if (records.length === 0) return [];
  return (await deleteLinksOf(transaction, records)).flatMap(({ a, b }) => [a, b]);
}
