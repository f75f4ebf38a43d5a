/** How single copies stand, asked by barcode: one question for each, on all connections, in the order that was asked for. */
import type { CopyRef, CopyState } from '#domain/facts.ts';
import { isMerciaError } from '#platform/errors.ts';
import type { ErrorCode, MerciaError } from '#platform/errors.ts';
import type { CopySource, OnSlot, Slot } from '#contract/adapter.ts';
import type { Sip2Client } from '../protocols/sip2/client.ts';
import { fieldOf } from '../protocols/sip2/message.ts';
import type { Sip2Message } from '../protocols/sip2/message.ts';
import { itemQuestion } from '../protocols/sip2/questions.ts';
import { lmsError } from '../shared/lms-error.ts';
import { isSameBarcode, toAsked } from './barcodes.ts';
import { copyStateOf, OTHER } from './copy-state.ts';
import type { Sip2Site } from './site.ts';

export interface CopiesContext {
  readonly site: Sip2Site;
  readonly client: Sip2Client;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

type CopySlot = Slot<CopyState | null>;

/** Errors of the system rather than of one copy: further copies are not asked for. */
const OF_SYSTEM: readonly ErrorCode[] = [
  'LMS_UNAVAILABLE',
  'LMS_AUTH_FAILED',
  'LMS_RATE_LIMITED',
  'LMS_CIRCUIT_OPEN',
  'CONFIG_INVALID',
];

export function createCopies(context: CopiesContext): CopySource {
  const { site, client } = context;
  const { system } = site;
  return {
    by: 'barcode',
    async findCopies(copies, signal, onSlot) {
      const slots: CopySlot[] = copies.map(() => notAnswered(system.id));
      const tell: OnSlot<CopyState | null> = (place, slot) => {
        slots[place] = slot;
        onSlot?.(place, slot);
      };
      const places = placesByBarcode(copies, (place) => {
        tell(place, withoutBarcode(system.id));
      });
      const waiting = places.entries();
      const run: { failed: MerciaError | null; asked: number } = { failed: null, asked: 0 };

      /** One copy after the other, while there are any: as many of these run as there are connections, and one waits. */
      async function askOn(): Promise<void> {
        for (const [barcode, same] of waiting) {
          if (signal.aborted) return;
          const slot = run.failed ?? (await findCopy(context, barcode, signal));
          if (!isMerciaError(slot) || !slot.notSent) run.asked += 1;
          if (isMerciaError(slot, ...OF_SYSTEM) && slot.notSent) run.failed ??= slot;
          for (const place of same) tell(place, slot);
        }
      }
      await Promise.all(Array.from({ length: system.limits.connections + 1 }, askOn));
      if (run.failed !== null && run.asked === 0) throw run.failed;
      return slots;
    },
  };

  function notAnswered(id: string): MerciaError {
    const what = `the time was over before ${client.dialect.logIn === 'none' ? '' : 'the log-in and '}its turn came`;
    return lmsError(id, 'LMS_TIMEOUT', `item information: ${what}; the system tells of one copy after the other`);
  }
}

function withoutBarcode(system: string): MerciaError {
  const what = 'the copy has no barcode, and SIP2 finds copies by nothing else';
  return lmsError(system, 'CAPABILITY_UNSUPPORTED', `item information: ${what}`);
}

/** Where each barcode was asked for, in the order of the first time: it is sent once. */
function placesByBarcode(copies: readonly CopyRef[], onNone: (place: number) => void): Map<string, number[]> {
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
  const matches = (message: Sip2Message): boolean => {
    const answered = fieldOf(message, 'AB') ?? '';
    return isSameBarcode(answered, asked, barcodes) || (answered.trim() === '' && isUnknown(message));
  };
  try {
    const message = await client.ask({ ...question, matches }, signal);
    return copyStateOf(site, message, new Date(now()).toISOString());
  } catch (error) {
    if (isMerciaError(error)) return error;
    throw error;
  }
}

/** Some servers do not repeat a barcode that they do not know. */
function isUnknown(message: Sip2Message): boolean {
  return message.fixed.startsWith(OTHER) && (fieldOf(message, 'AJ') ?? '').trim() === '';
}
