/** Comparing: snapshots whole, failed and under way, their rows and questions. */
import { fill, follow, inWorld, press, type State } from './state.ts';

export const COMPARING: readonly State[] = [
  ...inWorld('cards linked, snapshot taken', [
    { name: 'compare', who: 'migration', path: '/compare', says: /spring Taken / },
    { name: 'compare, staff', who: 'librarian', path: '/compare', says: /your own library only/ },
    { name: 'snapshot', who: 'migration', path: '/compare/spring', says: /What is missing/ },
    { name: 'snapshot, staff', who: 'librarian', path: '/compare/spring', says: /your own library only/ },
    { name: 'snapshot, not there', who: 'migration', path: '/compare/nothing', status: 404, says: /snapshot/ },
    {
      name: 'overlap',
      who: 'migration',
      path: '/compare/spring/overlap?library=severnhythe',
      says: /What each two libraries have together/,
    },
    { name: 'rows', who: 'migration', path: '/compare/spring/rows?of=RECORDS', says: /Snapshot spring/ },
    { name: 'scarce', who: 'migration', path: '/compare/spring/scarce', says: /Snapshot spring/ },
    { name: 'conflicts', who: 'migration', path: '/compare/spring/conflicts', says: /Snapshot spring/ },
    { name: 'collisions', who: 'migration', path: '/compare/spring/collisions', says: /Snapshot spring/ },
    { name: 'policies', who: 'migration', path: '/compare/spring/policies', says: /Snapshot spring/ },
    { name: 'a question', who: 'migration', path: '/compare/spring/questions/duplicates', says: /spring/ },
    { name: 'fix list', who: 'librarian', path: '/my-library/severnhythe', says: /the worst first/ },
    { name: 'fix list of another library', who: 'librarian', path: '/my-library/fosseholm', status: 403, says: /./ },
    {
      name: 'drop a snapshot',
      who: 'migration',
      path: '/compare/spring/drop',
      says: /Drop the snapshot spring\?/,
      tabbed: true,
    },
    {
      name: 'drop a snapshot, not there',
      who: 'migration',
      path: '/compare/nothing/drop',
      status: 404,
      says: /There is no such snapshot/,
    },
    {
      name: 'overlap of all',
      who: 'librarian',
      path: '/compare/spring/overlap',
      says: /your own library only/,
      tabbed: true,
    },
    {
      name: 'overlap, no such library',
      who: 'migration',
      path: '/compare/spring/overlap?library=nowhere',
      status: 404,
      says: /no such library/,
    },
    {
      name: 'overlap, no such table',
      who: 'migration',
      path: '/compare/spring/overlap.csv?table=nothing',
      status: 400,
      says: /This address cannot be read/,
    },
    {
      name: 'rows, chosen, of staff',
      who: 'librarian',
      path: '/compare/spring/rows?of=ITEMS&where=LIBRARY:severnhythe',
      says: /your own library only.*Rows 1 to 50/,
      tabbed: true,
    },
    {
      name: 'rows, the next page',
      who: 'migration',
      path: '/compare/spring/rows?of=ITEMS',
      steps: ({ page }) => follow(page, /Next/),
      says: /Rows 51 to 100/,
    },
    {
      name: 'rows, none',
      who: 'migration',
      path: '/compare/spring/rows?of=ITEMS&where=ITEM_TYPE:NOTHING',
      says: /There are no rows/,
    },
    {
      name: 'rows, an address that cannot be read',
      who: 'migration',
      path: '/compare/spring/rows?of=NOTHING',
      status: 400,
      says: /This address cannot be read/,
    },
    {
      name: 'rows, no snapshot',
      who: 'migration',
      path: '/compare/nothing/rows?of=ITEMS',
      status: 404,
      says: /There is no such snapshot/,
    },
    {
      name: 'a question, not there',
      who: 'migration',
      path: '/compare/spring/questions/nothing',
      status: 404,
      says: /There is no such question/,
    },
    {
      name: 'a question, a library is to be chosen',
      who: 'migration',
      path: '/compare/spring/questions/day-one',
      says: /Choose a library/,
    },
    {
      name: 'a question, a choice that cannot be answered',
      who: 'migration',
      path: '/compare/spring/questions/duplicates?library=nowhere',
      status: 400,
      says: /This choice cannot be answered/,
    },
    {
      name: 'a question about readers, of staff',
      who: 'librarian',
      path: '/compare/spring/questions/readers-by-category',
      status: 403,
      says: /You may not see this.*it is about readers/,
    },
  ]),
  // One snapshot failed, one is being taken, and one waits.
  ...inWorld('work under way', [
    {
      name: 'compare',
      who: 'migration',
      path: '/compare',
      says: [
        /Taking a snapshot: half Running Begun .* Now: looking for barcodes\. 3 of 12 done in this step/,
        /Taking a snapshot: next Waiting Asked for .*; nobody has begun/,
        /Taking a snapshot: broken Failed Failed .*STORE_UNAVAILABLE.*What to do: drop the snapshot that failed/,
        /half Being taken .*It can be asked when it is complete/,
        /broken Failed .*It could not be taken, and cannot be asked. Drop it and take another/,
      ],
      tabbed: true,
    },
    {
      name: 'compare, staff',
      who: 'librarian',
      path: '/compare',
      says: [/half Being taken/, /broken Failed .*It could not be taken, and cannot be asked/],
    },
    {
      name: 'snapshot, failed',
      who: 'migration',
      path: '/compare/broken',
      status: 404,
      says: /The snapshot broken failed/,
    },
    {
      name: 'snapshot, being taken',
      who: 'migration',
      path: '/compare/half',
      status: 404,
      says: /The snapshot half is being taken/,
    },
    {
      name: 'a question, the snapshot failed',
      who: 'migration',
      path: '/compare/broken/questions/duplicates',
      says: /could not be taken.*None of its numbers is shown/,
    },
    {
      name: 'a question, the snapshot is being taken',
      who: 'migration',
      path: '/compare/half/questions/duplicates',
      says: /is being taken.*Its numbers are not complete yet/,
    },
    {
      name: 'rows, the snapshot is being taken',
      who: 'migration',
      path: '/compare/half/rows?of=ITEMS',
      says: /Being taken/,
    },
    {
      name: 'a snapshot with a name that is taken',
      who: 'migration',
      path: '/compare',
      steps: async ({ page }) => {
        await fill(page, { Name: 'spring' });
        await press(page, 'Take a snapshot');
      },
      status: 400,
      says: /There is a snapshot "spring" already; choose another name/,
    },
    {
      name: 'work that is stopped',
      who: 'migration',
      path: '/compare',
      steps: ({ page }) => press(page, 'Stop Taking a snapshot: next'),
      says: [/The work was stopped.*Drop it/, /Taking a snapshot: next Stopped/],
    },
    {
      name: 'a snapshot that is dropped',
      who: 'migration',
      path: '/compare/next/drop',
      steps: ({ page }) => press(page, 'Drop the snapshot'),
      says: /The snapshot next was dropped/,
    },
    {
      name: 'a snapshot that is being taken',
      who: 'migration',
      path: '/compare',
      steps: async ({ page }) => {
        await fill(page, { Name: 'next' });
        await press(page, 'Take a snapshot');
      },
      says: /The snapshot next is being taken.*You may leave this page/,
    },
    {
      name: 'a snapshot that somebody dropped meanwhile',
      who: 'migration',
      path: '/compare/broken/drop',
      steps: async ({ page, worlds: { graph } }) => {
        const token = await graph.tokenOf('operator');
        await graph.ask('mutation { dropSnapshot(input: { name: "broken" }) { name } }', { token });
        await press(page, 'Drop the snapshot');
      },
      says: /Nothing was dropped.*There is no snapshot broken any more/,
    },
  ]),
  // A snapshot that is older than what was read since.
  ...inWorld('one system down', [
    {
      name: 'compare, the snapshot is older',
      who: 'migration',
      path: '/compare',
      says: /The newest complete snapshot, spring, is .* old. Since then (these|all \d+) systems have been read again/,
    },
  ]),
];
