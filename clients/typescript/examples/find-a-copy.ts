/**
 * Where is a copy now? `node clients/typescript/examples/find-a-copy.ts http://127.0.0.1:4000/graphql 9780702075551`
 * prints one line for each library.
 */
import { pathToFileURL } from 'node:url';
import { createMerciaClient, FindCopiesDocument, type FindCopiesQuery } from '../index.ts';

type Edition = NonNullable<NonNullable<FindCopiesQuery['editions']>[number]>['editions'][number];
type Holding = Edition['holdings'][number];

/** Why a system may have what is not found. */
const GAPS: Readonly<Record<string, string>> = {
  NEVER_HARVESTED: 'none of its records has been read yet',
  PARTIAL: 'not all of its records have been read yet',
  STALE: 'its latest changes have not been read',
  UNREADABLE: 'some of its records could not be read',
};

/** One line for each holding, for each system that may have it nevertheless, and for each part of the answer that failed. */
export async function findCopies(url: string, isbn: string): Promise<readonly string[]> {
  const mercia = createMerciaClient({ url, budgetMs: 3_000 });
  const { data, errors } = await mercia.ask(FindCopiesDocument, { by: [{ isbn }] });
  const answers = (data.editions ?? []).filter((answer) => answer !== null);
  const editions = answers.flatMap((answer) => answer.editions);
  const incomplete = answers.flatMap((answer) => answer.incomplete);
  const isNone = editions.length + incomplete.length + errors.length === 0;
  return [
    ...(isNone ? ['No library lists it.'] : []),
    ...editions.flatMap((edition) => [
      edition.title,
      ...edition.holdings.map((holding) => `  ${holding.library.name}: ${tellAvailability(holding)}`),
    ]),
    // Its records, or some of them, could not be looked through.
    ...incomplete.map(({ system, why }) => `? perhaps in ${system.name}: ${GAPS[why] ?? GAPS['PARTIAL']}`),
    ...errors.map(({ code, path, message }) => `! ${code} at ${path.join('.')}: ${message}`),
  ];
}

/** In words for a reader. What is unknown is never told as "not available". */
export function tellAvailability({ online, basis, availability }: Holding): string {
  if (online === true) return 'read online';
  if (availability === null) return 'ask the library';
  const { state, reason, itemCount, recordGone, availableCount, earliestDue, asOf } = availability;
  // A journal, a record, an order: it was listed without copies, so that none is out.
  if (itemCount === 0 && recordGone !== true && basis !== 'ITEMS')
    return `${basis === 'ORDER' ? 'on order' : 'perhaps held'}: ask the library`;
  switch (state) {
    case 'LIVE':
      if ((availableCount ?? 0) > 0) return `${availableCount} available`;
      // With a reason, its system may have copies that it does not show.
      if (availableCount === null || reason !== null) return 'perhaps on the shelf: ask the library';
      // Copies that are read in the library alone are in no count of available ones.
      return earliestDue === null
        ? 'none available now to borrow'
        : `none available now to borrow, the first is due on ${earliestDue.on}`;
    case 'LAST_KNOWN':
      return `${availableCount ?? 'an unknown number'} available at ${asOf ?? 'an earlier time'}: please check`;
    case 'UNKNOWN':
    case 'NOT_SUPPORTED':
    // A later version of the graph may have another.
    default:
      return 'ask the library';
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const [url = '', isbn = ''] = process.argv.slice(2);
  for (const line of await findCopies(url, isbn)) process.stdout.write(`${line}\n`);
}
