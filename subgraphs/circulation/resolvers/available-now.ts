/** What can be had now of a page of search results. */
import { AVAILABLE_NOW_MAX, readHeldEditions, type HeldCopies, type HeldEdition } from '#domain/held-editions.ts';
import { badUserInput } from '#platform/errors.ts';
import type { EditionConnectionResolvers } from '../__generated__/resolvers.ts';
import { toAvailableNow, type AskedEdition } from '../available-now.ts';
import type { LiveLoader } from '../live/live-loader.ts';

export const EditionConnection: EditionConnectionResolvers = {
  __resolveReference: ({ page }) => ({ page }),
  availableNow: async ({ page }, { libraries }, { loaders, region, now }) => {
    const unknown = libraries?.find((id) => !region.libraries.some((library) => library.id === id));
    if (unknown !== undefined) {
      const message = `libraries: the region has no library "${unknown.slice(0, 100)}"; see \`region { libraries { id } }\`.`;
      throw badUserInput(message);
    }
    const editions = await Promise.all(
      readPage(page).map((edition) =>
        askEdition(edition, loaders, ({ library }) => libraries?.includes(library) ?? true),
      ),
    );
    return toAvailableNow(editions, new Date(now()).toISOString());
  },
};

function readPage(page: string): readonly HeldEdition[] {
  const editions = readHeldEditions(page);
  if (editions === null) throw new Error('The page of a search cannot be read.');
  if (editions.length <= AVAILABLE_NOW_MAX) return editions;
  throw badUserInput(
    `availableNow: for pages of at most ${AVAILABLE_NOW_MAX} editions; this one has ${editions.length}. Ask with a smaller \`first\`.`,
  );
}

async function askEdition(
  { id, holdings }: HeldEdition,
  loaders: LiveLoader,
  counts: (copies: HeldCopies) => boolean,
): Promise<AskedEdition> {
  const answers = await Promise.all(
    holdings.filter(counts).map(async (holding) => loaders.availabilityByHolding(holding)),
  );
  return { id, held: holdings.length > 0, availabilities: answers.filter((answer) => answer !== null) };
}
