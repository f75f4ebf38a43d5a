/** What was made for an interlibrary loan, or was taken back, stays hidden until a person says otherwise. */
import type { SystemId } from '#domain/ids.ts';
import type { Tx } from '#store/tables.ts';
import type { CondensedDescription, IngestTarget } from '../ingest-contract.ts';
import {
  closeDoubts,
  findHidden,
  findStanding,
  forgetRelease,
  keepHidden,
  noteShownAtSource,
  openDoubts,
  systemsWithHidden,
  type Standing,
} from '../repositories/kept-hidden.ts';
import { cameFrom } from './came-from.ts';
import type { PageRecords } from './page-changes.ts';
import { onlyExistence } from './condense-page.ts';

/**
 * The records of a page, whatever its way was, with nothing but their existence of those that stay hidden. Once a record is one of
 * an interlibrary loan it stays one: when the copy that said so is gone, the reader's name in the title is still there.
 */
export async function hideWhatStaysHidden(
  transaction: Tx,
  { systemId }: IngestTarget,
  { described, deleted }: PageRecords,
  at: Date,
): Promise<PageRecords> {
  const ids = [...described.keys(), ...deleted];
  if (ids.length === 0) return { described, deleted };
  const standing = await findStanding(transaction, systemId, ids);
  const sorted = sortOut(described.values(), standing);
  for (const localId of await findMovedHidden(transaction, systemId, described)) sorted.hidden.add(localId);
  await keepHidden(transaction, systemId, [...sorted.ofSystem, ...sorted.ofRules], 'ILL_TEMPORARY', at);
  await forgetRelease(transaction, systemId, known(sorted.ofSystem, standing));
  await noteShownAtSource(transaction, systemId, sorted.ofSystem, null);
  await noteShownAtSource(transaction, systemId, sorted.shownAtSource, at);
  await openDoubts(transaction, systemId, sorted.doubtful, at);
  await closeDoubts(transaction, systemId, known([...sorted.clear, ...sorted.ofRules, ...deleted], standing));
  if (sorted.hidden.size === 0) return { described, deleted };
  const records = new Map<string, CondensedDescription>();
  for (const [localId, record] of described) {
    records.set(localId, sorted.hidden.has(localId) ? onlyExistence(record) : record);
  }
  return { described: records, deleted };
}

/** Records that say that they came from one that stays hidden in another system: a move brings nothing back. */
async function findMovedHidden(
  transaction: Tx,
  systemId: SystemId,
  described: PageRecords['described'],
): Promise<readonly string[]> {
  const found: string[] = [];
  for (const system of await systemsWithHidden(transaction, systemId)) {
    const from = [...described.values()].flatMap((record) =>
      cameFrom(record, system).map((old) => ({ localId: record.localId, old })),
    );
    if (from.length === 0) continue;
    const hidden = await findHidden(
      transaction,
      system,
      from.map(({ old }) => old),
    );
    found.push(...from.flatMap(({ localId, old }) => (hidden.has(old) ? [localId] : [])));
  }
  return found;
}

/** Local ids of the records of a page, by what becomes of them. */
interface Sorted {
  readonly hidden: Set<string>;
  /** Loans as their system says. */
  readonly ofSystem: string[];
  /** Loans as the rules of the region file say, where no person said otherwise. */
  readonly ofRules: string[];
  readonly shownAtSource: string[];
  readonly doubtful: string[];
  /** Shown or hidden otherwise, and nothing about them is doubtful. */
  readonly clear: string[];
}

function sortOut(described: Iterable<CondensedDescription>, { hidden, doubts }: Standing): Sorted {
  const sorted: Sorted = { hidden: new Set(), ofSystem: [], ofRules: [], shownAtSource: [], doubtful: [], clear: [] };
  for (const { localId, visibility, looksInterlibrary } of described) {
    const isReleased = doubts.get(localId) === 'RELEASED';
    if (visibility === 'ILL_TEMPORARY') {
      sorted.hidden.add(localId);
      sorted.ofSystem.push(localId);
    } else if (looksInterlibrary === 'LOAN' && !isReleased) {
      sorted.hidden.add(localId);
      sorted.ofRules.push(localId);
    } else if (hidden.has(localId)) sorted.hidden.add(localId);
    else if (looksInterlibrary !== null && visibility === 'PUBLIC' && !isReleased) sorted.doubtful.push(localId);
    else sorted.clear.push(localId);
    if (visibility === 'PUBLIC' && sorted.hidden.has(localId)) sorted.shownAtSource.push(localId);
  }
  return sorted;
}

function known(localIds: readonly string[], { doubts }: Standing): readonly string[] {
  return localIds.filter((localId) => doubts.has(localId));
}
