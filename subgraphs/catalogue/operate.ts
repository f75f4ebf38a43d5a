/** What operators see and change: rejects, keys, and who changed what. */
import type { SystemId } from '#domain/ids.ts';
import { badUserInput, MerciaError } from '#platform/errors.ts';
import { fromCursor, toCursor } from '#platform/number-cursor.ts';
import type { Caller, Role } from '#platform/signed-context.ts';
import { listActions, recordAction, type Actor } from '#store/repositories/actions/actions.ts';
import { findApiKey, listApiKeys, revokeApiKey } from '#store/repositories/api-keys/api-keys.ts';
import type { Reads } from '#store/replica.ts';
import type { Database } from '#store/tables.ts';
import { askForRetry, harvestStatus, listRetries, rejectPage, type IndexScope } from '#union-index/index.ts';
import type { Kysely } from 'kysely';
import type { QueryRejectsArgs, TakeBackInput } from './__generated__/types.ts';
import { toRecordPage, type PageArguments } from './arguments.ts';
import {
  assertSaysNothing,
  findTakeBack,
  findUnknown,
  listReaders,
  listTakeBacks,
  toReason,
  toRecords,
  type TakeBackOrder,
} from '#take-back/index.ts';
import { randomUUID } from 'node:crypto';
import type { RetryRejectsModel, RevokeApiKeyModel, TakeBackModel, TakeBackPayloadModel } from './models.ts';

export type Operate = ReturnType<typeof createOperate>;

export interface OperateOptions {
  readonly scope: IndexScope;
  readonly caller: Pick<Caller, 'role' | 'subject'>;
  /** Hides records at once. */
  readonly takeBack: (order: TakeBackOrder) => Promise<void>;
  /** How the replica is; null if none is named. */
  readonly replica: Reads['state'];
}

/** Each throws FORBIDDEN for roles that may not ask, and BAD_USER_INPUT for arguments that cannot be used. */
export function createOperate({ scope, caller: { role, subject }, takeBack, replica }: OperateOptions) {
  const { db, systems, inTime } = scope;
  const now = (): Date => new Date(scope.now());

  /** Who asks, if their role is one of these. */
  function asOneOf(what: string, ...roles: readonly Role[]): Actor {
    if (roles.includes(role)) return { by: subject ?? role, role };
    const named = roles.map((each) => `"${each}"`).join(' and ');
    throw new MerciaError('FORBIDDEN', `${what}: only for the role${roles.length === 1 ? '' : 's'} ${named}.`);
  }

  const findSystem = (what: string, id: string): SystemId => findSystemIn(systems, what, id);

  return {
    async rejects({ system = null, ...page }: QueryRejectsArgs) {
      asOneOf('rejects', 'migration', 'operator');
      const of = system === null ? null : findSystem('system', system);
      return inTime(rejectPage(scope, { system: of, ...toRecordPage(page) }));
    },
    async rejectRetries({ first }: Pick<PageArguments, 'first'>) {
      asOneOf('rejectRetries', 'migration', 'operator');
      return inTime(listRetries(db, systems, toRecordPage({ first }).first));
    },
    async apiKeys() {
      asOneOf('apiKeys', 'operator');
      return inTime(listApiKeys(db));
    },
    async readReplica() {
      asOneOf('readReplica', 'operator');
      return replica();
    },
    async actions(args: PageArguments) {
      asOneOf('actions', 'operator');
      const { first, after } = toRecordPage(args);
      const place = fromCursor(after, 'this is no cursor of this list; ask for its first page again');
      const found = await inTime(listActions(db, { first: first + 1, after: place }));
      const edges = found.slice(0, first).map((node) => ({ cursor: toCursor(node.id), node }));
      return { edges, hasNextPage: found.length > first };
    },
    async retryRejects(id: string) {
      const actor = asOneOf('retryRejects', 'migration', 'operator');
      const system = findSystem('input.system', id);
      return inTime(retryRejects(db, system, actor, now()));
    },
    async revokeApiKey(id: string) {
      const actor = asOneOf('revokeApiKey', 'operator');
      return inTime(revokeKey(db, id, actor, now()));
    },
    async takeBacks({ first }: Pick<PageArguments, 'first'>) {
      asOneOf('takeBacks', 'operator');
      return inTime(listTakeBacks(db, toRecordPage({ first })));
    },
    async takeBack(id: string) {
      asOneOf('takeBack', 'operator');
      return UUID.test(id) ? inTime(findTakeBack(db, id)) : null;
    },
    readersOf: ({ id }: TakeBackModel) => inTime(listReaders(db, id)),
    async takeBackRecords({ records: texts, reason: text }: TakeBackInput): Promise<TakeBackPayloadModel> {
      const actor = asOneOf('takeBack', 'operator');
      const [records, reason] = [toRecords(texts), toReason(text)];
      const unknown = await inTime(findUnknown(db, records));
      if (unknown.length > 0) {
        const message =
          'Mercia never had some of these records: nothing was taken back. Correct the list and send it again.';
        return { takeBack: null, refusal: { code: 'NO_SUCH_RECORD', message, records: unknown } };
      }
      await inTime(assertSaysNothing(db, records, reason));
      const id = randomUUID();
      // To its end, even if the answer comes too late to be told.
      await inTime(takeBack({ id, records, reason, at: now(), actor }));
      return { takeBack: await inTime(findTakeBack(db, id)), refusal: null };
    },
  };
}

function findSystemIn(systems: readonly SystemId[], what: string, id: string): SystemId {
  const system = systems.find((each) => each === id);
  if (system !== undefined) return system;
  throw badUserInput(`${what}: the region has no such system; take an id from region.systems.`);
}

const UUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;

async function retryRejects(
  db: Kysely<Database>,
  system: SystemId,
  actor: Actor,
  at: Date,
): Promise<RetryRejectsModel> {
  const status = (await harvestStatus(db, [system], at)).get(system);
  if (status === undefined || status.rejects === 0) {
    const message = 'Every record of this system that was harvested could be read: there is nothing to read again.';
    return { retry: null, refusal: { code: 'NO_REJECTS', message } };
  }
  return db.transaction().execute(async (tx) => {
    const { retry, made } = await askForRetry(tx, system, at);
    if (!made) {
      const message = 'Somebody has asked for this before, and it is not over yet.';
      return { retry, refusal: { code: 'ALREADY_ASKED', message } };
    }
    await recordAction(tx, { at, action: 'REJECTS_RETRIED', actor, subject: system, note: null });
    return { retry, refusal: null };
  });
}

async function revokeKey(db: Kysely<Database>, id: string, actor: Actor, at: Date): Promise<RevokeApiKeyModel> {
  const revoked = await db.transaction().execute(async (tx) => {
    const isRevoked = await revokeApiKey(tx, id, at);
    if (isRevoked) await recordAction(tx, { at, action: 'KEY_REVOKED', actor, subject: id, note: null });
    return isRevoked;
  });
  const apiKey = await findApiKey(db, id);
  if (revoked) return { apiKey, refusal: null };
  return apiKey === null
    ? { apiKey, refusal: { code: 'NO_SUCH_KEY', message: 'There is no key with this id; nothing was changed.' } }
    : { apiKey, refusal: { code: 'ALREADY_REVOKED', message: 'It was revoked before; nothing was changed.' } };
}
