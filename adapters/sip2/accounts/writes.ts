/**
 * Renewals and holds. A SIP2 server asks for no proof of who sends them (Koha renews with any PIN): who may change an account
 * is said by the link in Mercia, and whose loan or hold it is is looked at first. Each is sent once.
 */
import type { HoldFacts, LoanFacts, WantedHold, WriteOutcome, Refusal } from '#domain/accounts.ts';
import { toInstant } from '#domain/wall-time.ts';
import type { WriteSource } from '#contract/adapter.ts';
import { unreadableAnswer } from '../../shared/accounts/read-answer.ts';
import { refuse, writeOnce, type Refused } from '../../shared/accounts/write-once.ts';
import { asSlot } from '../../shared/slots.ts';
import { fieldOf, type Sip2Message } from '../../protocols/sip2/message.ts';
import type { Sip2Question } from '../../protocols/sip2/questions.ts';
import { isSameBarcode } from '../barcodes.ts';
import { dueOf } from '../due.ts';
import type { EndSession } from './end-session.ts';
import { copyBarcodeOf, findNamed, oncePerCopy } from './find-copies.ts';
import { findHold, findNewHold, lookAtNewHold } from './holds.ts';
import { mayBeCaught, toHoldFacts } from './hold-facts.ts';
import { titleOf } from './item-answer.ts';
import { toLoanFacts, toRenewable } from './loan-facts.ts';
import { holdQuestion, renewQuestion, isSendable } from './questions.ts';
import type { AccountDialect } from './dialects.ts';
import { refusalOf, wordsOf, HOLD_CAUGHT, NO_BARCODE, NO_HOLD, NO_LOAN, SAME_NAME } from './refusal-texts.ts';
import type { AccountsContext } from './patron-records.ts';

type Outcome<Done> = Promise<WriteOutcome<Done | null>>;

/** The changes that the settings permit. */
export function createWrites(context: AccountsContext, endSession: EndSession): WriteSource {
  const { renew: mayRenew, placeHold: mayPlace, cancelHold: mayCancel } = context.site.patrons.writes;
  const ending = async <T>(card: string, work: Promise<T>): Promise<T> => {
    try {
      return await work;
    } finally {
      endSession(card);
    }
  };
  return {
    ...(mayRenew && { renew: (card, loan, signal) => ending(card, renew(context, card, loan, signal)) }),
    ...(mayPlace && { placeHold: (card, hold, signal) => ending(card, placeHold(context, card, hold, signal)) }),
    ...(mayCancel && { cancelHold: (card, hold, signal) => ending(card, cancelHold(context, card, hold, signal)) }),
  };
}

async function renew(context: AccountsContext, card: string, loan: string, signal: AbortSignal): Outcome<LoanFacts> {
  const { site, records, client, now } = context;
  return writeOnce({
    async look() {
      if (!isSendable(card, client.dialect)) return refuse(NO_LOAN);
      const { patron, entries } = await records.list(card, 'loans', signal);
      const found = patron.exists ? await findNamed(context, entries, [loan], signal) : [];
      const [named, ...others] = oncePerCopy(found);
      if (named === undefined) return refuse(NO_LOAN);
      if (others.length > 0) return refuse(SAME_NAME);
      const { flags } = patron;
      const { refusal } = toRenewable(flags, named);
      if (refusal !== null) return { refusal };
      const barcode = copyBarcodeOf(named);
      return barcode === null ? refuse(NO_BARCODE) : { entry: named.entry, barcode, flags };
    },
    send: ({ barcode }) => {
      const question = renewQuestion(client.dialect, { card, barcode, isSame: sameAs(context, barcode), at: now() });
      return send(context, question, readRenewal, signal);
    },
    read: messageOf,
    async describe(answer, { entry, barcode, flags }): Promise<LoanFacts> {
      const due = dueOf(fieldOf(answer, 'AH') ?? '', site.system.timeZone);
      // Some servers leave out the new day.
      const copy =
        due === null
          ? await asSlot(records.item(barcode, signal))
          : { barcode, status: '', title: titleOf(answer), due, collectBy: null };
      return toLoanFacts(site, { entry, copy }, { flags, isOverdue: null, nowMs: now() });
    },
  });
}

async function placeHold(
  context: AccountsContext,
  card: string,
  wanted: WantedHold,
  signal: AbortSignal,
): Outcome<HoldFacts> {
  const { site, client, now } = context;
  const { pickup, neededBy, itemLocalId } = wanted;
  const endsAt = neededBy === null ? null : toInstant({ day: neededBy, minutes: 24 * 60 - 1 }, site.system.timeZone);
  return writeOnce({
    look: () => lookAtNewHold(context, card, wanted, signal),
    send: ({ barcode, homeSite }) => {
      const copies = itemLocalId === null ? 'ANY' : 'THIS';
      const change = { mode: '+', card, barcode, isSame: sameAs(context, barcode), copies } as const;
      const question = { ...change, pickup: pickup ?? homeSite ?? site.patrons.pickup, endsAt, at: now() };
      return send(context, holdQuestion(client.dialect, question), readHoldAnswer, signal);
    },
    read: messageOf,
    describe: (_answer, { before }) => findNewHold(context, card, before, signal),
  });
}

async function cancelHold(
  context: AccountsContext,
  card: string,
  hold: string,
  signal: AbortSignal,
): Outcome<HoldFacts> {
  const { site, client, now } = context;
  return writeOnce({
    async look() {
      const found = isSendable(card, client.dialect) ? await findHold(context, card, hold, signal) : null;
      if (found === null) return refuse(NO_HOLD);
      if ('refusal' in found) return found;
      // A copy that waits would stay on the shelf until staff see that nobody comes.
      if (mayBeCaught(site, found.named, found.list)) return refuse(HOLD_CAUGHT);
      const barcode = copyBarcodeOf(found.named);
      return barcode === null ? refuse(NO_BARCODE) : { facts: toHoldFacts(site, found.named, found.list), barcode };
    },
    send: ({ barcode }) => {
      const same = { barcode, isSame: sameAs(context, barcode) };
      const change = { mode: '-', card, ...same, copies: 'ANY', pickup: null, endsAt: null } as const;
      return send(context, holdQuestion(client.dialect, { ...change, at: now() }), readHoldAnswer, signal);
    },
    read: () => null,
    describe: async (_answer, { facts }): Promise<HoldFacts> => ({ ...facts, status: 'CANCELLED' }),
  });
}

/** Throws LMS_BAD_RESPONSE for an answer that says two things: what happened then has to be asked back. */
async function send(
  { site, client }: AccountsContext,
  question: Sip2Question,
  read: (message: Sip2Message, dialect: AccountDialect) => WriteAnswer,
  signal: AbortSignal,
): Promise<{ readonly body: Sip2Message } | Refused> {
  const message = await client.ask(question, signal);
  const answer = read(message, site.dialect);
  if (answer.outcome === 'REFUSED') return { refusal: answer.refusal };
  if (answer.outcome === 'DONE') return { body: message };
  throw unreadableAnswer(site.system.id, question.operation, 'the answer says that it was done, and that it was not');
}

function sameAs({ site }: AccountsContext, barcode: string): (answered: string) => boolean {
  return (answered) => isSameBarcode(answered, barcode, site.barcodes);
}

/** What {@link send} gave. */
function messageOf(body: unknown): Sip2Message {
  return body as Sip2Message;
}

/** `UNCLEAR` has to be asked back: the answer says that it was done and that it was not. */
type WriteAnswer =
  | { readonly outcome: 'DONE' | 'UNCLEAR' }
  | { readonly outcome: 'REFUSED'; readonly refusal: Refusal };

/**
 *     301YNN20261124    141634AA…   renewed
 *     300NUN20261124    141634AA…   refused
 */
export function readRenewal(message: Sip2Message, dialect: AccountDialect): WriteAnswer {
  const [ok, renewed] = message.fixed;
  return readWrite(message, ok === '1' && renewed !== 'N', ok === '0' && renewed !== 'Y', dialect);
}

/**
 * A hold placed or cancelled. The second flag says whether a copy is there now, and nothing of the request.
 *
 *     161N20261124    141636AA…   done
 */
export function readHoldAnswer(message: Sip2Message, dialect: AccountDialect): WriteAnswer {
  const [ok] = message.fixed;
  return readWrite(message, ok === '1', ok === '0', dialect);
}

function readWrite(message: Sip2Message, isDone: boolean, isRefused: boolean, dialect: AccountDialect): WriteAnswer {
  const texts = message.fields.get('AF') ?? [];
  if (isRefused) return { outcome: 'REFUSED', refusal: refusalOf(texts, dialect.refusalTexts) };
  // Koha places a hold and says beside it that too much is owed for one.
  const isContradicted = wordsOf(texts, dialect.refusalTexts) !== undefined;
  return { outcome: isDone && !isContradicted ? 'DONE' : 'UNCLEAR' };
}
