/** A person says of a record that it may be shown: it is none that was made for an interlibrary loan. */
import { parseId, type RecordId, type SystemId } from '#domain/ids.ts';
import { badUserInput } from '#platform/errors.ts';
import { recordAction, type Actor } from '#store/repositories/actions/actions.ts';
import type { Database } from '#store/tables.ts';
import type { Kysely } from 'kysely';
import { ensureSystemNumber } from '../harvest/system-number.ts';
import { lockKeptHidden, release } from '../repositories/kept-hidden.ts';

interface Release {
  readonly record: RecordId;
  /** Why, in the words of whoever says so; kept for operators, and names no reader. */
  readonly reason: string;
  /** Null at the command line, where nobody signs in. */
  readonly actor: Actor | null;
  readonly at: Date;
}

/**
 * All of them or none. A record is shown once it is read again, as far as its system shows it: a copy or a mark that calls it a loan
 * hides it once more. Throws BAD_USER_INPUT for one that neither stays hidden for a loan nor is doubtful.
 */
export async function releaseRecords(db: Kysely<Database>, releases: readonly Release[]): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    for (const { record, reason, actor, at } of releases) {
      const id = parseId(record, 'record');
      const systemId = (id?.routingKey ?? '') as SystemId;
      await lockKeptHidden(transaction, await ensureSystemNumber(transaction, systemId));
      if (!(await release(transaction, systemId, id?.local ?? '', at))) {
        const what = `${record} neither stays hidden for an interlibrary loan nor is doubtful`;
        throw badUserInput(`${what}; \`mercia hidden\` lists those that do`);
      }
      await recordAction(transaction, { at, action: 'RECORD_RELEASED', actor, subject: record, note: reason });
    }
  });
}
