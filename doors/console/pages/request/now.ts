/** The form of a request, when the system has said how the copies and the account stand; or why it did not say. */
import { RequestNowDocument, type RequestNowQuery } from '../../__generated__/operations.ts';
import { areGone, describeAvailability, isHeldWithoutCopies, type Shut } from '../../words/availability.ts';
import { shutOf } from '../../words/closed.ts';
import { plural, sayDay } from '../../words/moments.ts';
import { sayShutAt } from '../../words/week.ts';
import { newKey, sealIn } from '../account/references.ts';
import { SILENT_WHY, sayBlock } from '../account/words.ts';
import { requestHref } from '../hrefs.ts';
import type { Part, Visit } from '../page.ts';
import { placeOf, sayOtherUse, stateOf } from '../title/copy.ts';
import type { Account, Edition, Library } from './asked.ts';

type Holding = NonNullable<RequestNowQuery['edition']>['holdings'][number];
type Facts = NonNullable<NonNullable<RequestNowQuery['me']>['accounts']>[number]['facts'];

/** One part: the form, or why there is none. */
export async function* askNow(
  visit: Visit,
  library: Library,
  edition: Edition,
  account: Account,
  signal: AbortSignal,
): AsyncGenerator<Part> {
  const asked = { library, edition, account };
  const model = await visit.graph
    .ask(RequestNowDocument, { id: edition.id, libraries: [library.id] }, { signal })
    .then(({ data }) => formView(visit, asked, data))
    .catch(() => NOT_NOW);
  yield () => ({ template: 'pages/request/form-part.njk', model });
}

interface Asked {
  readonly library: Library;
  readonly edition: Edition;
  readonly account: Account;
}

const NOT_NOW = noForm(
  'Something is wrong here, so it cannot be asked for now. Nothing was requested. Try again in a few minutes.',
);

function noForm(...sentences: readonly string[]) {
  return { sentences, reference: null, copies: null, places: [], toAccount: false, anyway: null as string | null };
}

/** Whether no copy may ever come, as its system says: all are missing or lost, or the record is there no more. */
function isBeyondReach({ availability, basis, statements }: Holding): boolean {
  if (availability === null) return false;
  if (isHeldWithoutCopies({ ...availability, basis, statements })) return false;
  return availability.recordGone === true || areGone(availability.items);
}

/** What is asked for: a holding with a copy in now, if there is one, else the first with a copy that may come. */
function chooseHolding(holdings: readonly Holding[]): Holding | undefined {
  const physical = holdings.filter(({ online }) => online !== true);
  return (
    physical.find(({ availability }) => (availability?.availableCount ?? 0) > 0) ??
    physical.find((one) => !isBeyondReach(one)) ??
    physical[0]
  );
}

export function formView(
  { memory, now, query }: Pick<Visit, 'memory' | 'now' | 'query'>,
  { library, edition, account }: Asked,
  { edition: told, me }: Pick<RequestNowQuery, 'edition' | 'me'>,
) {
  const holding = chooseHolding(told?.holdings ?? []);
  if (holding === undefined || memory === null) return NOT_NOW;
  const facts = me?.accounts?.find(({ id }) => id === account.id)?.facts ?? null;
  // A library may have catalogued the title more than once.
  const isSame = ({ record }: { readonly record: { readonly id: string } | null }): boolean =>
    told?.holdings.some((one) => one.record.id === record?.id) === true;
  const lent = facts?.loans?.find(isSame);
  if (lent !== undefined && query.get('anyway') !== 'yes') {
    return {
      ...noForm(...sayLent(lent)),
      toAccount: true,
      anyway: `${requestHref(edition.id, library.id)}?anyway=yes`,
    };
  }
  const own = facts?.holds?.filter(isSame) ?? [];
  const [first] = own;
  // The queue that is told is that of one record.
  const inQueue = own.filter(({ record }) => record?.id === holding.record.id);
  const sites = holding.sites.map(({ id }) => id);
  const copies = copiesOf(holding, first !== undefined, now);
  if (first !== undefined && copies === null) return { ...noForm(sayOwn(first)), toAccount: true };
  const reference = sealIn(memory)({
    to: 'PLACE',
    key: newKey(),
    account: account.id,
    library: library.name,
    holding: holding.id,
    record: holding.record.id,
    called: `“${edition.title}”`,
    page: requestHref(edition.id, library.id),
    had: own.map(({ id }) => id),
    chosen: null,
  });
  return {
    sentences: [
      ...(first === undefined ? [] : [`${sayOwn(first)} You can ask for another copy, such as another volume.`]),
      ...sayCopies(holding, shutOf(library, sites, holding.availability, now), now),
      sayQueue(holding.availability, isOfOthers(facts, inQueue.length), sayPlaceLater(library, facts)),
      ...sayAccount(account, facts),
    ],
    reference,
    copies,
    places: placesOf(library, account, facts?.homeSite ?? null, now),
    toAccount: first !== undefined,
    anyway: null,
  };
}

/** Whoever has it is asked before they wait for what they have. */
function sayLent({ due }: NonNullable<NonNullable<Facts>['loans']>[number]): readonly string[] {
  const until = due === null ? '' : ` until ${sayDay(due.on)}`;
  return [`You have it on loan${until}.`, 'While a request of your own waits for it, it may not be renewed.'];
}

function sayOwn({ status, queuePosition }: NonNullable<NonNullable<Facts>['holds']>[number]): string {
  if (status === 'READY') return 'You asked for it already, and it is ready to collect.';
  return queuePosition === null
    ? 'You asked for it already.'
    : `You asked for it already: you are number ${queuePosition} in the queue.`;
}

function sayCopies(holding: Holding, shut: Shut | null, now: number): readonly string[] {
  const { availability, basis, statements } = holding;
  if (availability === null) return ['We could not check how its copies stand.'];
  const { headline, checked, due } = describeAvailability({ ...availability, basis, statements }, false, now, shut);
  const words = /[.?!]$/.test(headline) ? headline : `${headline}.`;
  const never = isBeyondReach(holding) ? 'A request may never be met.' : '';
  return [[words, never, due === null ? '' : `${due}.`, checked].filter((part) => part !== '').join(' ')];
}

/** Whether whoever asks is certainly none of those who wait: their requests are told, each with its title, and none is for this one. */
function isOfOthers(facts: Facts, own: number): boolean {
  return own === 0 && facts?.holds?.every(({ record }) => record !== null) === true;
}

/** That the system gives places in the queue is known only if it gave one of another request. */
function sayPlaceLater({ system: { capabilities } }: Library, facts: Facts): string {
  if (facts?.holds?.some(({ queuePosition }) => queuePosition !== null) !== true)
    return 'How many readers wait for it cannot be known before you ask.';
  const cancel = capabilities.includes('CANCEL_HOLD') ? '; you can cancel then' : '';
  return `How many readers wait for it is not known. This library tells your place only once you have asked${cancel}.`;
}

/** A queue of fewer than five is not told exactly: it could point at a reader. */
function sayQueue(availability: Holding['availability'], ofOthers: boolean, notKnown: string): string {
  const { state, holdQueue, holdQueueAtLeast } = availability ?? {};
  if (state !== 'LIVE' || typeof holdQueueAtLeast !== 'number') return notKnown;
  if (holdQueueAtLeast === 0) return 'Nobody else waits for it.';
  const [other, end] = ofOthers ? ['other ', '.'] : ['', '; you may be one of them.'];
  if (typeof holdQueue !== 'number') return `At least one ${other}reader waits for it${end}`;
  return `${plural(holdQueue, `${other}reader waits`, `${other}readers wait`)} for it${end}`;
}

function sayAccount({ library: { name } }: Account, facts: Facts): readonly string[] {
  const card = `It is asked for with your card of ${name}.`;
  if (facts?.state !== 'LIVE') {
    const code = facts?.reason?.code;
    const why = code === undefined ? 'its system is not answering' : SILENT_WHY[code];
    return [card, `We could not read your account there: ${why}. You can try: nothing is requested twice.`];
  }
  return [card, ...(facts.blocks ?? []).map((block) => sayBlock(block))];
}

/** Null where there is nothing to choose. Whoever asked for it before chooses one: any other copy would be that request again. */
function copiesOf({ availability }: Holding, isAsked: boolean, now: number) {
  const items = availability?.items?.nodes ?? [];
  if (items.length < 2) return null;
  const any = isAsked ? [] : [{ value: '', text: 'Any copy: the first that can be had', selected: true }];
  const each = items.map((item) => {
    const parts = [item.enumeration, item.callNumber, placeOf(item), stateOf(item, now), sayOtherUse(item)];
    return { value: item.id, text: parts.filter((part) => part !== null && part !== '').join(' · '), selected: false };
  });
  return { items: [...any, ...each], more: availability?.items?.pageInfo.hasNextPage === true };
}

/** Those of the reader's own library first, those that are closed for long last, with the word: their system alone decides. The site that registered the reader is chosen, if the system says which. */
function placesOf({ system }: Library, { library: own }: Account, homeSite: string | null, now: number) {
  const places = system.pickupPlaces
    .map(({ code, library, site }) => {
      const name = site === null || site.name === library.name ? library.name : `${site.name} (${library.name})`;
      const shut = sayShutAt(library, site === null ? [] : [site.id], library.timeZone, now);
      return {
        value: code,
        text: shut === null ? name : `${name}, ${shut}`,
        selected: code === homeSite && shut === null,
        rank: shut === null ? (library.id === own.id ? 0 : 1) : 2,
      };
    })
    .toSorted((a, b) => a.rank - b.rank || a.text.localeCompare(b.text, 'en-GB'));
  const usual = { value: '', text: 'Where you usually collect', selected: true, rank: 0 };
  return places.some(({ selected }) => selected) ? places : [usual, ...places];
}
