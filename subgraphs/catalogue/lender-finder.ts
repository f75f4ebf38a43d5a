/** Who could lend an edition: what the index knows of its holdings, put in order by the rules of the region file. */
import { findLenders } from '#domain/lending/find-lenders.ts';
import { type Holder, type LenderQuestion, toRota } from '#domain/lending/lender-question.ts';
import { findOpening } from '#domain/places/opening.ts';
import type { Library } from '#domain/region.ts';
import { toWallTime } from '#domain/wall-time.ts';
import { MerciaError } from '#platform/errors.ts';
import type { EditionView, HoldingView } from '#union-index/index.ts';
import type { EditionLendersArgs } from './__generated__/types.ts';
import { toLenderPage, toWantedDay, toWantedPart } from './arguments.ts';
import type { Directory } from './directory.ts';
import type { Loaders } from './loaders.ts';
import type { LenderPage } from './models.ts';
import type { PlaceViews } from './place-views.ts';

export type LenderFinder = ReturnType<typeof createLenderFinder>;

export interface LenderFinderOptions {
  readonly directory: Directory;
  readonly loaders: Pick<Loaders, 'holdingsByEdition'>;
  readonly places: PlaceViews;
  /** Milliseconds since the epoch; the same for the whole request. */
  readonly now: number;
}

export function createLenderFinder({ directory, loaders, places, now }: LenderFinderOptions) {
  function toHolder(library: Library, holdings: readonly HoldingView[], day: string | null): Holder<HoldingView> {
    return {
      library,
      network: library.network === null ? null : directory.getNetwork(library.network),
      holdings,
      opening: findOpening(places.rulesOf(library), now, day),
    };
  }

  function toQuestion({ id, description: { format } }: EditionView, args: EditionLendersArgs): LenderQuestion {
    const asker = directory.findLibrary(args.for);
    if (asker === null) throw new MerciaError('BAD_USER_INPUT', `for: the region has no library "${args.for}".`);
    return {
      edition: id,
      online: format === 'EBOOK' || format === 'EJOURNAL',
      supply: format === 'JOURNAL' || format === 'EJOURNAL' ? 'COPY' : 'LOAN',
      asker,
      rota: asker.network === null ? null : toRota(directory.getNetwork(asker.network)),
      fromOutside: args.outside ?? false,
      wanted: toWantedPart(args),
      thisYear: Number(toWallTime(now, directory.timeZoneOf(asker)).day.slice(0, 4)),
    };
  }

  return {
    /** Throws BAD_USER_INPUT for a library that the region does not have, and for a day or a page that cannot be read. */
    async findLenders(edition: EditionView, args: EditionLendersArgs): Promise<LenderPage> {
      const [question, day] = [toQuestion(edition, args), toWantedDay(args)];
      const byLibrary = Map.groupBy(await loaders.holdingsByEdition(edition.id), ({ library }) => library);
      const holders = [...byLibrary].map(([id, holdings]) => toHolder(directory.getLibrary(id), holdings, day));
      const { candidates, excluded } = findLenders(question, holders);
      return { ...toLenderPage(candidates, args), totalCount: candidates.length, supply: question.supply, excluded };
    },
  };
}
