/** What the Symphony has of the titles that the README's query asks for: always the same, whatever the seed. */
import { editItem, moveItem, recall } from '#simulators/symphony/world.ts';
import type { Publication } from './publications.ts';
import { findShown, SHOWCASE } from './showcase.ts';
import { symphonyLibrary } from './libraries.ts';
import { SYMPHONY_CODES } from './symphony-libraries.ts';
import {
  addCopyOf,
  addOnlineCopyOf,
  addTitle,
  dayEnd,
  holdAtDesk,
  lendCopy,
  lendCopyByTheHour,
  sendToPickup,
} from './symphony-stock.ts';
import type { SymphonyStock } from './symphony-stock.ts';

/** Readers whose loans are said to be checked out, and not in a department. */
const READER = 0;

export function addSymphonyShowcase(stock: SymphonyStock, publications: ReadonlyMap<string, Publication>): void {
  const { world } = stock;
  const temestead = symphonyLibrary('temestead');
  const leamsworth = symphonyLibrary('leamsworth');
  const find = (isbn: string): Publication => findShown(publications, isbn);

  // One title of two services: in, recalled (due at the earlier day), on its way to a reader; assumed lost, shadowed.
  const pathology = find(SHOWCASE.pathology);
  const shared = addTitle(stock, { publication: pathology, library: temestead, careful: true });
  const ofTemestead = { title: shared, publication: pathology, library: temestead };
  addCopyOf(stock, ofTemestead);
  const recalled = addCopyOf(stock, ofTemestead);
  lendCopy(stock, recalled, 18, READER);
  recall(world, recalled.key, dayEnd(stock, 4));
  sendToPickup(stock, addCopyOf(stock, { ...ofTemestead, branch: 'TEM-ONY' }), 'TEM-GEN');
  const ofLeamsworth = { title: shared, publication: pathology, library: leamsworth };
  moveItem(world, addCopyOf(stock, ofLeamsworth).key, 'LOST-ASSUM');
  editItem(world, addCopyOf(stock, ofLeamsworth).key, { shadowed: true });

  // Two records, one a service: for use in the library; waiting for a reader.
  const manual = find(SHOWCASE.publicationManual);
  const { itemTypes, locations } = SYMPHONY_CODES.temestead;
  addCopyOf(stock, {
    title: addTitle(stock, { publication: manual, library: temestead, careful: true }),
    publication: manual,
    library: temestead,
    fields: { itemType: itemTypes.reference, homeLocation: locations.reference, circulate: false },
  });
  const waited = addTitle(stock, { publication: manual, library: leamsworth, careful: true });
  holdAtDesk(stock, addCopyOf(stock, { title: waited, publication: manual, library: leamsworth }));

  const anatomy = find(SHOWCASE.anatomy);
  const desk = SYMPHONY_CODES.leamsworth;
  const hourly = addCopyOf(stock, {
    title: addTitle(stock, { publication: anatomy, library: leamsworth, careful: true }),
    publication: anatomy,
    library: leamsworth,
    fields: { itemType: desk.itemTypes.short, homeLocation: desk.locations.desk },
  });
  lendCopyByTheHour(stock, hourly, 2);

  const trials = find(SHOWCASE.clinicalTrials);
  const title = addTitle(stock, { publication: trials, library: temestead, careful: true });
  addOnlineCopyOf(stock, { title, publication: trials, library: temestead });
}
