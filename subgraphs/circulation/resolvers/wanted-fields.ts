/** Which fields an operation wants. */
import { BREAK, Kind, visit, type GraphQLResolveInfo, type SelectionSetNode } from 'graphql';

/** What is known of a copy without asking its system. */
export const KNOWN_OF_ITEM: ReadonlySet<string> = new Set(['id', '__typename', 'history']);

/** Whether nothing but the named fields is wanted below this one. A field that a directive leaves out counts as wanted. */
export function wantsOnly(
  fields: ReadonlySet<string>,
  { fieldNodes, fragments }: Pick<GraphQLResolveInfo, 'fieldNodes' | 'fragments'>,
): boolean {
  const onlyThese = (set: SelectionSetNode | undefined): boolean =>
    (set?.selections ?? []).every((selection) => {
      if (selection.kind === Kind.FIELD) return fields.has(selection.name.value);
      if (selection.kind === Kind.INLINE_FRAGMENT) return onlyThese(selection.selectionSet);
      return onlyThese(fragments[selection.name.value]?.selectionSet);
    });
  return fieldNodes.every(({ selectionSet }) => onlyThese(selectionSet));
}

/** Whether a field is wanted anywhere in the operation, so that one call to the system can answer all of it. */
export function wantsAnywhere(
  field: string,
  { operation, fragments }: Pick<GraphQLResolveInfo, 'operation' | 'fragments'>,
): boolean {
  let wanted = false as boolean;
  for (const definition of [operation, ...Object.values(fragments)]) {
    visit(definition, {
      Field({ name }) {
        if (name.value !== field) return undefined;
        wanted = true;
        return BREAK;
      },
    });
  }
  return wanted;
}
