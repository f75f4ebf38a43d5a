/** The character sets that SIP2 servers use. SIP2 itself says code page 850; many servers do otherwise. */

export const ENCODINGS = ['utf-8', 'cp850', 'latin1', 'ascii'] as const;
export type Encoding = (typeof ENCODINGS)[number];

/** Code page 850 from 0x80 to 0xFF. */
const CP850 =
  'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u00AD±‗¾¶§÷¸°¨·¹³²■\u00A0';
const NOT_IN_SET = 0x3f;

/** What the set has no character for becomes a question mark, as it does in real servers. */
export function toBytes(text: string, encoding: Encoding): Uint8Array {
  if (encoding === 'utf-8') return new TextEncoder().encode(text);
  return Uint8Array.from(text, (character) => byteOf(character, encoding));
}

export function toText(bytes: Uint8Array, encoding: Encoding): string {
  if (encoding === 'utf-8') return new TextDecoder().decode(bytes);
  return Array.from(bytes, (byte) => characterOf(byte, encoding)).join('');
}

function byteOf(character: string, encoding: Exclude<Encoding, 'utf-8'>): number {
  const code = character.codePointAt(0) ?? NOT_IN_SET;
  if (code < 0x80) return code;
  if (encoding === 'ascii') return NOT_IN_SET;
  if (encoding === 'latin1') return code <= 0xff ? code : NOT_IN_SET;
  const at = CP850.indexOf(character);
  return at < 0 ? NOT_IN_SET : at + 0x80;
}

function characterOf(byte: number, encoding: Exclude<Encoding, 'utf-8'>): string {
  if (byte < 0x80) return String.fromCharCode(byte);
  if (encoding === 'ascii') return '?';
  return encoding === 'latin1' ? String.fromCharCode(byte) : CP850.charAt(byte - 0x80);
}
