/** What somebody asks to be taken back, checked before anything is done. */
import { parseId, toId, type RecordId, type SystemId } from '#domain/ids.ts';
import { badUserInput } from '#platform/errors.ts';
import type { Actor } from '#store/repositories/actions/actions.ts';
import type { Database } from '#store/tables.ts';
import { sql, type Kysely } from 'kysely';

export interface TakeBackOrder {
  readonly id: string;
  readonly records: readonly RecordId[];
  readonly reason: string;
  readonly at: Date;
  /** Null at the command line, where nobody signs in, and where Mercia does it again by itself. */
  readonly actor: Actor | null;
}

export interface NamedRecord {
  readonly systemId: SystemId;
  readonly localId: string;
}

/** Records of one act; a longer list is several acts. */
export const RECORDS_MAX = 1_000;
const REASON_MAX = 200;
/** They say nothing of whose record it is; titles of interlibrary loans begin with "ILL". Names may be as short: "Li", "Ann". */
const SMALL_WORDS = new Set(
  'an and are as at be by for from ill in is it not of on or that the this to was were with'.split(' '),
);
const SHORTEST_NUMBER = 4;
const SHORTEST_WORD = 2;

/** Ids of records as a person wrote them, each once. Throws BAD_USER_INPUT that names the argument. */
export function toRecords(texts: readonly string[]): readonly RecordId[] {
  const records = new Set<RecordId>();
  for (const [place, text] of texts.entries()) {
    const id = toId(text.trim(), 'record');
    if (id === null) {
      throw badUserInput(
        `records: number ${place + 1} of the list is not the id of a record, such as north-koha:record:1234.`,
      );
    }
    records.add(id);
  }
  if (records.size === 0) throw badUserInput('records: name one record or more.');
  if (records.size > RECORDS_MAX) {
    throw badUserInput(`records: at most ${RECORDS_MAX} at a time; make several lists of it.`);
  }
  return [...records];
}

/** Throws BAD_USER_INPUT for a reason that is missing or too long. */
export function toReason(text: string): string {
  const reason = text.replace(/\p{C}/gu, ' ').trim();
  if (reason !== '' && reason.length <= REASON_MAX) return reason;
  throw badUserInput(
    `reason: say why in 1 to ${REASON_MAX} characters; it is written down and shown in reports, so name a case, not a person.`,
  );
}

export function toNamed(id: RecordId): NamedRecord {
  const parts = parseId(id, 'record');
  if (parts === null) throw new RangeError(`${id} is not the id of a record`);
  return { systemId: parts.routingKey as SystemId, localId: parts.local };
}

/** The records that the index has never had, nor could not read: nothing of them was ever public. */
export async function findUnknown(db: Kysely<Database>, records: readonly RecordId[]): Promise<readonly RecordId[]> {
  const unknown: RecordId[] = [];
  for (const id of records) {
    const { systemId, localId } = toNamed(id);
    const { rows } = await sql`
      SELECT FROM system s WHERE s.system_id = ${systemId} AND (
        EXISTS (SELECT FROM record r WHERE r.system = s.id AND r.local_id = ${localId})
        OR EXISTS (SELECT FROM reject r WHERE r.system = s.id AND r.local_id = ${localId})
        OR EXISTS (SELECT FROM snapshot_record r WHERE r.system = s.id AND r.local_id = ${localId}))`.execute(db);
    if (rows.length === 0) unknown.push(id);
  }
  return unknown;
}

/**
 * Throws BAD_USER_INPUT if the reason repeats a word of a record's title. It stays for years where the record must not; which word it
 * is is not said.
 */
export async function assertSaysNothing(
  db: Kysely<Database>,
  records: readonly RecordId[],
  reason: string,
): Promise<void> {
  const said = wordsOf(reason);
  for (const id of records) {
    const { systemId, localId } = toNamed(id);
    const { rows } = await sql<{ title: string | null }>`
      SELECT r.title FROM record r JOIN system s ON s.id = r.system
      WHERE s.system_id = ${systemId} AND r.local_id = ${localId}`.execute(db);
    const own = wordsOf(rows[0]?.title ?? '');
    if (![...own].some((word) => said.has(word))) continue;
    throw badUserInput(
      'reason: it repeats a word of a title that is to be taken back. Reasons are kept; name a case in other words.',
    );
  }
}

/** Accents do not count, however they are written. */
function wordsOf(text: string): ReadonlySet<string> {
  const plain = text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();
  return new Set((plain.match(/[\p{L}\p{N}]+/gu) ?? []).filter(isTelling));
}

function isTelling(word: string): boolean {
  const shortest = /^\p{N}+$/u.test(word) ? SHORTEST_NUMBER : SHORTEST_WORD;
  return word.length >= shortest && !SMALL_WORDS.has(word);
}
