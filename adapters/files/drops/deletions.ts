/** A list of the records that were deleted: a number a line. */
import { lmsError } from '../../shared/lms-error.ts';

const LONGEST_ID = 100;
const MOST = 1_000_000;

/** Throws LMS_BAD_RESPONSE, naming the line, for a list that was cut or is something else. */
export async function readDeletions(
  system: string,
  name: string,
  chunks: AsyncIterable<Uint8Array>,
): Promise<ReadonlySet<string>> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const ids = new Set<string>();
  let rest = '';
  let line = 0;
  const take = (text: string): void => {
    line += 1;
    const id = text.trim().replace(/^"(.*)"$/, '$1');
    if (id === '') return;
    if (id.length > LONGEST_ID || /\p{Cc}/u.test(id))
      throw fault(system, name, `line ${line} is no number of a record`);
    if (ids.size >= MOST) throw fault(system, name, `has more than ${MOST} lines`);
    ids.add(id);
  };
  try {
    for await (const chunk of chunks) {
      const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
      rest = lines.pop() ?? '';
      if (rest.length > 10 * LONGEST_ID) throw fault(system, name, `line ${line + 1} is no number of a record`);
      for (const text of lines) take(text);
    }
    rest += decoder.decode();
  } catch (error) {
    throw error instanceof TypeError ? fault(system, name, 'is no UTF-8') : error;
  }
  if (rest.trim() !== '') throw fault(system, name, 'ends in the middle of a line, so it may have been cut');
  return ids;
}

function fault(system: string, name: string, what: string): Error {
  return lmsError(system, 'LMS_BAD_RESPONSE', `${name}: the list of deletions ${what}; check what writes it`);
}
