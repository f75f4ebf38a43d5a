/**
 * Requests of which it is not known yet whether they were done. The session keeps them, without a title, until somebody can: meanwhile
 * what they are about cannot be asked for with another key, so that it is never done twice.
 */
import { z } from 'zod';
import type { SessionMemory } from '../page.ts';
import type { Account, Hold, Loan } from './asked.ts';
import { cancelShape, chosenShape, loanShape, placeShape } from './references.ts';

/** When it was last asked for, milliseconds since the epoch. */
const AT = { at: z.number() };

const unsureShape = z.discriminatedUnion('to', [
  z.strictObject({
    to: z.enum(['RENEW', 'RENEW_ALL']),
    /** The key of the first attempt: asked again with it, nothing is done twice. */
    key: z.string(),
    account: z.string(),
    library: z.string(),
    loans: z.array(loanShape.omit({ account: true, library: true, called: true })).readonly(),
    ...AT,
  }),
  cancelShape.omit({ called: true }).extend(AT),
  placeShape.omit({ called: true }).extend({ chosen: chosenShape, ...AT }),
]);

export type Unsure = z.infer<typeof unsureShape>;
type UnsureRenewal = Extract<Unsure, { readonly loans: readonly unknown[] }>;

const NAME = 'account.unsure';
/** The graph knows a key for a day: later the same key would be a new request. */
const KEPT_FOR_MS = 23 * 3_600_000;

export async function readUnsure(memory: SessionMemory, now: number): Promise<readonly Unsure[]> {
  return parse(await memory.read(NAME), now);
}

function parse(text: string | null, now: number): readonly Unsure[] {
  if (text === null) return [];
  return z
    .array(unsureShape)
    .parse(JSON.parse(text))
    .filter(({ at }) => now - at < KEPT_FOR_MS);
}

async function changeUnsure(
  memory: SessionMemory,
  now: number,
  change: (all: readonly Unsure[]) => readonly Unsure[],
): Promise<void> {
  await memory.change(NAME, (text) => {
    const all = change(parse(text, now));
    return all.length === 0 ? null : JSON.stringify(all);
  });
}

/** Takes out what the accounts show, and gives it. */
export async function settle(memory: SessionMemory, accounts: readonly Account[], now: number): Promise<Settled> {
  let settled: Settled = { still: [], found: [] };
  await changeUnsure(memory, now, (all) => {
    settled = settleFrom(all, accounts);
    return settled.still;
  });
  return settled;
}

/**
 * Keeps what is about to be sent, and gives it: should nobody be left to say what became of it, it is not known. What was sent under the
 * same key before is sent again as it was, whatever is chosen now. Null if something of it was sent under another key before, and is not
 * known yet: then it must not be sent.
 */
export async function begin(
  memory: SessionMemory,
  wanted: readonly Unsure[],
  now: number,
): Promise<readonly Unsure[] | null> {
  let begun: readonly Unsure[] | null = null;
  await changeUnsure(memory, now, (all) => {
    const isBarred = all.some((one) => wanted.some((other) => one.key !== other.key && concernsTheSame(one, other)));
    begun = isBarred ? null : wanted.map((one) => asSentBefore(one, all));
    return begun === null ? all : [...without(all, begun), ...begun];
  });
  return begun;
}

function asSentBefore(one: Unsure, all: readonly Unsure[]): Unsure {
  if (one.to !== 'PLACE') return one;
  const before = all.find(({ key }) => key === one.key);
  return before?.to === 'PLACE' ? { ...one, chosen: before.chosen } : one;
}

export async function end(
  memory: SessionMemory,
  sent: readonly Unsure[],
  still: readonly Unsure[],
  now: number,
): Promise<void> {
  await changeUnsure(memory, now, (all) => [...without(all, sent), ...still]);
}

function without(all: readonly Unsure[], sent: readonly Unsure[]): readonly Unsure[] {
  return all.filter((one) => !sent.some(({ key, account }) => one.key === key && one.account === account));
}

/**
 * A title that a library catalogued twice is asked for from one page. To renew all of an account concerns each of its renewals, also of
 * loans that its page did not show.
 */
function concernsTheSame(one: Unsure, other: Unsure): boolean {
  if (one.to === 'CANCEL') return other.to === 'CANCEL' && one.hold === other.hold;
  if (one.account !== other.account || other.to === 'CANCEL') return false;
  if (one.to === 'PLACE') return other.to === 'PLACE' && (one.record === other.record || one.page === other.page);
  if (other.to === 'PLACE') return false;
  if (other.to === 'RENEW_ALL') return true;
  return one.loans.some(({ id }) => other.loans.some((loan) => loan.id === id));
}

export interface Settled {
  /** Of which still nobody can tell. */
  readonly still: readonly Unsure[];
  /** What the accounts show now, as sentences. */
  readonly found: readonly string[];
}

/** What the accounts, as they were just read, say of requests that were not sure. What an account does not show proves nothing. */
export function settleFrom(all: readonly Unsure[], accounts: readonly Account[]): Settled {
  const settled = all.map((one) => {
    const facts = accounts.find(({ id }) => id === one.account)?.facts;
    if (one.to === 'PLACE') return settleNewHold(one, facts?.holds);
    return one.to === 'CANCEL' ? settleHold(one, facts?.holds) : settleLoans(one, facts?.loans);
  });
  return {
    still: settled.flatMap(({ still }) => (still === null ? [] : [still])),
    found: settled.flatMap(({ found }) => found),
  };
}

interface One {
  readonly still: Unsure | null;
  readonly found: readonly string[];
}

function settleLoans(one: UnsureRenewal, loans: readonly Loan[] | null | undefined): One {
  if (loans === null || loans === undefined) return { still: one, found: [] };
  const found: string[] = [];
  const still = one.loans.filter((before) => {
    const after = loans.find(({ id }) => id === before.id);
    if (after === undefined) {
      found.push(
        `A loan that was to be renewed at ${one.library} is no longer on loan to you. It may have been returned.`,
      );
      return false;
    }
    if (!wasRenewed(before, after)) return true;
    found.push(`${quote(after.title)} was renewed at ${one.library}. Its new due day is below.`);
    return false;
  });
  return { still: still.length === 0 ? null : { ...one, loans: still }, found };
}

function settleHold(
  one: Extract<Unsure, { readonly to: 'CANCEL' }>,
  holds: readonly { readonly id: string }[] | null | undefined,
): One {
  if (holds === null || holds === undefined || holds.some(({ id }) => id === one.hold))
    return { still: one, found: [] };
  return { still: null, found: [`A request that was to be cancelled at ${one.library} is no longer in your list.`] };
}

/** A request for the title that the account shows and did not have before, whoever made it: nothing more is to be asked for. */
function settleNewHold(
  one: Extract<Unsure, { readonly to: 'PLACE' }>,
  holds: readonly Pick<Hold, 'id' | 'record' | 'title'>[] | null | undefined,
): One {
  const made = holds?.find(({ id, record }) => record?.id === one.record && !one.had.includes(id));
  if (made === undefined) return { still: one, found: [] };
  const what = made.title === null ? 'What you asked for' : `“${made.title}”`;
  return { still: null, found: [`${what} is requested for you at ${one.library}: it is in your list below.`] };
}

/** A later due day, or one renewal more: as the graph itself tells it. */
function wasRenewed(before: { readonly due: string | null; readonly renewals: number | null }, after: Loan): boolean {
  const due = dueOf(after);
  if (before.due !== null && due !== null && due > before.due) return true;
  return before.renewals !== null && after.renewals !== null && after.renewals > before.renewals;
}

/** The moment, or the day of a loan by days; texts that sort as they come. */
export function dueOf({ due }: Pick<Loan, 'due'>): string | null {
  return due === null ? null : (due.at ?? due.on);
}

/** What a title is called; a loan may have none. */
export function quote(title: string | null): string {
  return title === null ? 'A loan whose title is not given' : `“${title}”`;
}
