/** What each request of SIP2 consists of: its fixed parts in order, and the fields that it must have. */
import type { Field, Received } from './wire.ts';

export interface Request {
  readonly code: string;
  /** The call's name in the log and in the faults. */
  readonly kind: string;
  readonly fixed: Readonly<Record<string, string>>;
  readonly fields: readonly Field[];
}

interface Shape {
  readonly kind: string;
  readonly fixed: readonly (readonly [name: string, pattern: RegExp, width: number])[];
  /** A strict server refuses the message without them; any one of those between bars. */
  readonly required: readonly string[];
}

const DATE = /^(?:\d{8}(?: {4}| {3}Z)\d{6})$/u;
const DATE_OR_BLANK = /^(?:\d{8}(?: {4}| {3}Z)\d{6}| {18})$/u;
const date = ['date', DATE, 18] as const;
const language = ['language', /^\d{3}$/u, 3] as const;

const SHAPES: Readonly<Record<string, Shape>> = {
  '99': {
    kind: 'status',
    fixed: [
      ['status', /^[012]$/u, 1],
      ['width', /^\d{3}$/u, 3],
      ['version', /^[12]\.00$/u, 4],
    ],
    required: [],
  },
  '93': {
    kind: 'login',
    fixed: [
      ['userAlgorithm', /^0$/u, 1],
      ['passwordAlgorithm', /^0$/u, 1],
    ],
    required: ['CN', 'CO'],
  },
  '17': { kind: 'item', fixed: [date], required: ['AO', 'AB', 'AC'] },
  '23': { kind: 'patron-status', fixed: [language, date], required: ['AO', 'AA', 'AC', 'AD'] },
  '63': {
    kind: 'patron',
    // More than one Y is undefined.
    fixed: [language, date, ['summary', /^ *Y? *$/u, 10]],
    required: ['AO', 'AA', 'AC', 'AD'],
  },
  '29': {
    kind: 'write-renewal',
    fixed: [['thirdParty', /^[YN]$/u, 1], ['noBlock', /^[YN]$/u, 1], date, ['due', DATE_OR_BLANK, 18]],
    required: ['AO', 'AA', 'AB|AJ'],
  },
  '65': { kind: 'write-renewal-all', fixed: [date], required: ['AO', 'AA'] },
  '15': { kind: 'write-hold', fixed: [['mode', /^[-+*]$/u, 1], date], required: ['AO', 'AA', 'AB|AJ'] },
  '35': { kind: 'end', fixed: [date], required: ['AO', 'AA'] },
  '97': { kind: 'resend', fixed: [], required: [] },
};

/** The call's name by its code, `patron-pin` for a 63 with a PIN in it; `other` for what no server here knows. */
export function kindOf(received: Received | null): string {
  if (received?.code === '63' && /\|AD[^|]/u.test(received.body)) return 'patron-pin';
  return SHAPES[received?.code ?? '']?.kind ?? 'other';
}

export interface Strictness {
  /** Fields that must be there, by code, in place of the usual ones. */
  readonly required?: Readonly<Record<string, readonly string[]>> | undefined;
  /** True if the form of dates and flags does not matter. */
  readonly laxFixed?: boolean | undefined;
}

/** Null for what a server of this strictness refuses. */
export function parseRequest({ code, body }: Received, { required, laxFixed = false }: Strictness): Request | null {
  const shape = SHAPES[code];
  if (shape === undefined) return null;
  const fixed: Record<string, string> = {};
  let at = 0;
  for (const [name, pattern, width] of shape.fixed) {
    const part = body.slice(at, at + width);
    if (part.length < width || (!laxFixed && !pattern.test(part))) return null;
    fixed[name] = part;
    at += width;
  }
  const fields = readFields(body.slice(at));
  if (fields === null) return null;
  const needed = required?.[code] ?? shape.required;
  const has = (name: string) => fields.some(([given]) => given === name);
  if (!needed.every((names) => names.split('|').some(has))) return null;
  return { code, kind: shape.kind, fixed, fields };
}

function readFields(text: string): readonly Field[] | null {
  if (text === '') return [];
  if (!text.endsWith('|')) return null;
  const parts = text.slice(0, -1).split('|');
  if (!parts.every((part) => /^[A-Z][A-Z0-9]/u.test(part))) return null;
  return parts.map((part) => [part.slice(0, 2), part.slice(2)] as const);
}

/** The value of a field; null if the message does not have it. */
export function fieldOf({ fields }: Pick<Request, 'fields'>, name: string): string | null {
  return fields.find(([given]) => given === name)?.[1] ?? null;
}
