import { readMarcBytes } from '#marc/index.ts';
import { keyNumbers } from '#store/key-number.ts';
import { addRecords } from '../repositories/harvest-state.ts';
import { deleteHiddenContents, upsertHiddenDescriptions } from '../repositories/hidden-contents.ts';
import { deleteKeys, insertKeys } from '../repositories/match-keys.ts';
import { deleteDescriptions } from '../repositories/public-descriptions.ts';
import { deleteProfiles, insertProfiles } from '../repositories/record-profiles.ts';
import { markDeleted } from '../repositories/records.ts';
import { insertRejects } from '../repositories/rejects.ts';
import {
  findOutdatedRecords,
  hasOutdatedRecords,
  readRulesVersion,
  updateDescriptions,
  writeRulesVersion,
  type OutdatedRecord,
  type ReadAgain,
} from '../repositories/rules-version.ts';
import { insertUnmatched } from '../repositories/unmatched.ts';
import type { Database, Tx } from '#store/tables.ts';
import { toJson } from '#store/to-json.ts';
import type { Kysely } from 'kysely';
import { RULES_VERSION, toStoredDescription } from '../description.ts';
import { matchKeys } from '../match/match-keys.ts';
import { toOutline } from '../match/outline.ts';
import { describeFields } from '../normalise/describe-record.ts';
import { readControlNumber } from '../normalise/host-entries.ts';
import { indexFields } from '../normalise/marc-fields.ts';
import { profileRecord } from '../profile/profile-record.ts';

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
  const ids = outdated.map(({ id }) => id);
  const formerTags = await deleteProfiles(transaction, ids);
  const read = outdated.flatMap((record) => readOne(record, formerTags.get(record.id)) ?? []);
  const keysOf = new Map(read.map(({ id, keys }) => [id, keys]));
  await deleteKeys(transaction, ids);
  await updateDescriptions(
    transaction,
    read.map(({ system: _system, profile: _profile, ...row }) => row),
    RULES_VERSION,
  );
  await insertProfiles(
    transaction,
    read.map(({ id, system, profile }) => ({ ...profile, record: id, system })),
  );
  await upsertHiddenDescriptions(transaction, toHiddenDescriptions(outdated, read));
  const unreadable = outdated.filter(({ id }) => !keysOf.has(id));
  await refuse(transaction, unreadable, at);
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
  const bySystem = Map.groupBy(unreadable, (record) => record.system);
  // In one order everywhere, so that no two processes wait for each other.
  for (const [system, gone] of [...bySystem].toSorted(([a], [b]) => a - b)) {
    await addRecords(transaction, system, -gone.length);
  }
  return last.id;
}

/**
 * Null if the rules of today cannot read it. The bytes of some systems carry the copies in fields of their own (952, 999),
 * which its adapter took out: what the profile did not have before is no field of the record.
 */
function readOne({ id, system, raw, format }: OutdatedRecord, formerTags: ReadonlySet<string> | undefined) {
  const [read] = readMarcBytes(raw, { format });
  if (read?.kind !== 'record') return null;
  const fields = indexFields(read.record);
  const description = describeFields(fields);
  const own = read.record.fields.filter(({ tag }) => formerTags?.has(tag) ?? true);
  const profile = profileRecord(indexFields({ ...read.record, fields: own }), description);
  const controlNumber = readControlNumber(fields);
  const keys = keyNumbers(matchKeys(description));
  return { id, system, description, controlNumber, keys, outline: toOutline(description), profile };
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
    return system === undefined
      ? []
      : [{ record: id, system, description: toJson(toStoredDescription(description)), keys }];
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
