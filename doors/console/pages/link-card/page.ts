/** The form that links a card: what is wrong with it, in words that do not tell more than the library's system does. */
import { MerciaClientError } from '#clients/typescript/index.ts';
import {
  LinkCardDocument,
  LinkOwnCardDocument,
  type LinkCardQuery,
  type LinkRefusalCode,
} from '../../__generated__/operations.ts';
import { done, type Page, type Shown, type Submission, type Visit } from '../page.ts';
import { accountPage } from '../account/page.ts';
import { requestHref } from '../hrefs.ts';
import { listNames } from '../../words/lists.ts';
import { sayWhen } from '../../words/moments.ts';

/** A system that checks a PIN may be slow, and a try that breaks off counts as one. Milliseconds. */
const LINK_BUDGET_MS = 10_000;

/** `/account/link`: links a card by its number and PIN. The PIN goes to the library's own system, once, and is never given back. */
export const linkCardPage: Page = {
  path: '/account/link',
  needs: 'SIGNED_IN',
  neverKept: ['card', 'pin'],
  async show(visit) {
    if (visit.viewer?.role !== 'PATRON') return accountPage.show(visit);
    const { typed, query } = visit;
    const given = typed ?? query;
    const begin = { library: given.get('library') ?? '', card: '', wanted: wantedIn(given) };
    return form(visit, begin, null, typed !== undefined);
  },
  async submit(submission) {
    if (submission.viewer?.role !== 'PATRON') return accountPage.show(submission);
    const { form: sent } = submission;
    const [library, card, pin] = ['library', 'card', 'pin'].map((field) => sent.get(field) ?? '') as [
      string,
      string,
      string,
    ];
    const typed = { library, card: card.trim(), wanted: wantedIn(sent) };
    const fields = (['library', 'card', 'pin'] as const).filter((field) => (sent.get(field) ?? '').trim() === '');
    if (fields.length > 0) return form(submission, typed, { is: 'MISSING', fields });
    return link(submission, typed, pin);
  },
};

/** `again`: they had to sign in again in the middle of the form. */
async function form(visit: Visit, typed: Typed, fault: Fault | null, again = false): Promise<Shown> {
  const { data } = await visit.graph.ask(LinkCardDocument, {});
  const model = { ...linkCardView(data, typed, fault, visit.now), again };
  return { template: 'pages/link-card/page.njk', model, status: fault === null ? 200 : 400 };
}

async function link(submission: Submission, typed: Typed, pin: string): Promise<Shown> {
  const linked = await tryToLink(submission, typed, pin);
  if ('is' in linked) return form(submission, typed, linked);
  const { library } = linked;
  const { wanted } = typed;
  if (wanted !== null) {
    const sameLibrary = wanted.library === typed.library;
    const next = sameLibrary
      ? 'You can now request this title.'
      : 'See below whether you can request this title with it.';
    return {
      redirect: requestHref(wanted.title, wanted.library),
      notice: done('Card linked', `Your account at ${library} is shown under “Your account”. ${next}`),
    };
  }
  return {
    redirect: '/account',
    notice: done('Card linked', `Your account at ${library} is shown below.`),
  };
}

/** What a card is linked for, if a request led to the form: it leads back there. */
function wantedIn(fields: URLSearchParams): Wanted | null {
  const [title, library] = [fields.get('title') ?? '', fields.get('for') ?? fields.get('library') ?? ''];
  return title === '' || library === '' ? null : { title, library };
}

/** The graph turns these away before it asks anybody. */
const TURNED_AWAY: ReadonlySet<string> = new Set(['UNAUTHENTICATED', 'FORBIDDEN', 'RATE_LIMITED']);

async function tryToLink(
  { graph }: Submission,
  { library, card }: Typed,
  pin: string,
): Promise<{ readonly library: string } | Fault> {
  try {
    const { data } = await graph.ask(LinkOwnCardDocument, { library, card, pin }, { budgetMs: LINK_BUDGET_MS });
    const payload = data.linkAccount;
    if (payload === null) return { is: 'UNKNOWN' };
    const { account, refusal } = payload;
    if (refusal !== null) return { is: 'REFUSED', code: refusal.code, retryAt: refusal.retryAt };
    return account === null ? { is: 'UNKNOWN' } : { library: account.library.name };
  } catch (error) {
    if (!(error instanceof MerciaClientError) || TURNED_AWAY.has(error.code)) throw error;
    return { is: 'UNKNOWN' };
  }
}

interface Wanted {
  /** Id of the edition. */
  readonly title: string;
  /** Id of the library. */
  readonly library: string;
}

/** What was typed, without the PIN: that is never given back. */
interface Typed {
  readonly library: string;
  readonly card: string;
  readonly wanted: Wanted | null;
}

type Fault =
  | { readonly is: 'MISSING'; readonly fields: readonly ('library' | 'card' | 'pin')[] }
  | { readonly is: 'REFUSED'; readonly code: LinkRefusalCode; readonly retryAt: string | null }
  | { readonly is: 'UNKNOWN' };

export function linkCardView(
  { region, me }: Pick<LinkCardQuery, 'region' | 'me'>,
  typed: Typed,
  fault: Fault | null,
  now: number,
) {
  const libraries = region?.libraries ?? [];
  const open = libraries
    .filter(({ patronData }) => patronData?.active === true)
    .toSorted((a, b) => a.name.localeCompare(b.name, 'en-GB'));
  const closed = libraries.filter(({ patronData }) => patronData?.active !== true);
  const wrong = wrongOf(fault);
  return {
    title: fault === null ? 'Link a card' : 'Error: Link a card',
    current: '/account',
    heading: fault?.is === 'UNKNOWN' ? 'We cannot tell whether the card was linked' : 'The card was not linked',
    errors: fault === null ? [] : errorsOf(fault, wrong, now),
    wrong,
    libraries:
      open.length === 0
        ? []
        : [
            { value: '', text: 'Choose a library', selected: false },
            ...open.map(({ id, name }) => ({ value: id, text: name, selected: id === typed.library })),
          ],
    notHere:
      closed.length === 0
        ? null
        : `Cards of ${listNames(closed.map(({ name }) => name))} cannot be linked: there is no agreement with this region to handle their readers’ data.`,
    card: typed.card,
    wanted: typed.wanted,
    back:
      typed.wanted === null
        ? { href: '/account', text: 'Back to your account' }
        : { href: requestHref(typed.wanted.title, typed.wanted.library), text: 'Back to the request' },
    number: me?.id ?? null,
  };
}

const MISSING = {
  library: 'Choose the library that gave you the card',
  card: 'Enter the number of the card',
  pin: 'Enter the PIN or password of the card',
} as const;

function wrongOf(fault: Fault | null) {
  const of = (field: keyof typeof MISSING): string | null =>
    fault?.is === 'MISSING' && fault.fields.includes(field) ? MISSING[field] : null;
  // The system does not say which of both is wrong.
  const isUnknown = fault?.is === 'REFUSED' && fault.code === 'NOT_RECOGNISED';
  return {
    library: of('library'),
    card: isUnknown ? 'Check the number of the card' : of('card'),
    pin: isUnknown ? 'Check the PIN or password' : of('pin'),
  };
}

function errorsOf(fault: Fault, wrong: ReturnType<typeof wrongOf>, now: number) {
  switch (fault.is) {
    case 'MISSING':
      return (['library', 'card', 'pin'] as const).flatMap((field) => {
        const text = wrong[field];
        return text === null ? [] : [{ text, href: `#${field}` }];
      });
    case 'REFUSED':
      return [{ text: sayRefusal(fault.code, fault.retryAt, now), href: '#card' }];
    case 'UNKNOWN':
      return [
        {
          text: 'Look at your account before you try again: if the library is among your cards, it was linked.',
          href: '/account',
        },
      ];
  }
}

const REFUSED: Readonly<Record<LinkRefusalCode, string>> = {
  NOT_RECOGNISED: 'The library does not recognise this card with this PIN. Check both, and the library.',
  LOCKED_OUT: 'There were too many tries that failed, so no card can be tried now.',
  CANNOT_VERIFY:
    'This library’s system cannot check the PIN, or does not say whose card it is. Ask the library’s staff to link the card for you.',
  SYSTEM_UNAVAILABLE: 'The library’s system is not answering, so the card could not be checked. Try again later.',
  ALREADY_LINKED: 'This card is linked to you already.',
  LINKED_ELSEWHERE: 'This card is linked to another sign-in. Ask the library’s staff to move it to yours.',
  NO_AGREEMENT:
    'Cards of this library cannot be linked: there is no agreement with this region to handle its readers’ data.',
  NOT_YOUR_LIBRARY: 'This card belongs to a reader of another library. Choose that library.',
  UNKNOWN_PATRON: 'Your sign-in is not known here. Sign out, and sign in again.',
};

/** `retryAt`: when a try counts again. */
export function sayRefusal(code: LinkRefusalCode, retryAt: string | null, now: number): string {
  if (retryAt === null) return REFUSED[code];
  return `${REFUSED[code]} You can try again ${sayWhen(retryAt, now)}. The library’s staff can link the card before that.`;
}
