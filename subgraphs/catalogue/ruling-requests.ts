/** What staff of libraries ask to be decided of two records: they see their own, and who may decide sees and answers all. */
import type { RecordId } from '#domain/ids.ts';
import { badUserInput, MerciaError } from '#platform/errors.ts';
import { subjectsOf, type Caller } from '#platform/signed-context.ts';
import type { IndexScope } from '#union-index/index.ts';
import { answerRulingRequest, askForRuling, listRulingRequests, toNote } from '#union-index/rulings/index.ts';
import type { AnswerRulingRequestInput, RequestRulingInput } from './__generated__/types.ts';
import { toRecordPage, type PageArguments } from './arguments.ts';
import { toPair } from './ruling-access.ts';

export type RulingRequests = ReturnType<typeof createRulingRequests>;

export interface RulingRequestsOptions {
  readonly scope: IndexScope;
  readonly caller: Caller;
  /** Null if it is not public. */
  readonly findRecord: (id: RecordId) => Promise<unknown>;
}

/** Each throws FORBIDDEN for roles that may not ask, and BAD_USER_INPUT that names the argument. */
export function createRulingRequests({ scope, caller, findRecord }: RulingRequestsOptions) {
  const { db, inTime } = scope;
  const { role, subject, libraries = [] } = caller;
  const actor = { by: subject ?? role, role };
  const names = subjectsOf(caller);
  const at = (): Date => new Date(scope.now());

  function assertDecides(field: string): void {
    if (role === 'migration' || role === 'operator') return;
    throw new MerciaError('FORBIDDEN', `${field}: only the roles "migration" and "operator" may ask for it.`);
  }

  return {
    list(args: Pick<PageArguments, 'first'>) {
      const { first } = toRecordPage(args);
      if (role !== 'staff') assertDecides('rulingRequests');
      return inTime(listRulingRequests(db, { names: role === 'staff' ? names : null, first }));
    },
    async ask({ decision, reason, ...ids }: RequestRulingInput) {
      if (role !== 'staff' || libraries.length === 0) {
        throw new MerciaError('FORBIDDEN', 'requestRuling: only staff whose sign-in names a library may ask for it.');
      }
      const pair = toPair(ids);
      for (const argument of ['a', 'b'] as const) {
        if ((await findRecord(pair[argument])) !== null) continue;
        throw badUserInput(`${argument}: there is no such public record.`);
      }
      const asked = { ...pair, decision, reason: toText(reason, 'reason'), libraries, actor, names, at: at() };
      return { request: await inTime(askForRuling(db, asked)) };
    },
    async answer({ id, answer }: AnswerRulingRequestInput) {
      assertDecides('answerRulingRequest');
      const number = /^\d{1,15}$/.test(id) ? Number(id) : 0;
      const answering = { id: number, answer: toText(answer, 'answer'), actor, at: at() };
      return { request: await inTime(answerRulingRequest(db, answering)) };
    },
  };
}

function toText(text: string, field: string): string {
  const said = toNote(text, field);
  if (said !== null) return said;
  throw badUserInput(`${field}: write it in words.`);
}
