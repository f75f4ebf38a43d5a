/** Deciding of two records: choose, look at what would change, confirm. */
import { MerciaClientError, type AnswerError } from '#clients/typescript/index.ts';
import {
  MakeRulingDocument,
  PreviewRulingDocument,
  RemoveRulingDocument,
  type RulingChangesFragment,
} from '../../__generated__/operations.ts';
import type { Page, Shown, Submission, Visit, SessionMemory } from '../page.ts';
import { loadPair } from './page.ts';
import { decidedNotice, previewView, UNSURE_NOTICE } from './preview-view.ts';
import { EMPTY_FORM, faultOf, readForm, type Choice, type Fault, type RulingForm, writeForm } from './ruling-form.ts';
import { pairView } from './page.ts';
import { pairHref, rulingHref } from '../hrefs.ts';

/** Milliseconds: others may be comparing records, and a decision waits for them. */
const BUDGET = { budgetMs: 15_000 };

type Decided = RulingForm & { readonly choice: Choice };

/** `/records/A/with/B/ruling`, for the migration team and operators. */
export const rulingPage: Page = {
  path: '/records/:a/with/:b/ruling',
  needs: 'MIGRATION',
  async show(visit) {
    if (visit.typed !== undefined) return showChoice(visit, readForm(visit.typed), null);
    const form = (await readChoice(visit.memory, visit.params)) ?? EMPTY_FORM;
    return visit.query.get('step') === 'preview' && isDecided(form)
      ? showPreview(visit, form)
      : showChoice(visit, form, null);
  },
  async submit(submission) {
    const form = readForm(submission.form);
    const fault = faultOf(form);
    if (fault !== null || !isDecided(form)) return showChoice(submission, form, fault);
    return form.step === 'DECIDE' ? decide(submission, form) : leadTo(form.step, submission, form);
  },
};

/** The next step is a page of its own address: reloading it, and Back to it, send nothing. */
async function leadTo(step: 'CHOOSE' | 'PREVIEW', { memory, params }: Submission, form: RulingForm): Promise<Shown> {
  const { a = '', b = '' } = params;
  if (memory !== null) await keepChoice(memory, params, form);
  return { redirect: `${rulingHref(a, b)}${step === 'PREVIEW' ? '?step=preview' : ''}` };
}

function isDecided(form: RulingForm): form is Decided {
  return form.choice !== null;
}

async function showChoice(visit: Visit, form: RulingForm, fault: Fault | null): Promise<Shown> {
  const { a = '', b = '' } = visit.params;
  const pair = await loadPair(visit);
  const model = {
    ...pairView(pair, { ...visit, form, fault }),
    title: 'Decide about two records',
    pair: pairHref(a, b),
  };
  return { template: 'pages/records/choose.njk', model, status: fault === null ? 200 : 400 };
}

async function showPreview(visit: Visit, form: Decided, trouble: Trouble | null = null): Promise<Shown> {
  const { a: first = '', b: second = '' } = visit.params;
  const decision = form.choice === 'NONE' ? null : form.choice;
  const { data, errors } = await visit.graph.ask(PreviewRulingDocument, { a: first, b: second, decision }, BUDGET);
  const { a, b, rulingPreview } = data;
  // Somebody may have decided between the first page and this one: then it is said before, not after.
  const ruledMeanwhile = rulingPreview !== null && (rulingPreview.standing?.id ?? null) !== form.seen;
  // The database failed after it was asked: what stands now, if it is another, may be what was just sent.
  if (trouble?.code === 'STORE_UNAVAILABLE' && (rulingPreview === null || ruledMeanwhile)) return unsure(visit);
  if (a === null || b === null || rulingPreview === null) {
    const message = errors.find(({ path }) => path[0] === 'rulingPreview')?.message;
    return showChoice(visit, form, {
      field: 'decision',
      message: message ?? 'These records cannot be shown now. Try again.',
    });
  }
  const model = previewView({
    a,
    b,
    preview: rulingPreview,
    form,
    now: visit.now,
    ruledMeanwhile,
    trouble: trouble?.message ?? '',
  });
  const status = trouble !== null ? 503 : model.meanwhile.length > 0 ? 409 : 200;
  return { template: 'pages/records/preview.njk', model, status };
}

/** With these nothing was changed, or what stands says whether it was. Any other may hide a decision that was made. */
const TOLD: ReadonlySet<string> = new Set(['BAD_USER_INPUT', 'FORBIDDEN', 'RATE_LIMITED', 'STORE_UNAVAILABLE']);

function unsure({ params: { a = '', b = '' } }: Visit): Shown {
  return { redirect: pairHref(a, b), notice: UNSURE_NOTICE };
}

async function decide(visit: Submission, form: Decided): Promise<Shown> {
  const { a = '', b = '' } = visit.params;
  const sent = await send(visit, form).catch((error: unknown) => {
    if (error instanceof MerciaClientError && ['NETWORK', 'TIMEOUT', 'BAD_RESPONSE'].includes(error.code)) return null;
    throw error;
  });
  if (sent === null) return unsure(visit);
  const { payload, error } = sent;
  if (payload === null) {
    if (error === undefined || !TOLD.has(error.code)) return unsure(visit);
    if (error.message.startsWith('note: ')) {
      return showChoice(visit, form, {
        field: 'note',
        message: error.message.replace('note: ', 'The reason cannot be kept: '),
      });
    }
    return showPreview(visit, form, error);
  }
  if (payload.outcome === 'SOMEONE_RULED_MEANWHILE') return leadTo('PREVIEW', visit, form);
  await forgetChoice(visit.memory);
  return { redirect: pairHref(a, b), notice: decidedNotice(form.choice, payload.outcome, payload.effect) };
}

/** Why nothing was decided, or why nobody knows. */
type Trouble = Pick<AnswerError, 'code' | 'message'>;

interface Sent {
  readonly payload: {
    readonly outcome: 'DONE' | 'ALREADY_SO' | 'SOMEONE_RULED_MEANWHILE';
    readonly effect: RulingChangesFragment | null;
  } | null;
  readonly error: Trouble | undefined;
}

async function send({ graph, params: { a = '', b = '' } }: Submission, { choice, note, seen }: Decided): Promise<Sent> {
  if (choice !== 'NONE') {
    const input = { a, b, decision: choice, note: note === '' ? null : note, seen };
    const { data, errors } = await graph.ask(MakeRulingDocument, { input }, BUDGET);
    return { payload: data.makeRuling, error: errors[0] };
  }
  const { data, errors } = await graph.ask(RemoveRulingDocument, { input: { a, b, seen: seen ?? '' } }, BUDGET);
  return { payload: data.removeRuling, error: errors[0] };
}

const NAME = 'records.ruling';

interface Pair {
  readonly a?: string;
  readonly b?: string;
}

/** In the place of a choice on any other pair. */
async function keepChoice(memory: SessionMemory, { a = '', b = '' }: Pair, form: RulingForm): Promise<void> {
  const kept = new URLSearchParams({ a, b, ...writeForm(form) }).toString();
  await memory.change(NAME, () => kept);
}

/** Null if none is kept on this pair. */
async function readChoice(memory: SessionMemory | null, { a = '', b = '' }: Pair): Promise<RulingForm | null> {
  const kept = new URLSearchParams((await memory?.read(NAME)) ?? '');
  return kept.get('a') === a && kept.get('b') === b ? readForm(kept) : null;
}

/** What was decided is no choice any more: Back shows what stands. */
async function forgetChoice(memory: SessionMemory | null): Promise<void> {
  await memory?.change(NAME, () => null);
}
