/** Barcodes as a server wants them, and as it gives them back. */
import { fieldOf, type Sip2Message } from '../protocols/sip2/message.ts';
import type { Sip2Settings } from './config.ts';
import { OTHER } from './copy-state.ts';

type BarcodeSettings = Sip2Settings['barcodes'];

export function toAsked(barcode: string, { digits }: BarcodeSettings): string {
  return digits === null ? barcode : barcode.padStart(digits, '0');
}

/** Whether the barcode of an answer is the one that was asked for: no other copy's answer is ever taken. */
export function isSameBarcode(answered: string, asked: string, settings: BarcodeSettings): boolean {
  return plain(answered, settings) === plain(asked, settings);
}

/** The same for barcodes that are asked for alike, or of which one's answer is taken for the other's. */
export function toComparable(barcode: string, settings: BarcodeSettings): string {
  return plain(toAsked(barcode.trim(), settings), settings);
}

/** Whether an answer 18 is about the copy that was asked for. Some servers do not repeat a barcode that they do not know. */
export function isAboutCopy(message: Sip2Message, asked: string, settings: BarcodeSettings): boolean {
  const answered = fieldOf(message, 'AB') ?? '';
  return isSameBarcode(answered, asked, settings) || (answered.trim() === '' && isUnknown(message));
}

function isUnknown(message: Sip2Message): boolean {
  return message.fixed.startsWith(OTHER) && (fieldOf(message, 'AJ') ?? '').trim() === '';
}

function plain(barcode: string, { ignoreCase, ignoreZeros }: BarcodeSettings): string {
  const cased = ignoreCase ? barcode.trim().toUpperCase() : barcode.trim();
  return ignoreZeros ? cased.replace(/^0+(?=.)/, '') : cased;
}
