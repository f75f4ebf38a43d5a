/** How the parts of a remote adapter ask its adapter server, and read the answer. */
import { MerciaError } from '#platform/errors.ts';
import type { z } from 'zod';
import type { WireClient, WireQuestion } from './client.ts';
import { fromWireError, lastLine } from './wire.ts';

export type Asking = ReturnType<typeof createAsking>;

export function createAsking(system: string, client: WireClient) {
  /** The error of an answer that cannot be read. */
  function unreadable(operation: string, cause?: z.ZodError): MerciaError {
    // Of what is wrong only where: it may be about a person.
    const where = cause?.issues[0]?.path.join('.') ?? '';
    const what = `the adapter server answered what cannot be read${where === '' ? '' : ` (${where})`}`;
    const help = 'run the same version of Mercia on both sides';
    return new MerciaError('LMS_BAD_RESPONSE', `[${system}] ${operation}: ${what}; ${help}`, { system });
  }

  function read<Value>(operation: string, shape: z.ZodType<Value>, answer: unknown): Value {
    const parsed = shape.safeParse(answer);
    if (parsed.success) return parsed.data;
    throw unreadable(operation, parsed.error);
  }

  /** The answer, checked. Throws LMS_BAD_RESPONSE where it cannot be read. */
  async function askFor<Value>(question: WireQuestion, shape: z.ZodType<Value>, signal: AbortSignal): Promise<Value> {
    return read(question.operation, shape, await client.ask(question, signal));
  }

  /** What each line holds, until the one that says that nothing was left out. A stream without it was cut: an error. */
  async function* lines<Value>(
    question: WireQuestion,
    shape: z.ZodType<Value>,
    signal: AbortSignal,
  ): AsyncGenerator<Value> {
    const { operation } = question;
    let end: z.output<typeof lastLine> | undefined;
    // Read to its very end, so that the connection can be used again.
    try {
      for await (const line of client.stream(question, signal)) {
        end ??= lastLine.safeParse(line).data;
        if (end === undefined) yield read(operation, shape, line);
      }
    } catch (error) {
      // Nothing is missing behind the last line.
      if (end === undefined) throw error;
    }
    if (end !== undefined && 'error' in end) throw fromWireError(end.error, system);
    if (end !== undefined) return;
    const what = 'the adapter server ended in the middle; ask again when it is back';
    throw new MerciaError('LMS_UNAVAILABLE', `[${system}] ${operation}: ${what}`, { system });
  }

  return { askFor, lines, unreadable };
}
