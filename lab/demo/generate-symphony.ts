/** Fills the Symphony of the demo region: the same publications as the Kohas', as two other services catalogue them. */
import { createRandom } from '#simulators/random.ts';
import { addCall, bindTogether } from '#simulators/symphony/world.ts';
import { chooseHolders, copiedFrom, groupHolders, type Cataloguing } from './cataloguing.ts';
import { callNumber } from './call-number.ts';
import { data } from './marc-fields.ts';
import { type DemoLibrary, SYMPHONY_LIBRARIES, type SymphonyLibrary, symphonyLibrary } from './libraries.ts';
import { SHARED_CODES } from './symphony-libraries.ts';
import type { Publication } from './publications.ts';
import { READER_SURNAMES } from './readers.ts';
import { SHOWCASE_ISBNS } from './showcase.ts';
import { addCopiesOf } from './symphony-circulation.ts';
import { addSymphonyReaders } from './symphony-readers.ts';
import { setUpSymphony } from './symphony-setup.ts';
import { addSymphonyShowcase } from './symphony-showcase.ts';
import { addCopyOf, addLoanFromElsewhere, addOnlineCopyOf, addTitle, openSymphonyStock } from './symphony-stock.ts';
import type { SymphonyStock } from './symphony-stock.ts';

const PLAN = { coverage: 0.97, duplicates: 0.75, shadowed: 16, fromElsewhere: 14, boundWith: 8 } as const;

/** The same seed and instant give the same Symphony, byte for byte. */
export function generateSymphony(
  publications: readonly Publication[],
  options: { readonly seed: number; readonly now: number },
) {
  const world = setUpSymphony(() => options.now);
  const stock = openSymphonyStock(world, createRandom(options.seed), options.now);
  const byKey = new Map(publications.map((publication) => [publication.key, publication]));
  addSymphonyShowcase(stock, byKey);
  fill(stock, publications, byKey);
  const showcase = stock.truth.filter(({ edition }) => SHOWCASE_ISBNS.includes(edition));
  addSymphonyReaders(stock, new Set(showcase.map(({ record }) => String(record))));
  return { world, truth: stock.truth };
}

function fill(
  stock: SymphonyStock,
  publications: readonly Publication[],
  byKey: ReadonlyMap<string, Publication>,
): void {
  const { random } = stock;
  const done = new Set<string>(SHOWCASE_ISBNS);
  const old = publications.filter(isOldPrint).filter(({ key }) => !done.has(key));
  addBoundWiths(stock, random.some(old, PLAN.boundWith * 2), done);
  for (const publication of publications) {
    if (done.has(publication.key) || !random.chance(PLAN.coverage)) continue;
    const holders = ownLibraries(chooseHolders(SYMPHONY_LIBRARIES, random));
    if (publication.title.form === 'electronic') addOnline(stock, publication, holders);
    else addPrint(stock, publication, holders, { byKey, done });
  }
  const books = publications.filter(({ key, title }) => title.kind === 'book' && !SHOWCASE_ISBNS.includes(key));
  addShadowed(stock, random.some(books, PLAN.shadowed));
  addLoansFromElsewhere(stock, random.some(books, PLAN.fromElsewhere));
}

function ownLibraries(libraries: readonly DemoLibrary[]): readonly SymphonyLibrary[] {
  return SYMPHONY_LIBRARIES.filter(({ id }) => libraries.some((library) => library.id === id));
}

function groups(stock: SymphonyStock, holders: readonly SymphonyLibrary[]): readonly (readonly SymphonyLibrary[])[] {
  return groupHolders(stock.random, holders, PLAN).map(ownLibraries);
}

function branchesOf(libraries: readonly SymphonyLibrary[]): readonly string[] {
  return libraries.flatMap((library) => library.branches.slice(0, 1).map(({ code }) => code));
}

function addPrint(
  stock: SymphonyStock,
  publication: Publication,
  holders: readonly SymphonyLibrary[],
  { byKey, done }: Cataloguing,
): void {
  const { random } = stock;
  for (const group of groups(stock, holders)) {
    const library = random.one(group);
    const other = publication.otherForm === null ? undefined : byKey.get(publication.otherForm);
    const joined = library.habit.joinsForms && random.chance(0.4) ? other : undefined;
    const isbnOf = copiedFrom(publication, library, byKey);
    const title = addTitle(stock, { publication, library, at: branchesOf(group), joined, isbnOf });
    for (const holder of group) addCopiesOf(stock, title, publication, holder);
    if (joined !== undefined && !done.has(joined.key)) {
      addOnlineCopyOf(stock, { title, publication: joined, library });
    }
  }
}

/** Of e-books some have no copy: the link of the record and 596 say who has them. */
function addOnline(stock: SymphonyStock, publication: Publication, holders: readonly SymphonyLibrary[]): void {
  for (const group of groups(stock, holders)) {
    const library = stock.random.one(group);
    const linkOnly = stock.random.chance(0.3);
    const title = addTitle(stock, { publication, library, at: branchesOf(linkOnly ? [library] : group) });
    if (linkOnly) continue;
    for (const holder of group) addOnlineCopyOf(stock, { title, publication, library: holder });
  }
}

function isOldPrint({ title, set }: Publication): boolean {
  return title.kind === 'book' && title.form === 'print' && set === null && title.year !== null && title.year < 1985;
}

/** Two slim old books in one cover: the copy hangs on the first title, and on the second only a call number. */
function addBoundWiths(stock: SymphonyStock, publications: readonly Publication[], done: Set<string>): void {
  const library = symphonyLibrary('temestead');
  for (let at = 0; at + 1 < publications.length; at += 2) {
    const [parent, child] = publications.slice(at, at + 2);
    if (parent === undefined || child === undefined) continue;
    const copy = addCopyOf(stock, {
      title: addTitle(stock, { publication: parent, library }),
      publication: parent,
      library,
    });
    const call = addCall(stock.world, {
      bibKey: addTitle(stock, { publication: child, library }),
      library: copy.library,
      callNumber: callNumber(parent, library),
      classification: 'NLM',
    });
    bindTogether(stock.world, copy.callKey, [call.key]);
    done.add(parent.key).add(child.key);
  }
}

/** Titles hidden from readers, their copies still in place. */
function addShadowed(stock: SymphonyStock, publications: readonly Publication[]): void {
  for (const publication of publications) {
    const library = stock.random.one(SYMPHONY_LIBRARIES);
    const title = addTitle(stock, { publication, library, shadowed: true });
    addCopyOf(stock, { title, publication, library });
  }
}

/** What the desk types in to lend a book borrowed from elsewhere, with the reader's name where it should not stand. */
function addLoansFromElsewhere(stock: SymphonyStock, publications: readonly Publication[]): void {
  for (const [index, publication] of publications.entries()) {
    const reader = `${stock.random.one(READER_SURNAMES)}, Ward ${index + 1}`;
    const library = stock.random.one(SYMPHONY_LIBRARIES);
    const title = addLoanFromElsewhere(stock, {
      leader: '00000nam a22000007a 4500',
      fields: [
        { tag: '008', value: '200101nuuuuuuuuxx            000 0 und d' },
        data('245', '00', ['a', `ILL ${publication.title.title} (for ${reader})`]),
        data('500', '  ', ['a', `Requested by ${reader}`]),
      ],
    });
    const fields = { itemType: SHARED_CODES.ill, barcode: `ILL-symphony-d-${index + 1}`, staffNote: `For ${reader}` };
    addCopyOf(stock, { title, publication, library, fields });
  }
}
