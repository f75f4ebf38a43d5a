/** Cards and PINs are no part of a query's text. */
import { Kind, visit } from 'graphql';
import type { ArgumentNode, ASTVisitor, DocumentNode, ObjectFieldNode, ValidationContext } from 'graphql';
import { LimitError } from './limit-error.ts';

const SECRETS: ReadonlySet<string> = new Set(['card', 'pin']);

/**
 * Refuses a document that has a card or a PIN written in it: texts of queries are kept in memory by every part that plans or
 * checks them, and in the logs of whatever stands in front. Variables are not.
 */
export function secretsRule(context: ValidationContext): ASTVisitor {
  const check = ({ name, value }: ArgumentNode | ObjectFieldNode): void => {
    if (!SECRETS.has(name.value) || value.kind === Kind.VARIABLE) return;
    const message = `"${name.value}" is written in the query: send it, or the input that holds it, as a variable.`;
    context.reportError(new LimitError('BAD_USER_INPUT', message));
  };
  return { Argument: check, ObjectField: check };
}

/**
 * What is wrong with a question that takes a card, where it came by GET: its variables stand in an address, and addresses in
 * logs and in the memory of browsers. Null for any other. Writes are never taken that way.
 */
export function findSecretInAddress(document: DocumentNode): LimitError | null {
  const found: string[] = [];
  visit(document, {
    Argument({ name: { value } }) {
      if (SECRETS.has(value)) found.push(value);
    },
  });
  const [name] = found;
  return name === undefined
    ? null
    : new LimitError('BAD_USER_INPUT', `"${name}" would stand in an address: ask by POST.`);
}
