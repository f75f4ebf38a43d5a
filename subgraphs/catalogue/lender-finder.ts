/** Who could lend an edition: what the index knows of its holdings, put in order by the rules of the region file. */
import type { Format } from '#domain/catalogue.ts';
import { findLenders } from '#domain/lending/find-lenders.ts';
import { type Holder, type LenderQuestion, toRota } from '#domain/lending/lender-question.ts';
import { findOpening } from '#domain/places/opening.ts';
import type { Library } from '#domain/region.ts';
import { toWallTime } from '#domain/wall-time.ts';
import { badUserInput } from '#platform/errors.ts';
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
  readonly loaders: Pick<Loaders, 'holdingsByEdition' | 'editionsByKey'>;
  readonly places: PlaceViews;
  /** Milliseconds since the epoch; the same for the whole request. */
  readonly now: number;
}

const OTHER_FORM: Readonly<Partial<Record<Format, 'JOURNAL' | 'EJOURNAL'>>> = {
  JOURNAL: 'EJOURNAL',
  EJOURNAL: 'JOURNAL',
};
/** Editions of one ISSN, and of the other form, whose holdings are looked at. */
const MOST_OF_ONE_ISSN = 20;

/** All that is held of an electronic journal is read online, whatever its library has entered for it. */
function asOf(format: Format, holding: HoldingView): HoldingView {
  return format === 'EJOURNAL' ? { ...holding, online: true } : holding;
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
    if (asker === null) throw badUserInput(`for: the region has no library "${args.for}".`);
    return {
      edition: id,
      online: format === 'EBOOK',
      supply: format === 'JOURNAL' || format === 'EJOURNAL' ? 'COPY' : 'LOAN',
      asker,
      rota: asker.network === null ? null : toRota(directory.getNetwork(asker.network)),
      fromOutside: args.outside ?? false,
      wanted: toWantedPart(args),
      thisYear: Number(toWallTime(now, directory.timeZoneOf(asker)).day.slice(0, 4)),
    };
  }

  /**
   * A journal in print and the same online are two editions. Who wants a copy of an article is to learn of both, so that nobody
   * passes for a library that does not have the journal.
   */
  async function otherForm({ id, description: { format, identifiers } }: EditionView): Promise<readonly HoldingView[]> {
    const other = OTHER_FORM[format];
    if (other === undefined) return [];
    const found = await Promise.all(identifiers.issns.map((issn) => loaders.editionsByKey({ issn })));
    const named = found.map(({ editions }) => editions.filter((each) => each.description.format === other));
    const others = new Set(named.flatMap((editions) => editions.slice(0, MOST_OF_ONE_ISSN)).map((each) => each.id));
    others.delete(id);
    const holdings = await Promise.all([...others].map((each) => loaders.holdingsByEdition(each)));
    return holdings.flat().map((holding) => asOf(other, holding));
  }

  return {
    /** Throws BAD_USER_INPUT for a library that the region does not have, and for a day or a page that cannot be read. */
    async findLenders(edition: EditionView, args: EditionLendersArgs): Promise<LenderPage> {
      const [question, day] = [toQuestion(edition, args), toWantedDay(args)];
      const [own, other] = await Promise.all([loaders.holdingsByEdition(edition.id), otherForm(edition)]);
      const held = [...own.map((holding) => asOf(edition.description.format, holding)), ...other];
      const byLibrary = Map.groupBy(held, ({ library }) => library);
      const holders = [...byLibrary].map(([id, holdings]) => toHolder(directory.getLibrary(id), holdings, day));
      const { candidates, excluded } = findLenders(question, holders);
      return { ...toLenderPage(candidates, args), totalCount: candidates.length, supply: question.supply, excluded };
    },
  };
}
