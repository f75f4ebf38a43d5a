/** How single copies stand, asked by barcode: one question for each, on all connections, in the order that was asked for. */
import type { CopyRef } from '#domain/facts.ts';
import { isMerciaError, type MerciaError } from '#platform/errors.ts';
import type { CopySource } from '#contract/adapter.ts';
import type { Sip2Client } from '../protocols/sip2/client.ts';
import type { Sip2Message } from '../protocols/sip2/message.ts';
import { itemQuestion } from '../protocols/sip2/questions.ts';
import { askInOrder, type CopyAnswers, type CopySlot } from '../shared/copy-questions.ts';
import { lmsError } from '../shared/lms-error.ts';
import { isAboutCopy, toAsked, toComparable } from './barcodes.ts';
import { copyStateOf } from './copy-state.ts';
import type { Sip2Site } from './site.ts';

export interface CopiesContext {
  readonly site: Sip2Site;
  readonly client: Sip2Client;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

export function createCopies(context: CopiesContext): CopySource {
  const { site, client } = context;
  const { system } = site;
  return {
    by: 'barcode',
    comparable: (barcode) => toComparable(barcode, site.settings.barcodes),
    async findCopies(copies, signal, onSlot) {
      const refused = new Map<number, MerciaError>();
      const questions = placesByBarcode(copies, (place) => refused.set(place, withoutBarcode(system.id)));
      const ask = async (barcode: string): Promise<CopyAnswers> => {
        const slot = await findCopy(context, barcode, signal);
        return isMerciaError(slot) ? slot : () => slot;
      };
      const notAnswered = outOfTime(system.id);
      return askInOrder({ system, count: copies.length, questions, refused, notAnswered, ask }, signal, onSlot);
    },
  };

  function outOfTime(id: string): MerciaError {
    const what = `the time was over before ${client.dialect.logIn === 'none' ? '' : 'the log-in and '}its turn came`;
    return lmsError(id, 'LMS_TIMEOUT', `item information: ${what}; the system tells of one copy after the other`);
  }
}

function withoutBarcode(system: string): MerciaError {
  const what = 'the copy has no barcode, and SIP2 finds copies by nothing else';
  return lmsError(system, 'CAPABILITY_UNSUPPORTED', `item information: ${what}`);
}

/** Where each barcode was asked for, in the order of the first time: it is sent once. */
function placesByBarcode(copies: readonly CopyRef[], onNone: (place: number) => unknown): Map<string, number[]> {
  const places = new Map<string, number[]>();
  for (const [place, { barcode }] of copies.entries()) {
    const plain = barcode?.trim() ?? '';
    if (plain === '') onNone(place);
    else places.set(plain, [...(places.get(plain) ?? []), place]);
  }
  return places;
}

/** One copy; an error of ours as a value. */
export async function findCopy(
  { site, client, now }: CopiesContext,
  barcode: string,
  signal: AbortSignal,
): Promise<CopySlot> {
  const { barcodes } = site.settings;
  const asked = toAsked(barcode, barcodes);
  const question = itemQuestion(client.dialect, { barcode: asked, at: now() });
  const matches = (message: Sip2Message): boolean => isAboutCopy(message, asked, barcodes);
  try {
    const message = await client.ask({ ...question, matches }, signal);
    return copyStateOf(site, message, new Date(now()).toISOString());
  } catch (error) {
    if (isMerciaError(error)) return error;
    throw error;
  }
}
