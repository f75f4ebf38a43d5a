/** Limits on the shape of a query, which need neither schema nor variables: checked once for each query text. */
import { Kind } from 'graphql';
import type { ASTVisitor, FragmentDefinitionNode, SelectionSetNode, ValidationRule } from 'graphql';
import { LimitError } from './limit-error.ts';
import type { Limits } from './limits.ts';

/** Refuses an operation whose fields nest deeper than allowed. Introspection has a limit of its own in `graphql`. */
export function createDepthRule({ depth: limit }: Limits): ValidationRule {
  return (context): ASTVisitor => {
    const depths = new Map<FragmentDefinitionNode, number>();

    const measure = (set: SelectionSetNode): number =>
      set.selections.reduce((deepest, selection) => {
        switch (selection.kind) {
          case Kind.FIELD:
            if (selection.name.value.startsWith('__') || selection.selectionSet === undefined)
              return Math.max(deepest, 1);
            return Math.max(deepest, 1 + measure(selection.selectionSet));
          case Kind.INLINE_FRAGMENT:
            return Math.max(deepest, measure(selection.selectionSet));
          case Kind.FRAGMENT_SPREAD:
            return Math.max(deepest, measureFragment(context.getFragment(selection.name.value)));
        }
      }, 0);

    const measureFragment = (fragment: FragmentDefinitionNode | null | undefined): number => {
      if (fragment === null || fragment === undefined) return 0;
      const known = depths.get(fragment);
      if (known !== undefined) return known;
      // Fragments that spread each other are another rule's business: this one must only come to an end.
      depths.set(fragment, 0);
      const depth = measure(fragment.selectionSet);
      depths.set(fragment, depth);
      return depth;
    };

    return {
      OperationDefinition(operation) {
        const depth = measure(operation.selectionSet);
        if (depth > limit) {
          const message = `The query is ${depth} fields deep; this graph answers ${limit}.`;
          context.reportError(new LimitError('QUERY_TOO_DEEP', message));
        }
        return false;
      },
    };
  };
}

/** Refuses a document that renames more fields than allowed: one thing asked under many names costs many times. */
export function createAliasRule({ aliases: limit }: Limits): ValidationRule {
  return (context): ASTVisitor => {
    let aliases = 0;
    return {
      Field(field) {
        if (field.alias !== undefined) aliases += 1;
      },
      Document: {
        leave() {
          if (aliases <= limit) return;
          const message = `The query has ${aliases} aliases; this graph answers ${limit}. Ask for many things by a list.`;
          context.reportError(new LimitError('QUERY_TOO_MANY_ALIASES', message));
        },
      },
    };
  };
}
