/** What people know by a name, and programs by an id. */
export type Named = readonly { readonly id: string; readonly name: string }[];

/** Gives the name of an id, with the id if others have the same name; an id that is not in the list stays. */
export const nameIn =
  (list: Named) =>
  (id: string): string => {
    const name = list.find((one) => one.id === id)?.name ?? id;
    return list.some((other) => other.name === name && other.id !== id) ? `${name} (${id})` : name;
  };

/** `A`, `A and B`, `A, B and C`. Empty for none. */
export function listNames(names: readonly string[]): string {
  return listWith('and', names);
}

/** `A`, `A or B`, `A, B or C`: any of them. */
export function listChoices(names: readonly string[]): string {
  return listWith('or', names);
}

function listWith(word: 'and' | 'or', names: readonly string[]): string {
  const last = names.at(-1) ?? '';
  return names.length < 2 ? last : `${names.slice(0, -1).join(', ')} ${word} ${last}`;
}

/** The first letter as a sentence begins. */
export function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/**
 * `not told by koha-c, export-e` as `not told by Fosseholm Library, Hawkenlow Library`, and so of `all libraries in koha-c`; an id that
 * nobody knows stays.
 */
export function nameSilent(text: string, systems: Named): string {
  return text.replaceAll(/(?<=not told by |all libraries in )[a-z0-9-]+(?:, [a-z0-9-]+)*/g, (ids) =>
    ids.split(', ').map(nameIn(systems)).join(', '),
  );
}

/** `020:CHECK_DIGIT` as `020, check digit`: which rule of MARC a field breaks, wherever a text names one. */
export function sayRule(text: string): string {
  return text.replaceAll(/\b([0-9A-Z]{3}):([A-Z_]+)\b/g, (_, tag: string, rule: string) => {
    return `${tag}, ${rule.toLowerCase().replaceAll('_', ' ')}`;
  });
}
