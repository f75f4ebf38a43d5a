/** Asks a library for a title: with a card that is linked, or in the library's own way with the title filled in. */
import { RequestDocument } from '../../__generated__/operations.ts';
import { citationParts, fillForm } from '../../citations/say-citation.ts';
import type { Answer } from '#clients/typescript/index.ts';
import { partOf } from '../../graph.ts';
import { cardsFor } from '../../words/cards.ts';
import { listChoices } from '../../words/lists.ts';
import { languageOf } from '../../words/language.ts';
import { waysToReach, type Way } from '../../words/contact.ts';
import { libraryHref, linkForHref, requestHref, titleHref } from '../hrefs.ts';
import type { Page, Visit } from '../page.ts';
import { sitesOf } from '../title/holders.ts';
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
    const way = wayOf(visit, library, edition, found, canLink(answer, library));
    const model = requestView(library, edition, way);
    const template = 'pages/request/page.njk';
    return way.is === 'ASK'
      ? { template, model, later: (signal) => askNow(visit, library, edition, way.account, signal) }
      : { template, model };
  },
};

/** How it can be asked for here: `ASK` with the account. */
export type Asking =
  | { readonly is: 'ASK'; readonly account: Account }
  | { readonly is: 'SIGN_IN' | 'NO'; readonly why: string }
  // `card`: the library whose card it is; empty for one of several.
  | { readonly is: 'LINK'; readonly why: string; readonly card: string; readonly button: string };

/** Whose cards can be linked to ask for it; what could not be told says of nobody's card that it cannot. */
function canLink({ errors }: Pick<Answer<unknown>, 'errors'>, { id, system: { libraries } }: Library) {
  const isUntold = errors.some(({ path }) => path.length === 0 || path.includes('patronData'));
  return isUntold ? libraries.filter((library) => library.id === id) : cardsFor(id, libraries);
}

/** An account at the system: of a reader of the library itself, if there is one. `UNREAD`: the cards could not be read. */
function findAccount(accounts: readonly Account[] | null, { id, system }: Library): Account | 'UNREAD' | null {
  if (accounts === null) return 'UNREAD';
  const here = accounts.filter(({ library, refusal }) => library.system.id === system.id && refusal === null);
  return here.find(({ library }) => library.id === id) ?? here[0] ?? null;
}

export function wayOf(
  { viewer }: Pick<Visit, 'viewer'>,
  { id, name, system }: Pick<Library, 'id' | 'name' | 'system'>,
  { holdings }: Pick<Edition, 'holdings'>,
  found: Account | 'UNREAD' | null,
  cards: readonly Pick<Library, 'id' | 'name'>[],
): Asking {
  if (holdings.every(({ online }) => online === true))
    return { is: 'NO', why: `${name} has it to be read online: there is no copy to be kept for you.` };
  if (!system.capabilities.includes('PLACE_HOLD'))
    return { is: 'NO', why: `The system of ${name} takes no requests here. Ask the library.` };
  const [card] = cards;
  const none = `Cards of ${name} cannot be linked here`;
  const choices = listChoices(cards.map((one) => one.name));
  const isOwn = card?.id === id;
  if (viewer === null) {
    if (card === undefined) return { is: 'NO', why: `${none}. Ask the library.` };
    const signIn = `If you have a card of ${choices}, sign in: with the card linked you can ask for it here.`;
    return { is: 'SIGN_IN', why: isOwn ? signIn : `${none}; those of libraries that share its system can. ${signIn}` };
  }
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
  if (card === undefined)
    return { is: 'NO', why: `${none}: there is no agreement to handle its readers’ data. Ask the library.` };
  const sharing = cards.length === 1 ? 'it shares' : 'they share';
  return {
    is: 'LINK',
    why: isOwn
      ? `No card for this library’s system is linked to you. Link the card of ${name}, then ask for it here.`
      : `${none}. A card of ${choices} serves too, because ${sharing} its system. Link it, then ask for it here.`,
    card: cards.length === 1 ? card.id : '',
    button: cards.length === 1 ? 'Link a card' : 'Link one of these cards',
  };
}

export function requestView(library: Library, edition: Edition, way: Asking) {
  return {
    title: `Request: ${edition.title}`,
    current: '/find',
    heading: edition.title,
    lang: languageOf(edition),
    back: titleHref(edition.id),
    link: way.is === 'LINK' ? { text: way.button, href: linkForHref(edition.id, library.id, way.card) } : null,
    library: { name: library.name, href: libraryHref(library.id) },
    way,
    ways: otherWays(library, edition, way.is === 'NO'),
    citation: citationParts(edition),
  };
}

/**
 * Without a card that is linked: the library's own catalogue and form, or somebody to write to, each with the title filled in; and whom
 * to telephone, `isFirst` where nothing else is offered.
 */
function otherWays(library: Library, edition: Edition, isFirst: boolean): readonly Way[] {
  const { requestForm, contact } = library;
  const telephones = telephonesOf(library, edition);
  const catalogue = edition.holdings
    .map(({ catalogueUrl }) => catalogueUrl ?? '')
    .find((url) => /^https?:\/\//i.test(url));
  const form = requestForm ?? mailForm(contact?.email ?? null);
  const ways: readonly Way[] = [
    ...(isFirst ? telephones : []),
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
    ...(isFirst ? [] : telephones),
  ];
  return ways.length > 0
    ? ways
    : [{ text: 'How to reach the library is not known here. Show its staff this:', href: null }];
}

/** Of the sites that have it, of a library with several; if none has one, of the library. */
function telephonesOf(library: Library, { holdings }: Edition): readonly Way[] {
  const isTelephone = ({ href }: Way): boolean => href?.startsWith('tel:') === true;
  const sites = sitesOf({ library, holdings: holdings.filter(({ online }) => online !== true) });
  const where = sites.length === 1 ? 'where the copy is' : 'where a copy is';
  const here = sites.flatMap(({ name, contact }) =>
    waysToReach(contact)
      .filter(isTelephone)
      .map(({ text, href }) => ({ text: `${text} (${name}, ${where})`, href })),
  );
  return here.length > 0 ? here : waysToReach(library.contact).filter(isTelephone);
}

function mailForm(email: string | null): string | null {
  return email === null ? null : `mailto:${email}?subject=Request&body={citation}`;
}
