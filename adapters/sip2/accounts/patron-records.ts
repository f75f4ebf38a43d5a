/** The questions about one patron and one copy, and the answers as SIP2 gives them. */
import type { Sip2Client } from '../../protocols/sip2/client.ts';
import type { Sip2Message } from '../../protocols/sip2/message.ts';
import { unreadableAnswer } from '../../shared/accounts/read-answer.ts';
import { isAboutCopy, toAsked } from '../barcodes.ts';
import type { Sip2Settings, PatronSettings } from '../config.ts';
import { itemQuestion } from '../../protocols/sip2/questions.ts';
import type { AccountDialect } from './dialects.ts';
import { readItemAnswer, type ItemAnswer } from './item-answer.ts';
import { readPatronAnswer, type Counted, type PatronAnswer } from './patron-answer.ts';
import { informationQuestion, LIST_FIELDS } from './questions.ts';
import type { SystemConfig } from '#domain/region.ts';

/** One list of an account, and how the patron stood when it was told. */
export interface PatronList {
  readonly patron: PatronAnswer;
  /** As they came. Entries that read the same are several only where the count needs them, or nothing is counted. */
  readonly entries: readonly string[];
  /** How many the system counts; null where it does not. */
  readonly counted: number | null;
  /** False if it counts more than it names, or neither counts nor names any. */
  readonly isWhole: boolean;
}

export type PatronRecords = ReturnType<typeof createPatronRecords>;

/** Entries asked for at once where a list comes in slices. */
const SLICE = 50;
const MOST_SLICES = 20;

export interface PatronRecordsOptions {
  readonly client: Sip2Client;
  readonly dialect: AccountDialect;
  readonly barcodes: Sip2Settings['barcodes'];
  readonly homeSites: PatronSettings['homeSites'];
  readonly timeZone: string;
  readonly now: () => number;
}

export function createPatronRecords(options: PatronRecordsOptions) {
  const { client, dialect, barcodes, homeSites, timeZone, now } = options;
  const read = (message: Sip2Message): PatronAnswer => {
    const answer = readPatronAnswer(message, dialect);
    return { ...answer, homeSite: answer.homeSite ?? siteOfCard(answer.card, homeSites) };
  };
  const ask = async (
    about: Omit<Parameters<typeof informationQuestion>[1], 'at'>,
    signal: AbortSignal,
  ): Promise<Sip2Message> => client.ask(informationQuestion(client.dialect, { ...about, at: now() }), signal);

  return {
    /** How a patron stands, without a list. */
    patron: async (card: string, signal: AbortSignal): Promise<PatronAnswer> =>
      read(await ask({ card, list: null }, signal)),
    /** The same with a PIN, which is sent once. */
    withPin: async (card: string, pin: string, signal: AbortSignal): Promise<PatronAnswer> =>
      read(await ask({ card, list: null, pin }, signal)),
    /** The same for what may be a user name: the answer may be about another card, or, if the server mixes answers up, another reader. */
    withNameAndPin: async (name: string, pin: string, signal: AbortSignal): Promise<PatronAnswer> =>
      read(await ask({ card: name, list: null, pin, isMaybeName: true }, signal)),
    async list(card: string, list: Counted, signal: AbortSignal): Promise<PatronList> {
      const first = await ask({ card, list }, signal);
      const patron = read(first);
      const counted = patron.counts[list];
      const named = entriesOf(first, list);
      if (counted === null || named.length >= counted) {
        // Two copies of one title read the same at a server that names titles.
        const once = unique(named);
        const entries = counted !== null && once.length >= counted ? once : named;
        // Where nothing is counted, a list without an entry may be one that the server does not tell.
        return { patron, entries, counted, isWhole: counted !== null || entries.length > 0 };
      }
      const slices = async (range: readonly [number, number]): Promise<readonly string[]> =>
        entriesOf(await ask({ card, list, range }, signal), list);
      const entries = await readOn(named, counted, slices);
      return { patron, entries, counted, isWhole: entries.length >= counted };
    },
    /** A copy; null if the system knows no such barcode. */
    async item(barcode: string, signal: AbortSignal): Promise<ItemAnswer | null> {
      const asked = toAsked(barcode, barcodes);
      const question = itemQuestion(client.dialect, { barcode: asked, at: now() });
      const matches = (message: Sip2Message): boolean => isAboutCopy(message, asked, barcodes);
      return readItemAnswer(await client.ask({ ...question, matches }, signal), timeZone);
    },
  };
}

/** The library of a reader of whom the server does not tell it. */
function siteOfCard(card: string, homeSites: PatronSettings['homeSites']): string | null {
  const prefixes = Object.keys(homeSites).filter((prefix) => card.startsWith(prefix));
  const [longest = ''] = prefixes.toSorted((a, b) => b.length - a.length);
  return homeSites[longest] ?? null;
}

/**
 * The rest of a list that came cut. Servers count slices from 0 or from 1, or do not cut at all: an entry that came twice is
 * one, and the reading ends as soon as a slice brings nothing new.
 */
async function readOn(
  named: readonly string[],
  counted: number,
  slice: (range: readonly [first: number, last: number]) => Promise<readonly string[]>,
): Promise<readonly string[]> {
  const entries = new Set(named);
  for (let slices = 0; slices < MOST_SLICES && entries.size < counted; slices += 1) {
    const before = entries.size;
    // From the last one that is known, for servers that count from 0.
    for (const entry of await slice([Math.max(1, before), before + SLICE])) entries.add(entry);
    if (entries.size === before) break;
  }
  return [...entries];
}

function entriesOf(message: Sip2Message, list: Counted): readonly string[] {
  return (message.fields.get(LIST_FIELDS[list]) ?? []).map((entry) => entry.trim()).filter((entry) => entry !== '');
}

function unique(entries: readonly string[]): readonly string[] {
  return [...new Set(entries)];
}

/** For an answer without the patron whom the server knows at another question: what is in their list it does not say. */
export function forgotten({ system }: Pick<AccountsSite, 'system'>): Error {
  return unreadableAnswer(
    system.id,
    'patron information',
    'the server knows the patron at one question, and not at the next',
  );
}

/** One system, as questions about accounts need it. */
export interface AccountsSite {
  readonly system: SystemConfig;
  readonly patrons: PatronSettings;
  readonly barcodes: Sip2Settings['barcodes'];
  readonly dialect: AccountDialect;
}

/** What every question about an account is asked with. */
export interface AccountsContext {
  readonly site: AccountsSite;
  readonly client: Sip2Client;
  readonly records: PatronRecords;
  readonly now: () => number;
}
