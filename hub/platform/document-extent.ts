/** How far a document of GraphQL reaches once its fragments are written out: what planning and compiling it take grows with that. */
import { Kind } from 'graphql';
import type { DocumentNode, FieldNode, FragmentDefinitionNode, SelectionSetNode } from 'graphql';

export interface DocumentExtent {
  /** Fields within fields. */
  readonly depth: number;
  /** Sets within sets, those of fragments among them. */
  readonly nesting: number;
  /** Fields, written out. */
  readonly selections: number;
}

const NOTHING: DocumentExtent = { depth: 0, nesting: 0, selections: 0 };

/** The greatest of the operations' extents, with their fragments written out; takes no longer than the text is long. */
export function measureDocument({ definitions }: DocumentNode): DocumentExtent {
  const fragments = new Map<string, FragmentDefinitionNode>();
  const known = new Map<string, DocumentExtent>();
  for (const one of definitions) if (one.kind === Kind.FRAGMENT_DEFINITION) fragments.set(one.name.value, one);
  return definitions.reduce(
    (most, one) => (one.kind === Kind.OPERATION_DEFINITION ? greater(most, measure(one.selectionSet)) : most),
    NOTHING,
  );

  function measure({ selections }: SelectionSetNode): DocumentExtent {
    let inner = NOTHING;
    for (const selection of selections) {
      const extent =
        selection.kind === Kind.FIELD
          ? measureField(selection)
          : selection.kind === Kind.INLINE_FRAGMENT
            ? measure(selection.selectionSet)
            : measureFragment(selection.name.value);
      inner = { ...greater(inner, extent), selections: inner.selections + extent.selections };
    }
    return { ...inner, nesting: inner.nesting + 1 };
  }

  function measureField({ name, selectionSet }: FieldNode): DocumentExtent {
    const inner = selectionSet === undefined ? NOTHING : measure(selectionSet);
    // Introspection is deep by nature, and `graphql` has a limit of its own for it.
    const depth = name.value.startsWith('__') ? 1 : 1 + inner.depth;
    return { ...inner, depth, selections: 1 + inner.selections };
  }

  function measureFragment(name: string): DocumentExtent {
    const before = known.get(name);
    if (before !== undefined) return before;
    const fragment = fragments.get(name);
    // Fragments that spread each other are a rule of validation's business: this must only come to an end.
    known.set(name, NOTHING);
    const extent = fragment === undefined ? NOTHING : measure(fragment.selectionSet);
    known.set(name, extent);
    return extent;
  }
}

function greater(a: DocumentExtent, b: DocumentExtent): DocumentExtent {
  return {
    depth: Math.max(a.depth, b.depth),
    nesting: Math.max(a.nesting, b.nesting),
    selections: Math.max(a.selections, b.selections),
  };
}
