/** Asks a library for a title: with a card that is linked, or in the library's own way with the title filled in. */
import { RequestDocument } from '../../__generated__/operations.ts';
import { citationParts, fillForm } from '../../citations/say-citation.ts';
import { partOf } from '../../graph.ts';
import { languageOf } from '../../words/language.ts';
import { waysToReach, type Way } from '../../words/contact.ts';
import { libraryHref, linkForHref, requestHref, titleHref } from '../hrefs.ts';
import type { Page, Visit } from '../page.ts';
import { noSuchTitle } from '../title/page.ts';
import type { Account, Edition, Library } from './asked.ts';
import { askNow } from './now.ts';

/**
 * `/titles/ID/request/LIBRARY`. What the index knows is sent at once; how the copies and the reader's account stand when their system
 * has answered. The form is sent to the account, which keeps what is not known of a request.
 */
export const requestPage: Page = {
  path: '/titles/:id/request/:library',
  async show(visit) {
    const { graph, viewer, params } = visit;
    const { id = '', library: at = '' } = params;
    const reader = viewer?.role === 'PATRON';
    const answer = await graph.ask(RequestDocument, { id, library: at, libraries: [at], reader });
    const edition = partOf(answer, 'edition');
    if (edition === null) return noSuchTitle();
    const { library } = answer.data;
    if (library === null || edition.holdings.length === 0) return { redirect: titleHref(edition.id) };
    if (edition.id !== id) return { redirect: requestHref(edition.id, library.id) };
    const found = findAccount(answer.data.me?.accounts ?? null, library);
    const way = wayOf(visit, library, edition, found);
    const model = requestView(library, edition, way);
    const template = 'pages/request/page.njk';
    return way.is === 'ASK'
      ? { template, model, later: (signal) => askNow(visit, library, edition, way.account, signal) }
      : { template, model };
  },
};

/** How it can be asked for here: `ASK` with the account. */
export type Asking =
  { readonly is: 'ASK'; readonly account: Account } | { readonly is: 'SIGN_IN' | 'LINK' | 'NO'; readonly why: string };

/** An account at the system: of a reader of the library itself, if there is one. `UNREAD`: the cards could not be read. */
function findAccount(accounts: readonly Account[] | null, { id, system }: Library): Account | 'UNREAD' | null {
  if (accounts === null) return 'UNREAD';
  const here = accounts.filter(({ library, refusal }) => library.system.id === system.id && refusal === null);
  return here.find(({ library }) => library.id === id) ?? here[0] ?? null;
}

export function wayOf(
  { viewer }: Pick<Visit, 'viewer'>,
  { name, system, patronData }: Library,
  { holdings }: Edition,
  found: Account | 'UNREAD' | null,
): Asking {
  if (holdings.every(({ online }) => online === true))
    return { is: 'NO', why: `${name} has it to be read online: there is no copy to be kept for you.` };
  if (!system.capabilities.includes('PLACE_HOLD'))
    return { is: 'NO', why: `The system of ${name} takes no requests here. Ask the library.` };
  if (viewer === null)
    return {
      is: 'SIGN_IN',
      why: `If you have a card of ${name}, sign in: with the card linked you can ask for it here.`,
    };
  if (viewer.role !== 'PATRON')
    return {
      is: 'NO',
      why: 'Requests are made by readers. To ask for it yourself, sign out, and sign in as a reader.',
    };
  if (found === 'UNREAD')
    return {
      is: 'NO',
      why: 'We could not read which cards you have linked, so it cannot be asked for here now. Try again in a few minutes.',
    };
  if (found !== null) return { is: 'ASK', account: found };
  return patronData?.active === false
    ? { is: 'NO', why: `Cards of ${name} cannot be linked here: there is no agreement to handle its readers’ data.` }
    : {
        is: 'LINK',
        why: `No card for this library’s system is linked to you. Link the card of ${name}, then ask for it here.`,
      };
}

export function requestView(library: Library, edition: Edition, way: Asking) {
  return {
    title: `Request: ${edition.title}`,
    current: '/find',
    heading: edition.title,
    lang: languageOf(edition),
    back: titleHref(edition.id),
    link: linkForHref(edition.id, library.id),
    library: { name: library.name, href: libraryHref(library.id) },
    way,
    ways: otherWays(library, edition),
    citation: citationParts(edition),
  };
}

/** Without a card that is linked: the library's own catalogue and form, or somebody to write to, each with the title filled in. */
function otherWays({ requestForm, contact }: Library, edition: Edition): readonly Way[] {
  const catalogue = edition.holdings
    .map(({ catalogueUrl }) => catalogueUrl ?? '')
    .find((url) => /^https?:\/\//i.test(url));
  const form = requestForm ?? mailForm(contact?.email ?? null);
  const ways: readonly Way[] = [
    ...(form === null
      ? []
      : [
          {
            text: form.startsWith('mailto:')
              ? 'Write to the library, with this title filled in'
              : 'Open the library’s request form, with this title filled in',
            href: fillForm(form, edition),
          },
        ]),
    ...(catalogue === undefined ? [] : [{ text: 'See it in the library’s own catalogue', href: catalogue }]),
    ...waysToReach(contact).filter(({ href }) => href?.startsWith('tel:')),
  ];
  return ways.length > 0
    ? ways
    : [{ text: 'How to reach the library is not known here. Show its staff this:', href: null }];
}

function mailForm(email: string | null): string | null {
  return email === null ? null : `mailto:${email}?subject=Request&body={citation}`;
}
