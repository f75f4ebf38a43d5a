/** Systems that do not tell something, in sentences that the graph has made. */

type Named = readonly { readonly id: string; readonly name: string }[];

/** `not told by koha-c, export-e` as `not told by Fosseholm Library, Hawkenlow Library`; an id that nobody knows stays. */
export function nameSilent(text: string, systems: Named): string {
  return text.replaceAll(/(?<=not told by )[a-z0-9-]+(?:, [a-z0-9-]+)*/g, (ids) =>
    ids
      .split(', ')
      .map((id) => systems.find((system) => system.id === id)?.name ?? id)
      .join(', '),
  );
}
