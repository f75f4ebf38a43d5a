import { createHash } from 'node:crypto';
import { isReadable } from '#domain/readable-text.ts';
import { createId, parseId, toId, type RecordId } from '#domain/ids.ts';
import { badUserInput } from '#platform/errors.ts';
import { jsonOrNull } from '#platform/parse-json.ts';
import type { RuledPair, RulingRow } from '../repositories/rulings.ts';
import { z } from 'zod';

/** What a person decided of two records: that they are one edition, or that they are not, whatever matching says. */
export interface Ruling {
  readonly a: RecordId;
  readonly b: RecordId;
  readonly decision: 'SAME' | 'DIFFERENT';
  /** Who decided, as they wish to be named. */
  readonly by: string;
  readonly at: Date;
  readonly note: string | null;
}

const LINE = z.strictObject({
  a: z.string(),
  b: z.string(),
  decision: z.enum(['SAME', 'DIFFERENT']),
  by: z.string().trim().refine(isReadable, 'say who decided'),
  at: z.iso.datetime({ offset: true }),
  note: z.string().nullable(),
});

/** Reads a ruling from a line of JSON, as {@link toRulingLine} writes it. Throws BAD_USER_INPUT with what is wrong. */
export function parseRulingLine(line: string): Ruling {
  const read = LINE.safeParse(jsonOrNull(line));
  if (!read.success) {
    throw badUserInput(`this is not a ruling: ${z.prettifyError(read.error).replaceAll('\n', ' ')}`);
  }
  const { a, b, ...rest } = read.data;
  return { ...rest, a: toRecordId(a), b: toRecordId(b), at: new Date(rest.at) };
}

/** Names a ruling as it stands: one that replaces it on the same records has another. Says nothing of who decided. */
export function toRulingId({ a, b, decision, at, note }: Omit<Ruling, 'by'>): string {
  const said = JSON.stringify([a, b, decision, at.toISOString(), note]);
  return createHash('sha256').update(said).digest('base64url').slice(0, 22);
}

export function toRulingLine({ a, b, decision, by, at, note }: Ruling): string {
  return JSON.stringify({ a, b, decision, by, at: at.toISOString(), note });
}

/** What is written down of a decision beside who made it: `SAME: reprint of 2003`. */
export function toActionNote({ decision, note }: Pick<Ruling, 'decision' | 'note'>): string {
  return note === null ? decision : `${decision}: ${note}`;
}

/** A record's id as a person wrote it. Throws BAD_USER_INPUT if it is none. */
export function toRecordId(text: string): RecordId {
  const id = toId(text, 'record');
  if (id !== null) return id;
  throw badUserInput(`"${text}" is not the id of a record, such as north-koha:record:1234`);
}

/** The two records as the store names them. Throws BAD_USER_INPUT if they are one. */
export function toRuledPair(a: RecordId, b: RecordId): RuledPair {
  if (a === b) throw badUserInput(`a ruling needs two different records; both are ${a}`);
  const [lower, higher] = a < b ? [a, b] : [b, a];
  const [first, second] = [parseId(lower, 'record'), parseId(higher, 'record')];
  return {
    aSystem: first?.routingKey ?? '',
    aLocal: first?.local ?? '',
    bSystem: second?.routingKey ?? '',
    bLocal: second?.local ?? '',
  };
}

export function toRuling({ aSystem, aLocal, bSystem, bLocal, decision, by, at, note }: RulingRow): Ruling {
  return { a: createId(aSystem, 'record', aLocal), b: createId(bSystem, 'record', bLocal), decision, by, at, note };
}

/** Characters of a note: a reason, not a report. */
const NOTE_MAX = 1_000;

/**
 * Controls but for line ends and tabs, halves of characters, what has no meaning, and what turns the direction of writing: whoever
 * reads the note would see other words than were written.
 */
const UNSHOWABLE = /[^\P{C}\n\t\u200c\u200d]/u;

/** A note as it is kept: null if nothing is in it. `field`: what holds it. Throws BAD_USER_INPUT that says what to do. */
export function toNote(text: string | null | undefined, field = 'note'): string | null {
  const note = (text ?? '').replaceAll(/\r\n?/g, '\n').trim();
  if (note === '') return null;
  const length = Array.from(note).length;
  if (length > NOTE_MAX) {
    const most = NOTE_MAX.toLocaleString('en-GB');
    throw badUserInput(`${field}: ${most} characters at most; this has ${length.toLocaleString('en-GB')}.`);
  }
  const unshowable = UNSHOWABLE.exec(note)?.[0];
  if (unshowable !== undefined) {
    const code = (unshowable.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
    throw badUserInput(`${field}: it holds a character that cannot be seen (U+${code}); type it again without.`);
  }
  if (!isReadable(note)) throw badUserInput(`${field}: write words, or leave it empty.`);
  return note;
}
