/** Systems that do not tell something, in sentences that the graph has made. */
import { nameIn, type Named } from './lists.ts';

/** `not told by koha-c, export-e` as `not told by Fosseholm Library, Hawkenlow Library`; an id that nobody knows stays. */
export function nameSilent(text: string, systems: Named): string {
  return text.replaceAll(/(?<=not told by )[a-z0-9-]+(?:, [a-z0-9-]+)*/g, (ids) =>
    ids.split(', ').map(nameIn(systems)).join(', '),
  );
}
