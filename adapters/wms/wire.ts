/** Answers of the availability service: SRU 1.1 with one OPAC record, as its page documents them. What it does not name is not read. */
import { childText } from '#xml/xml-tree.ts';
import { valuesOf } from '../protocols/sru/marc-element.ts';
import { copiesOfOpacRecord, marcOfOpacRecord, tellsEachCopy, type OpacCopy } from '../protocols/sru/opac-record.ts';
import { readSearchAnswer } from '../protocols/sru/search-answer.ts';

export interface WireCopy {
  /** Empty where it is not told. */
  readonly barcode: string;
  /** `availableNow`; null where it is neither 1 nor 0. */
  readonly isAvailable: boolean | null;
  readonly reason: string | null;
  /** When it is expected back, as written. */
  readonly availabilityDate: string | null;
  readonly temporaryLocation: string | null;
}

export interface WireTitle {
  /** Of each record that was answered its OCLC number, of a merged one another than was asked for; null where it does not have one. */
  readonly numbers: readonly (string | null)[];
  readonly copies: readonly WireCopy[];
  /** False where a copy came without its barcode, or a holding without its copies: one that is not here may be that one. */
  readonly isEach: boolean;
  /** Requests on the title; null where it is not told. */
  readonly holdQueue: number | null;
}

/** The title of an answer, without copies where the institution has none; a text with what is wrong for anything else. */
export function readTitle(xml: string): WireTitle | string {
  const found = readSearchAnswer(xml);
  if (typeof found === 'string') return `the answer cannot be read (${found})`;
  if ('number' in found) return 'the service says that it cannot answer this';
  const { count, records } = found;
  if (count !== records.length) return 'the answer has another number of records than it says';
  const copies = records.map(copiesOfOpacRecord);
  if (copies.includes(null)) return 'a record of the answer tells of no copy';
  const queues = records.flatMap((title) => countOf(childText(title, 'holdQueueSize')) ?? []);
  return {
    numbers: records.map((title) => {
      const marc = marcOfOpacRecord(title);
      const [number, ...others] = marc === null ? [] : valuesOf(marc, '001');
      return others.length > 0 ? null : (number ?? null);
    }),
    copies: copies.flatMap((all) => all ?? []).map(toWireCopy),
    isEach: records.every(tellsEachCopy),
    holdQueue: queues.length === 0 ? null : Math.max(...queues),
  };
}

function toWireCopy({ itemId, availableNow, availabilityDate, texts }: OpacCopy): WireCopy {
  const { reasonUnavailable: reason, temporaryLocation } = texts;
  return { barcode: itemId?.trim() ?? '', isAvailable: availableNow, reason, availabilityDate, temporaryLocation };
}

function countOf(text: string | null): number | null {
  return text !== null && /^\d{1,6}$/.test(text) ? Number(text) : null;
}
