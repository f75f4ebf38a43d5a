/**
 * Statements that the server keeps in mind: reading and planning one of a dozen joins takes longer than carrying it out
 * for a page of titles. For look-ups by keys alone, whose plan is the same whatever the keys are; what a search finds
 * depends on its words, and so does its plan.
 */
import { sql } from 'kysely';

const MARK = '/* prepared */';

/** Put before the text of a statement that is to be prepared. */
export const prepared = sql.raw(MARK);

export type StatementNames = (text: string) => string | undefined;

/** Names marked texts, the same text the same on every connection. Their number is that of places in the code. */
export function createStatementNames(): StatementNames {
  const names = new Map<string, string>();
  return (text) => {
    if (!text.includes(MARK)) return undefined;
    const known = names.get(text);
    if (known !== undefined) return known;
    const name = `mercia-${names.size + 1}`;
    names.set(text, name);
    return name;
  };
}
