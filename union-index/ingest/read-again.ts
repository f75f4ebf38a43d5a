import { readMarcBytes } from '#adapters/protocols/marc/index.ts';
import { keyNumbers } from '#store/key-number.ts';
import { deleteHiddenContents, upsertHiddenDescriptions } from '../repositories/hidden-contents.ts';
import { deleteKeys, insertKeys } from '../repositories/match-keys.ts';
import { deleteDescriptions } from '../repositories/public-descriptions.ts';
import { markDeleted } from '../repositories/records.ts';
import { insertRejects } from '../repositories/rejects.ts';
import {
  findOutdatedRecords,
  hasOutdatedRecords,
  readRulesVersion,
  updateDescriptions,
  writeRulesVersion,
} from '../repositories/rules-version.ts';
import type { OutdatedRecord, ReadAgain } from '../repositories/rules-version.ts';
import { insertUnmatched } from '../repositories/unmatched.ts';
import type { Database } from '#store/tables.ts';
import { toJson } from '#store/to-json.ts';
import type { Kysely, Transaction } from 'kysely';
import { RULES_VERSION } from '../description.ts';
import { matchKeys } from '../match/match-keys.ts';
import { describeRecord } from '../normalise/describe-record.ts';

type Tx = Transaction<Database>;

/** Records read again in one transaction, during which nobody else may change them. */
const BATCH = 500;

/**
 * Lets better rules reach old records: reads those again, from what they came as, that older rules have read, batch by
 * batch; they then wait to be matched, because none may be compared with one that older rules have read. Their systems are
 * not asked. What is left when the signal ends it is read another time.
 */
export async function readAgain(db: Kysely<Database>, clock: () => Date, signal: AbortSignal): Promise<void> {
  for (let above: number | null = 0; above !== null && !signal.aborted;) {
    const from: number = above;
    above = await db.transaction().execute((transaction) => readNext(transaction, from, clock()));
  }
}

/** The number of the last record that was read; null if all are. */
async function readNext(transaction: Tx, above: number, at: Date): Promise<number | null> {
  if ((await readRulesVersion(transaction)) === RULES_VERSION) return null;
  const outdated = await findOutdatedRecords(transaction, RULES_VERSION, above, BATCH);
  const last = outdated.at(-1);
  if (last === undefined) {
    if (!(await hasOutdatedRecords(transaction, RULES_VERSION))) await writeRulesVersion(transaction, RULES_VERSION);
    return null;
  }
  const read = outdated.flatMap((record) => readOne(record) ?? []);
  const keysOf = new Map(read.map(({ id, keys }) => [id, keys]));
  await deleteKeys(
    transaction,
    outdated.map(({ id }) => id),
  );
  await updateDescriptions(transaction, read, RULES_VERSION);
  await upsertHiddenDescriptions(transaction, toHiddenDescriptions(outdated, read));
  await refuse(
    transaction,
    outdated.filter(({ id }) => !keysOf.has(id)),
    at,
  );
  await insertKeys(
    transaction,
    outdated.flatMap(({ id, visibility }) =>
      visibility === 'PUBLIC' ? [{ record: id, keys: keysOf.get(id) ?? [] }] : [],
    ),
  );
  await insertUnmatched(
    transaction,
    null,
    outdated.map(({ id }) => ({ record: id, place: keysOf.get(id)?.[0] ?? 0 })),
  );
  return last.id;
}

/** Null if the rules of today cannot read it. */
function readOne({ id, raw, format }: OutdatedRecord): ReadAgain | null {
  const [read] = readMarcBytes(raw, { format });
  if (read?.kind !== 'record') return null;
  const description = describeRecord(read.record);
  return { id, description, keys: keyNumbers(matchKeys(description)) };
}

/** Of an interlibrary loan nothing but its existence is kept. */
function toHiddenDescriptions(outdated: readonly OutdatedRecord[], read: readonly ReadAgain[]) {
  const hidden = new Map(
    outdated
      .filter(({ visibility }) => visibility !== 'PUBLIC' && visibility !== 'ILL_TEMPORARY')
      .map(({ id, system }) => [id, system]),
  );
  return read.flatMap(({ id, description, keys }) => {
    const system = hidden.get(id);
    return system === undefined ? [] : [{ record: id, system, description: toJson(description), keys }];
  });
}

/** What the newer rules cannot read is no record any more; it waits among the rejects for its next harvest. */
async function refuse(transaction: Tx, unreadable: readonly OutdatedRecord[], at: Date): Promise<void> {
  if (unreadable.length === 0) return;
  const ids = unreadable.map(({ id }) => id);
  await markDeleted(transaction, ids, at);
  await deleteDescriptions(transaction, ids);
  await deleteHiddenContents(transaction, ids);
  for (const { system, localId, format, raw } of unreadable) {
    const reason = 'it was read by older rules, and cannot be read by those of today';
    await insertRejects(transaction, system, [{ localId, place: 'the index', reason, format, raw }], at);
  }
}
