/** Who of a system's libraries catalogues a title, and from what. */
import type { Random } from '#simulators/random.ts';
import type { DemoLibrary } from './libraries.ts';
import type { Publication } from './publications.ts';

/** The publications of the region, and those that a system has already. */
export interface Cataloguing {
  readonly byKey: ReadonlyMap<string, Publication>;
  /** Their keys. */
  readonly done: ReadonlySet<string>;
}

/** From this share of fields left out on, a cataloguer also copies an ISBN from the record of another edition. */
const CARELESS = 0.15;

/** The libraries that hold a title: by appetite, and never none. */
export function chooseHolders(libraries: readonly DemoLibrary[], random: Random): readonly DemoLibrary[] {
  const keen = libraries.filter((library) => random.chance(library.appetite));
  return keen.length === 0 ? [random.one(libraries)] : keen;
}

/** The holders of a title by the record they share: all of one, or each group its own. */
export function groupHolders(
  random: Random,
  holders: readonly DemoLibrary[],
  plan: { readonly duplicates: number },
): readonly (readonly DemoLibrary[])[] {
  if (holders.length < 2 || !random.chance(plan.duplicates)) return [holders];
  const cut = random.whole(1, holders.length - 1);
  return holders.length > 2 && random.chance(0.3)
    ? holders.map((library) => [library])
    : [holders.slice(0, cut), holders.slice(cut)];
}

/** The edition whose record a careless cataloguer copied, with its ISBN. */
export function copiedFrom(
  publication: Publication,
  cataloguer: DemoLibrary,
  byKey: ReadonlyMap<string, Publication>,
): Publication | undefined {
  return cataloguer.habit.leavesOut >= CARELESS ? otherEdition(publication, byKey) : undefined;
}

function otherEdition(publication: Publication, byKey: ReadonlyMap<string, Publication>): Publication | undefined {
  const { title } = publication;
  if (title.edition === '' || title.author === '') return undefined;
  return [...byKey.values()].find(
    (other) =>
      other.key !== publication.key &&
      other.title.form === title.form &&
      other.title.author === title.author &&
      other.title.edition !== title.edition &&
      other.title.title.slice(0, 20) === title.title.slice(0, 20),
  );
}
