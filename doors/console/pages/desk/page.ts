/** Staff look at the account of a reader who is at their desk: by card, for a purpose, once for each form. */
import { MerciaClientError } from '#clients/typescript/index.ts';
import {
  DeskAccountDocument,
  DeskFormDocument,
  type AccessRefusalCode,
  type DeskAccountQuery,
  type DeskAccountQueryVariables,
  type Purpose,
} from '../../__generated__/operations.ts';
import { partOf } from '../../graph.ts';
import { PURPOSE_WORDS } from '../../words/purposes.ts';
import { sayWhen } from '../../words/moments.ts';
import {
  done,
  formPage,
  notDone,
  type Page,
  type Problem,
  type SessionMemory,
  type Shown,
  type Submission,
  type Visit,
} from '../page.ts';
import { newForm, useForm } from './used-forms.ts';
import { deskView } from './view.ts';

const DESK = '/desk';

/** A system is asked for the card, then for the account. Milliseconds. */
const LOOK_BUDGET_MS = 8_000;

export const deskPage: Page = {
  path: DESK,
  needs: 'DESK',
  neverKept: ['card', 'note', 'form', 'done'],
  forgets: true,
  show: (visit) => showForm(visit, typedIn(visit.typed), []),
  async submit(submission) {
    const { form, now } = submission;
    if (form.has('done')) return { redirect: DESK, notice: PUT_AWAY, forget: true };
    const typed = typedIn(form);
    const problems = problemsOf(typed, submission.viewer?.libraries ?? []);
    const { purpose } = typed;
    if (problems.length > 0 || !isPurpose(purpose)) return showForm(submission, typed, problems);
    if (!(await useForm(memoryOf(submission), form.get('form') ?? '', now)))
      return { redirect: DESK, notice: NOT_AGAIN };
    return look(submission, { ...typed, purpose });
  },
};

/** Whoever is signed in has one. */
function memoryOf({ memory }: Visit): SessionMemory {
  if (memory === null) throw new Error('nobody is signed in');
  return memory;
}

interface Typed {
  readonly library: string;
  readonly card: string;
  readonly purpose: string;
  readonly note: string;
}

function typedIn(form: URLSearchParams | undefined): Typed {
  const of = (field: keyof Typed): string => (form?.get(field) ?? '').trim();
  return { library: of('library'), card: of('card'), purpose: of('purpose'), note: of('note') };
}

const LONGEST_NOTE = 500;

function problemsOf({ library, card, purpose, note }: Typed, own: readonly { readonly id: string }[]): Problem[] {
  return [
    ...(own.some(({ id }) => id === library) ? [] : [{ text: 'Choose the library that you serve', href: '#library' }]),
    ...(card === '' ? [{ text: 'Enter the number of the card', href: '#card' }] : []),
    ...(isPurpose(purpose) ? [] : [{ text: 'Choose why you look', href: '#purpose' }]),
    ...(note.length > LONGEST_NOTE ? [{ text: 'The note must be 500 characters or less', href: '#note' }] : []),
  ];
}

function isPurpose(text: string): text is Purpose {
  return Object.hasOwn(PURPOSE_WORDS, text);
}

async function look(submission: Submission, typed: Typed & { readonly purpose: Purpose }): Promise<Shown> {
  const { library, card, purpose, note } = typed;
  const looked = await ask(submission, { library, card, purpose, note: note === '' ? null : note });
  if (looked === null) return showForm(submission, typed, [{ text: CANNOT_TELL, href: '#card' }]);
  const { account, refusal, failed } = looked;
  if (account === null) return showForm(submission, typed, [sayRefusal(refusal, submission.now)]);
  const model = deskView({ account, failed, purpose }, submission.now);
  return { template: 'pages/desk/account.njk', model };
}

type Look = NonNullable<DeskAccountQuery['accountByCard']>;

/** Null if the graph said nothing of it: nobody knows whether the look was written down. Throws UNAUTHENTICATED and the like. */
async function ask({ graph }: Submission, asked: DeskAccountQueryVariables) {
  try {
    // Asked once: each time is a look of its own.
    const { data, errors } = await graph.ask(DeskAccountDocument, asked, { budgetMs: LOOK_BUDGET_MS, retries: 0 });
    const looked = data.accountByCard;
    return looked === null ? null : { ...looked, failed: errors.some(({ path }) => !path.includes('record')) };
  } catch (error) {
    if (!(error instanceof MerciaClientError) || TURNED_AWAY.has(error.code)) throw error;
    return null;
  }
}

/** The graph turns these away before it asks anybody. */
const TURNED_AWAY: ReadonlySet<string> = new Set(['UNAUTHENTICATED', 'FORBIDDEN', 'RATE_LIMITED']);

/** Where the fault is; `#card` if not said. */
const PLACES: Readonly<Partial<Record<AccessRefusalCode, string>>> = {
  NOTE_REQUIRED: '#note',
  PURPOSE_NOT_AGREED: '#purpose',
  NO_AGREEMENT: '#library',
};

function sayRefusal(refusal: Look['refusal'], now: number): Problem {
  if (refusal === null) return { text: CANNOT_TELL, href: '#card' };
  const { code, message, retryAt } = refusal;
  const words = code === 'NOT_FOUND' ? 'The library’s system does not know this card. Check the number.' : message;
  const again = retryAt === null ? '' : ` You can try again ${sayWhen(retryAt, now)}.`;
  return { text: `${words}${again}`, href: PLACES[code] ?? '#card' };
}

const CANNOT_TELL = 'The account could not be read: something is wrong here. Try again in a few minutes.';

const PUT_AWAY = done(
  'The account was put away',
  'Nothing of it is kept here. That you looked, and what for, stays written down.',
);

const NOT_AGAIN = notDone(
  'Nothing was looked up',
  'This form was used before, or is out of date. To look at an account, enter its card again.',
);

async function showForm(visit: Visit, typed: Typed, problems: readonly Problem[]): Promise<Shown> {
  const { graph, viewer, now } = visit;
  // Without the region nobody knows what was agreed.
  const region = partOf(await graph.ask(DeskFormDocument, {}), 'region');
  const own = viewer?.libraries ?? [];
  const agreements = (region?.libraries ?? []).filter(
    ({ id, patronData }) => patronData?.active === true && own.some((one) => one.id === id),
  );
  const agreed = agreements.flatMap(({ patronData }) => patronData?.purposes ?? []);
  const [only] = own.length === 1 ? own : [];
  const open = own.filter(({ id }) => agreements.some((one) => one.id === id));
  const model = {
    title: 'An account at the desk',
    current: DESK,
    form: newForm(memoryOf(visit), now),
    only: only ?? null,
    isOpen: open.length > 0,
    libraries: [
      { value: '', text: 'Choose a library', selected: typed.library === '' },
      ...open.map(({ id, name }) => ({ value: id, text: name, selected: id === typed.library })),
    ],
    purposes: Object.entries(PURPOSE_WORDS)
      .filter(([purpose]) => agreed.some((one) => one === purpose))
      .map(([value, text]) => ({ value, text, checked: value === typed.purpose })),
    card: typed.card,
    note: typed.note,
    again: visit.typed !== undefined,
  };
  return formPage('pages/desk/form.njk', model, problems);
}
