/** Reads what a system answered about a person. */
import type { SystemId } from '#domain/ids.ts';
import { MerciaError } from '#platform/errors.ts';
import type { ZodType } from 'zod';

const MOST_FIELDS = 3;

/** Throws LMS_BAD_RESPONSE if the answer is not of that shape. The error names fields, never what stands in them. */
export function readAnswer<Value>(system: SystemId, operation: string, shape: ZodType<Value>, answer: unknown): Value {
  const parsed = shape.safeParse(answer);
  if (parsed.success) return parsed.data;
  // No cause goes along: it would hold the answer.
  const fields = parsed.error.issues.map((issue) => issue.path.join('.')).slice(0, MOST_FIELDS);
  throw unreadableAnswer(
    system,
    operation,
    `the answer cannot be read (${fields.join(', ')}); its version may differ from those this adapter knows`,
  );
}

export function unreadableAnswer(system: SystemId, operation: string, what: string): MerciaError {
  return new MerciaError('LMS_BAD_RESPONSE', `[${system}] ${operation}: ${what}`, { system });
}
