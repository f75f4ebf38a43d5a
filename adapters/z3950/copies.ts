/** How single copies stand, asked by their records, or by barcode: a few of them in one search. */
import type { CopyRef } from '#domain/facts.ts';
import { isMerciaError, MerciaError } from '#platform/errors.ts';
import type { CopySource } from '#contract/adapter.ts';
import type { XmlElement } from '#xml/xml-tree.ts';
import { valuesOf } from '../protocols/sru/marc-element.ts';
import { marcOfOpacRecord } from '../protocols/sru/opac-record.ts';
import type { FoundRecords } from '../protocols/sru/search-answer.ts';
import { askInOrder, type CopySlot } from '../shared/copy-questions.ts';
import { lmsError } from '../shared/lms-error.ts';
import type { Catalogue } from './catalogue.ts';
import { copiesOf } from './copy-state.ts';
import type { Z3950Site } from './site.ts';

export interface CopiesContext {
  readonly site: Z3950Site;
  readonly catalogue: Catalogue;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** What is put between quotation marks in a query: anything else could be a query of its own. */
const PLAIN = /^[\w.:-]{1,64}$/;

export function createCopies(context: CopiesContext): CopySource {
  const { site } = context;
  const { find, perSearch } = site.settings;
  return {
    by: 'barcode',
    findCopies(copies, signal, onSlot) {
      const asked = Map.groupBy(
        copies.entries(),
        ([, copy]) => (find.by === 'barcode' ? copy.barcode : copy.recordLocalId)?.trim() ?? '',
      );
      const placesOf = (value: string): readonly number[] => asked.get(value)?.map(([place]) => place) ?? [];
      const plain = [...asked.keys()].filter((value) => PLAIN.test(value));
      const questions = Array.from({ length: Math.ceil(plain.length / perSearch) }, (_, at) => {
        const values = plain.slice(at * perSearch, (at + 1) * perSearch);
        return [values, values.flatMap(placesOf)] as const;
      });
      const refused = [...asked.keys()].filter((value) => !PLAIN.test(value)).flatMap(placesOf);
      const notAnswered = lmsError(site.system.id, 'LMS_TIMEOUT', 'search: the time was over before its turn came');
      return askInOrder(
        {
          system: site.system,
          count: copies.length,
          questions,
          refused: new Map(refused.map((place) => [place, cannotAsk(site)])),
          notAnswered,
          async ask(values, ending) {
            const found = await findTogether(context, values, ending);
            if (isMerciaError(found)) return found;
            return (place) => {
              const copy = copies[place];
              return copy === undefined ? notAnswered : found(copy);
            };
          },
        },
        signal,
        onSlot,
      );
    },
  };
}

/** One search, and what it says of each copy; an error of ours as a value. */
export async function findTogether(
  { site, catalogue, now }: CopiesContext,
  values: readonly string[],
  signal: AbortSignal,
): Promise<MerciaError | ((copy: CopyRef) => CopySlot)> {
  try {
    const found = await catalogue.find(values, signal);
    return answerOf(site, { values, found, asOf: new Date(now()).toISOString() });
  } catch (error) {
    if (isMerciaError(error)) return error;
    throw error;
  }
}

/** What was found says of each copy. That a copy is not there is only said where all came that was found, and nothing else. */
function answerOf(
  site: Z3950Site,
  { values, found, asOf }: { readonly values: readonly string[]; readonly found: FoundRecords; readonly asOf: string },
): (copy: CopyRef) => CopySlot {
  const { by } = site.settings.find;
  const records = found.records.map((record) => ({
    number: numberOf(site, record),
    copies: copiesOf(site, record, asOf),
  }));
  const bad = (what: string): MerciaError => lmsError(site.system.id, 'LMS_BAD_RESPONSE', `search: ${what}`);
  const isWhole = found.count !== null && found.count <= records.length;
  const isAsked = records.every(({ number }) => by === 'barcode' || (number !== null && values.includes(number)));
  return ({ recordLocalId, barcode }) => {
    const wanted = barcode?.trim() ?? '';
    const [record, ...others] = records.filter(({ number, copies }) =>
      by === 'record' ? number === recordLocalId.trim() : copies?.byBarcode.has(wanted) === true,
    );
    if (others.length > 0) return bad(TWICE);
    if (record === undefined) {
      if (!isWhole || !isAsked) return bad(NOT_WHOLE);
      return by === 'record' || records.every(({ copies }) => copies?.isEach === true) ? null : bad(TELLS_NOTHING);
    }
    if (record.copies === null) return bad(TELLS_NOTHING);
    return record.copies.byBarcode.get(wanted) ?? (record.copies.isEach ? null : bad(TELLS_NOTHING));
  };
}

const NOT_WHOLE =
  'other records came than were asked for, or fewer than were found; check settings.find and settings.recordId, and lower settings.perSearch';
const TWICE = 'two records with one number or barcode came; check settings.find, which should find one alone';
const TELLS_NOTHING =
  'a record came with copies that do not say which they are or how they stand, so nothing is known of this one; check settings.items and settings.schema';

/** Where the region file says; null where there is none, or several. */
function numberOf({ settings }: Z3950Site, record: XmlElement): string | null {
  const marc = settings.items === null ? marcOfOpacRecord(record) : record;
  const [number, ...others] = marc === null ? [] : valuesOf(marc, settings.recordId);
  return others.length > 0 ? null : (number ?? null);
}

/** Of this copy alone: the server can be asked about others. */
function cannotAsk({ system, settings }: Z3950Site): MerciaError {
  const { by } = settings.find;
  const what = `a copy is searched for by its ${by}, and this one has none that can stand in a query`;
  const lacking = by === 'barcode' ? 'A copy of this title has no barcode' : 'This title has no number';
  const publicMessage = `${lacking} by which the catalogue of ${system.name} could be searched; ask the library.`;
  return new MerciaError('CAPABILITY_UNSUPPORTED', `[${system.id}] search: ${what}`, {
    system: system.id,
    publicMessage,
  });
}
