/** How single copies stand: one question for each title, which tells of all its copies. */
import type { CopyRef } from '#domain/facts.ts';
import { isMerciaError, type MerciaError } from '#platform/errors.ts';
import type { CopySource } from '#contract/adapter.ts';
import { askInOrder, type CopyAnswers, type CopySlot } from '../shared/copy-questions.ts';
import { lmsError } from '../shared/lms-error.ts';
import { asSlot } from '../shared/slots.ts';
import type { WmsClient } from './client.ts';
import { copyStateOf } from './copy-state.ts';
import { oclcNumberOf, type WmsSite } from './site.ts';
import type { WireTitle } from './wire.ts';

export interface CopiesContext {
  readonly site: WmsSite;
  readonly client: WmsClient;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

const OPERATION = 'availability';

export function createCopies(context: CopiesContext): CopySource {
  const { site, client, now } = context;
  const { system } = site;
  return {
    by: 'barcode',
    async findCopies(copies, signal, onSlot) {
      const refused = new Map<number, MerciaError>();
      const questions = placesByNumber(site, copies, refused);
      const ask = async (number: string): Promise<CopyAnswers> => {
        const title = await asSlot(client.title(number, signal));
        if (isMerciaError(title)) return title;
        const slotOf = answersOf(site, number, title, new Date(now()).toISOString());
        return (place) => slotOf(copies[place]?.barcode?.trim() ?? '');
      };
      const what = 'the time was over before its turn came; the system tells of one title after the other';
      const notAnswered = lmsError(system.id, 'LMS_TIMEOUT', `${OPERATION}: ${what}`);
      return askInOrder({ system, count: copies.length, questions, refused, notAnswered, ask }, signal, onSlot);
    },
  };
}

/** Where copies of each title were asked for, in the order of the first of them. */
function placesByNumber(
  site: WmsSite,
  copies: readonly CopyRef[],
  refused: Map<number, MerciaError>,
): ReadonlyMap<string, readonly number[]> {
  const places = new Map<string, number[]>();
  const refuse = (place: number, what: string): void => {
    refused.set(place, lmsError(site.system.id, 'CAPABILITY_UNSUPPORTED', `${OPERATION}: ${what}`));
  };
  for (const [place, { barcode, recordLocalId }] of copies.entries()) {
    const number = oclcNumberOf(site, recordLocalId);
    if (number === null) {
      refuse(
        place,
        "the record's number is no OCLC number, and WMS finds titles by nothing else; see settings.numberPrefix",
      );
    } else if ((barcode?.trim() ?? '') === '') {
      refuse(place, 'the copy has no barcode, and WMS tells copies apart by nothing else');
    } else places.set(number, [...(places.get(number) ?? []), place]);
  }
  return places;
}

/** What a title says of each barcode: null for one that it certainly does not have. */
function answersOf(site: WmsSite, asked: string, title: WireTitle, asOf: string): (barcode: string) => CopySlot {
  const byBarcode = Map.groupBy(title.copies, ({ barcode }) => barcode);
  const isAnother = title.numbers.some((number) => oclcNumberOf(site, number ?? '') !== asked);
  const bad = (what: string): MerciaError => lmsError(site.system.id, 'LMS_BAD_RESPONSE', `${OPERATION}: ${what}`);
  return (barcode) => {
    const [copy, ...others] = byBarcode.get(barcode) ?? [];
    if (others.length > 0) return bad('the answer has the barcode of this copy twice');
    if (copy !== undefined) return copyStateOf(site, copy, title, asOf);
    // Of merged records the new number is answered, with the same copies. Without this one it may be anybody's answer.
    if (isAnother) return bad('the answer has not the number of the title that was asked for');
    // It may be the one that does not say which it is.
    const isEach = title.isEach && !byBarcode.has('');
    return isEach ? null : bad('the answer has a copy without its barcode, or a holding without its copies');
  };
}
