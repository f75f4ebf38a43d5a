/** Decisions on two records: everybody sees them, two roles make them, and what is made is written down with who did it. */
import { MerciaError } from '#platform/errors.ts';
import { subjectsOf, type InternalContext } from '#platform/signed-context.ts';
import { recordAction } from '#store/repositories/actions/actions.ts';
import { rulingPage, toRulingView, type IndexScope } from '#union-index/index.ts';
import type { RecordId } from '#domain/ids.ts';
import {
  answerRulingRequest,
  askForRuling,
  changeRuling,
  listRulingRequests,
  previewRuling,
  toActionNote,
  toNote,
  toRecordId,
  type RulingOptions,
  type RulingOrder,
  type Wanted,
} from '#union-index/rulings/index.ts';
import type {
  AnswerRulingRequestInput,
  MakeRulingInput,
  QueryMatchArgs,
  QueryRulingPreviewArgs,
  RemoveRulingInput,
  RequestRulingInput,
} from './__generated__/types.ts';
import { toRecordPage, type PageArguments } from './arguments.ts';
import type { RulingPayloadModel, RulingPreviewModel } from './models.ts';

export type RulingAccess = ReturnType<typeof createRulingAccess>;

export interface RulingAccessOptions {
  readonly scope: IndexScope;
  readonly settings: RulingOptions['settings'];
  readonly caller: Pick<InternalContext, 'role' | 'subject' | 'subjects' | 'libraries' | 'deadline'>;
  /** Null if it is not public. */
  readonly findRecord: (id: RecordId) => Promise<unknown>;
  readonly now: () => number;
}

/** Who decided, as it stands in the table of rulings: what they are, never who. */
const DECIDED_BY = { migration: 'migration team', operator: 'operator' } as const;

/** Throws BAD_USER_INPUT that names the argument; all but `page` throw FORBIDDEN for roles that may not decide. */
export function createRulingAccess({ scope, settings, caller, findRecord, now }: RulingAccessOptions) {
  const { role, subject, deadline } = caller;
  const { db, inTime } = scope;
  const actor = { by: subject ?? role, role };

  function decider(field: string): keyof typeof DECIDED_BY {
    if (role === 'migration' || role === 'operator') return role;
    throw new MerciaError('FORBIDDEN', `${field}: only the roles "migration" and "operator" may ask for it.`);
  }

  function optionsFor(wanted: Wanted, note: string | null): RulingOptions {
    return {
      scope,
      settings,
      withinMs: deadline - now(),
      remember: (transaction, { made }) =>
        recordAction(transaction, {
          at: new Date(now()),
          action: made ? 'RULING_MADE' : 'RULING_REMOVED',
          actor,
          subject: `${wanted.a} ${wanted.b}`,
          note: wanted.decision === null ? null : toActionNote({ decision: wanted.decision, note }),
        }),
    };
  }

  async function change(field: string, order: Omit<RulingOrder, 'by' | 'at'>): Promise<RulingPayloadModel> {
    const by = DECIDED_BY[decider(field)];
    const done = await changeRuling({ ...order, by, at: new Date(now()) }, optionsFor(order, order.note));
    return { ...done, ruling: done.ruling === null ? null : toRulingView(done.ruling) };
  }

  return {
    page: (args: PageArguments) => scope.inTime(rulingPage(scope, toRecordPage(args))),
    async preview({ decision = null, ...pair }: QueryRulingPreviewArgs): Promise<RulingPreviewModel> {
      decider('rulingPreview');
      const wanted = { ...toPair(pair), decision };
      const { standing, effect, against } = await previewRuling(wanted, optionsFor(wanted, null));
      return {
        standing: standing === null ? null : toRulingView(standing),
        effect,
        against: against.map(toRulingView),
      };
    },
    async make({ decision, note, seen = null, ...pair }: MakeRulingInput) {
      decider('makeRuling');
      return change('makeRuling', { ...toPair(pair), decision, note: toNote(note), seen });
    },
    requests(args: Pick<PageArguments, 'first'>) {
      const { first } = toRecordPage(args);
      if (role === 'staff') return inTime(listRulingRequests(db, { names: subjectsOf(caller), first }));
      decider('rulingRequests');
      return inTime(listRulingRequests(db, { names: null, first }));
    },
    async request({ decision, reason, ...ids }: RequestRulingInput) {
      const { libraries = [] } = caller;
      if (role !== 'staff' || libraries.length === 0) {
        throw new MerciaError('FORBIDDEN', 'requestRuling: only staff whose sign-in names a library may ask for it.');
      }
      const pair = toPair(ids);
      for (const argument of ['a', 'b'] as const) {
        if ((await findRecord(pair[argument])) !== null) continue;
        throw new MerciaError('BAD_USER_INPUT', `${argument}: there is no such public record.`);
      }
      const asked = {
        ...pair,
        decision,
        reason: toText(reason, 'reason'),
        libraries,
        actor,
        names: subjectsOf(caller),
      };
      return { request: await inTime(askForRuling(db, { ...asked, at: new Date(now()) })) };
    },
    async answer({ id, answer }: AnswerRulingRequestInput) {
      decider('answerRulingRequest');
      const answering = { id: /^\d{1,15}$/.test(id) ? Number(id) : 0, answer: toText(answer, 'answer'), actor };
      return { request: await inTime(answerRulingRequest(db, { ...answering, at: new Date(now()) })) };
    },
    async remove({ seen, ...pair }: RemoveRulingInput) {
      decider('removeRuling');
      return change('removeRuling', { ...toPair(pair), decision: null, note: null, seen });
    },
  };
}

function toText(text: string, field: string): string {
  const said = toNote(text, field);
  if (said !== null) return said;
  throw new MerciaError('BAD_USER_INPUT', `${field}: write it in words.`);
}

function toPair({ a, b }: QueryMatchArgs): Pick<Wanted, 'a' | 'b'> {
  const pair = { a: named('a', a), b: named('b', b) };
  if (pair.a !== pair.b) return pair;
  throw new MerciaError('BAD_USER_INPUT', 'b: a ruling needs two different records; both are the same.');
}

function named(argument: string, id: string): Wanted['a'] {
  try {
    return toRecordId(id);
  } catch (cause) {
    const message = `${argument}: this is not the id of a record; pass one as BibliographicRecord.id gave it.`;
    throw new MerciaError('BAD_USER_INPUT', message, { cause });
  }
}
