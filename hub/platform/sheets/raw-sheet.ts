/** A sheet as it stands in its file, before anything is made of its cells. */
import { MerciaError } from '#platform/errors.ts';

export type RawCell = string | number | boolean | Date | null;

export interface RawRow {
  /** As the spreadsheet counts them, or the line of the text in which it begins. */
  readonly number: number;
  readonly cells: readonly RawCell[];
}

/** What could not be made into a row at all. */
export interface RawFault {
  readonly number: number;
  readonly problem: string;
}

/** A file that is refused as a whole; the message is for whoever sent it. */
export function refusal(message: string): MerciaError {
  return new MerciaError('BAD_USER_INPUT', message, { publicMessage: message });
}
