/** Decisions on two records: everybody sees them, two roles make them, and what is made is written down with who did it. */
import { badUserInput, MerciaError } from '#platform/errors.ts';
import type { InternalContext } from '#platform/signed-context.ts';
import { recordAction } from '#store/repositories/actions/actions.ts';
import { rulingPage, toRulingView, type IndexScope } from '#union-index/index.ts';
import {
  changeRuling,
  previewRuling,
  toActionNote,
  toNote,
  toRecordId,
  type RulingOptions,
  type RulingOrder,
  type Wanted,
} from '#union-index/rulings/index.ts';
import type {
  MakeRulingInput,
  QueryMatchArgs,
  QueryRulingPreviewArgs,
  RemoveRulingInput,
} from './__generated__/types.ts';
import { toRecordPage, type PageArguments } from './arguments.ts';
import type { RulingPayloadModel, RulingPreviewModel } from './models.ts';

export type RulingAccess = ReturnType<typeof createRulingAccess>;

export interface RulingAccessOptions {
  readonly scope: IndexScope;
  readonly settings: RulingOptions['settings'];
  readonly caller: Pick<InternalContext, 'role' | 'subject' | 'deadline'>;
  readonly now: () => number;
}

/** Who decided, as it stands in the table of rulings: what they are, never who. */
const DECIDED_BY = { migration: 'migration team', operator: 'operator' } as const;

/** Throws BAD_USER_INPUT that names the argument; all but `page` throw FORBIDDEN for roles that may not decide. */
export function createRulingAccess({ scope, settings, caller, now }: RulingAccessOptions) {
  const { role, subject, deadline } = caller;

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
          actor: { by: subject ?? role, role },
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
    async remove({ seen, ...pair }: RemoveRulingInput) {
      decider('removeRuling');
      return change('removeRuling', { ...toPair(pair), decision: null, note: null, seen });
    },
  };
}

/** Throws BAD_USER_INPUT, naming the argument. */
export function toPair({ a, b }: QueryMatchArgs): Pick<Wanted, 'a' | 'b'> {
  const pair = { a: named('a', a), b: named('b', b) };
  if (pair.a !== pair.b) return pair;
  throw badUserInput('b: a ruling needs two different records; both are the same.');
}

function named(argument: string, id: string): Wanted['a'] {
  try {
    return toRecordId(id);
  } catch (cause) {
    const message = `${argument}: this is not the id of a record; pass one as BibliographicRecord.id gave it.`;
    throw new MerciaError('BAD_USER_INPUT', message, { cause });
  }
}
