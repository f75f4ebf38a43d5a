/** Cards and PINs are no part of a query's text. Pure. */
import { Kind, visit } from 'graphql';
import type { ArgumentNode, DocumentNode, ObjectFieldNode, VariableDefinitionNode } from 'graphql';
import { LimitError } from './limit-error.ts';

const SECRETS: ReadonlySet<string> = new Set(['card', 'pin']);

/**
 * What is wrong with a document that has a card or a PIN written in it, as a value or as the default of a variable that
 * stands for one: texts of queries are kept in memory by every part that plans or checks them, and in the logs of whatever
 * stands in front. Values of variables are not.
 */
export function findWrittenSecret(document: DocumentNode): LimitError | null {
  const secretOf = new Map<string, string>();
  const withDefault = new Set<string>();
  const written: string[] = [];
  const check = ({ name, value }: ArgumentNode | ObjectFieldNode): void => {
    if (!SECRETS.has(name.value)) return;
    if (value.kind === Kind.VARIABLE) secretOf.set(value.name.value, name.value);
    else written.push(name.value);
  };
  visit(document, {
    Argument: check,
    ObjectField: check,
    VariableDefinition({ variable, defaultValue }: VariableDefinitionNode) {
      if (defaultValue !== undefined) withDefault.add(variable.name.value);
    },
  });
  const [secret] = [...written, ...[...withDefault].flatMap((name) => secretOf.get(name) ?? [])];
  if (secret === undefined) return null;
  const message = `"${secret}" is written in the query: send it, or the input that holds it, as a variable.`;
  return new LimitError('BAD_USER_INPUT', message);
}

/**
 * What is wrong with a question that takes a card, where it came by GET: its variables stand in an address, and addresses in
 * logs and in the memory of browsers. Null for any other. Writes are never taken that way.
 */
export function findSecretInAddress(document: DocumentNode): LimitError | null {
  const found: string[] = [];
  const note = ({ name: { value } }: ArgumentNode | ObjectFieldNode): void => {
    if (SECRETS.has(value)) found.push(value);
  };
  visit(document, { Argument: note, ObjectField: note });
  const [name] = found;
  return name === undefined
    ? null
    : new LimitError('BAD_USER_INPUT', `"${name}" would be part of the address: ask by POST.`);
}
