/** Turns the issues of zod into messages for a person. Values are never repeated, because one of them may be a secret. */
import type { z } from 'zod';
import type { ZodType } from 'zod';
import { knownKeysAt, nearest } from './known-keys.ts';
import type { KeyPath } from './known-keys.ts';
import { valueAt } from './region-sketch.ts';

export interface Wording {
  readonly path: KeyPath;
  readonly message: string;
  readonly hint: string | null;
}

type Issue = z.core.$ZodIssue;

export function wordIssue(issue: Issue, schema: ZodType, value: unknown): readonly Wording[] {
  const path = toKeyPath(issue.path);
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => wordUnknownKey(key, path, schema));
    case 'invalid_type':
      return [wordType(issue.expected, path, valueAt(value, path))];
    case 'invalid_value':
      return [wordChoice(issue.values.map(String), path, valueAt(value, path))];
    case 'too_small':
      return [{ path, message: wordBound(issue.origin, 'at least', Number(issue.minimum)), hint: null }];
    case 'too_big':
      return [{ path, message: wordBound(issue.origin, 'at most', Number(issue.maximum)), hint: null }];
    case 'invalid_union':
      return wordUnion(issue, path, schema, value);
    case 'invalid_key':
      return [wordKey(issue.issues, path)];
    case 'invalid_element':
    case 'invalid_format':
    case 'not_multiple_of':
    case 'custom':
      return [{ path, message: lowerFirst(issue.message), hint: null }];
  }
}

function wordUnknownKey(key: string, path: KeyPath, schema: ZodType): Wording {
  const known = knownKeysAt(schema, path);
  const near = nearest(key, known);
  const hint = near === null ? knownList(known) : `did you mean "${near}"?`;
  return { path: [...path, key], message: 'unknown key', hint };
}

function knownList(known: readonly string[]): string | null {
  return known.length === 0 ? null : `known here: ${known.join(', ')}`;
}

function wordType(expected: string, path: KeyPath, found: unknown): Wording {
  if (found === undefined) return { path, message: 'is missing', hint: `give ${kindName(expected)}` };
  const scalar = typeof found === 'number' || typeof found === 'boolean';
  const hint = expected === 'string' && scalar ? 'put it in quotes' : null;
  return { path, message: `must be ${kindName(expected)}, but is ${nameOf(found)}`, hint };
}

function kindName(expected: string): string {
  switch (expected) {
    case 'string':
      return 'a text';
    case 'number':
      return 'a number';
    case 'int':
      return 'a whole number';
    case 'boolean':
      return 'true or false';
    case 'array':
      return 'a list';
    case 'object':
    case 'record':
      return 'keys with values';
    default:
      return expected;
  }
}

function nameOf(value: unknown): string {
  if (value === null) return 'empty';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'keys with values';
  if (typeof value === 'number') return Number.isFinite(value) ? 'a number' : 'not finite';
  return typeof value === 'boolean' ? 'true or false' : 'a text';
}

function wordChoice(choices: readonly string[], path: KeyPath, found: unknown): Wording {
  if (found === undefined) return { path, message: 'is missing', hint: `one of ${choices.join(', ')}` };
  const near = typeof found === 'string' ? nearest(found, choices) : null;
  return {
    path,
    message: `must be one of ${choices.join(', ')}`,
    hint: near === null ? null : `did you mean "${near}"?`,
  };
}

function wordBound(origin: string, side: string, bound: number): string {
  if (origin === 'string')
    return bound === 1 && side === 'at least' ? 'is empty' : `must be ${side} ${bound} characters`;
  if (origin === 'array')
    return bound === 1 && side === 'at least' ? 'is an empty list' : `must have ${side} ${bound} entries`;
  return `must be ${side} ${bound}`;
}

/**
 * A word that no member knows is one of all their words; else the member that the value came furthest into is the one
 * that was meant.
 */
function wordUnion(
  issue: z.core.$ZodIssueInvalidUnion,
  path: KeyPath,
  schema: ZodType,
  value: unknown,
): readonly Wording[] {
  const found = valueAt(value, path);
  const words = issue.errors
    .flat()
    .flatMap((each) => (each.code === 'invalid_value' && each.path.length === 0 ? each.values.map(String) : []));
  if (typeof found === 'string' && words.length > 0) return [wordChoice([...new Set(words)], path, found)];
  const branch = issue.errors
    .filter((issues) => issues.length > 0)
    .toSorted((a, b) => depth(b) - depth(a) || a.length - b.length)[0];
  if (branch === undefined) return [{ path, message: lowerFirst(issue.message), hint: null }];
  return branch.flatMap((each) => wordIssue({ ...each, path: [...issue.path, ...each.path] }, schema, value));
}

function depth(issues: readonly Issue[]): number {
  return Math.max(...issues.map((each) => each.path.length));
}

/** A key of a record that may not be one: its set of keys is closed, or they follow a rule. */
function wordKey(issues: readonly Issue[], path: KeyPath): Wording {
  const known = issues.flatMap((each) => (each.code === 'invalid_value' ? each.values.map(String) : []));
  const near = nearest(String(path.at(-1) ?? ''), known);
  const rule = issues[0] === undefined ? null : lowerFirst(issues[0].message);
  return { path, message: 'unknown key', hint: near === null ? (knownList(known) ?? rule) : `did you mean "${near}"?` };
}

function toKeyPath(path: readonly PropertyKey[]): KeyPath {
  return path.map((step) => (typeof step === 'number' ? step : String(step)));
}

function lowerFirst(text: string): string {
  return /^[A-Z][a-z]/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;
}
