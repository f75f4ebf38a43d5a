/** Numbers that are written in a query and that no number holds. Pure. */
import { Kind, visit } from 'graphql';
import type { ASTNode, DocumentNode } from 'graphql';
import { LimitError } from './limit-error.ts';

/**
 * What is wrong with a document that has a number such as `1e400` written in it, with the name of the argument or variable. `graphql`
 * reads it as infinite and finds it valid; whoever plans the query fails at it. In a variable it is refused by its type.
 */
export function findInfiniteNumber(document: DocumentNode): LimitError | null {
  const places: string[] = [];
  visit(document, {
    enter(node, _key, parent, _path, ancestors) {
      if (node.kind !== Kind.INT && node.kind !== Kind.FLOAT) return;
      if (!Number.isFinite(Number(node.value)))
        places.push(placeOf([...ancestors, ...(parent === undefined ? [] : [parent])]));
    },
  });
  const [place] = places;
  return place === undefined ? null : new LimitError('BAD_USER_INPUT', `${place}: the number is too large.`);
}

/** `to.latitude` of an argument, `$to.latitude` of a variable. */
function placeOf(around: readonly (ASTNode | readonly ASTNode[])[]): string {
  const names = around.flatMap((node) => {
    if (!('kind' in node)) return [];
    if (node.kind === Kind.VARIABLE_DEFINITION) return [`$${node.variable.name.value}`];
    return node.kind === Kind.ARGUMENT || node.kind === Kind.OBJECT_FIELD ? [node.name.value] : [];
  });
  return names.join('.');
}
