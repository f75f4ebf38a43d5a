/** What everybody sees while everything is well. */
import { keepAllTerms } from '#tests/union-index/index-world.ts';
import { follow, inWorld, type State, title } from './state.ts';

export const PUBLIC: readonly State[] = [
  ...inWorld('all well', [
    { name: 'start', path: '/', says: /hold [\d,]+ titles\./, tabbed: true },
    { name: 'search, nothing asked', path: '/find', says: /titles found\./ },
    { name: 'search, results', path: '/find?q=nursing', says: /titles found\./, tabbed: true },
    { name: 'search, one library', path: '/find?q=&library=severnhythe', says: /Chosen/ },
    { name: 'search, nothing found', path: '/find?q=zzzzzzzz', says: /Nothing found\./ },
    { name: 'title', path: title, says: /At least \d+ available now/, tabbed: true },
    { name: 'title, online', path: ({ online }) => online, says: /Read online/ },
    { name: 'title, not there', path: '/titles/demo%3Aedition%3A99999999', status: 404, says: /no such title/ },
    { name: 'library', path: '/libraries/severnhythe', says: /Opening hours/, tabbed: true },
    { name: 'library that tells nothing live', path: '/libraries/hawkenlow', says: /cannot be asked/ },
    { name: 'library that says little', path: '/libraries/leamsworth', says: /opening hours are not known/ },
    { name: 'library, not there', path: '/libraries/nowhere', status: 404, says: /no such library/ },
    { name: 'systems', path: '/systems', says: /No system is in trouble\./, tabbed: true },
    { name: 'help', path: '/help', says: /What the words mean/, tabbed: true },
    { name: 'accessibility', path: '/accessibility', says: /level AA/ },
    { name: 'privacy', path: '/privacy', says: /kept/ },
    { name: 'cookies', path: '/cookies', says: /cookies/ },
    { name: 'no page', path: '/nothing', status: 404, says: /There is no such page/ },
    { name: 'lenders', path: (places) => `${places.title}/lenders`, says: /Library that asks/ },
    {
      name: 'lenders of a library',
      path: (places) => `${places.title}/lenders?for=severnhythe`,
      says: /Whom not to ask/,
    },
    { name: 'develop', path: '/develop', says: /explorer/ },
    { name: 'discover', path: '/discover', says: /SRU/ },
    { name: 'two records', path: (places) => places.pair, says: /These two records are joined/, tabbed: true },
    { name: 'rulings, none', path: '/rulings', says: /Decisions/ },
    { name: 'sign in', path: '/sign-in', says: /sign-in service/i, tabbed: true },
    { name: 'account, not signed in', path: '/account', says: /sign in/i },
    { name: 'compare, not signed in', path: '/compare', says: /sign in/i },
  ]),
  // Searches that find less, or something else.
  ...inWorld('all well', [
    {
      name: 'search, another spelling',
      path: '/find?q=anatmy',
      steps: async ({ page, worlds: { graph } }) => {
        // As whoever harvests does in the background.
        await keepAllTerms(graph.database.db);
        await page.reload();
      },
      says: /Did you mean|shown is what/,
    },
    { name: 'search, rubbish', path: '/find?q=%21%3F%21', says: /Type words, a name or a number/ },
    {
      name: 'search, too long',
      path: `/find?q=${'heart+'.repeat(60)}`,
      says: /only its first 300 characters were searched/,
    },
    {
      name: 'search, a library that is not there',
      path: '/find?q=nursing&library=nowhere',
      says: /Library: nowhere Remove/,
    },
    {
      name: 'search, a page that is not there',
      path: '/find?q=nursing&after=nothing',
      status: 400,
      says: /This page of results is not there any more/,
    },
    {
      name: 'search, the next page',
      path: '/find?q=',
      steps: ({ page }) => follow(page, 'Next results'),
      says: /Results 21 to 40.*First results/,
    },
  ]),
  // Whom to ask.
  ...inWorld('all well', [
    {
      name: 'lenders, no such title',
      path: '/titles/demo%3Aedition%3A99999999/lenders',
      status: 404,
      says: /no such title/,
    },
    {
      name: 'lenders, no such library',
      path: (places) => `${places.title}/lenders?for=nowhere`,
      says: /The region has no such library/,
    },
    {
      name: 'lenders, no such year',
      path: (places) => `${places.title}/lenders?for=severnhythe&year=199x`,
      says: /“199x” is not a year/,
    },
  ]),
  // Records.
  ...inWorld('all well', [
    { name: 'two records, apart', path: ({ apart }) => apart, says: /they are two editions/ },
    {
      name: 'two records, the same one',
      path: ({ pair }) => pair.replace(/with\/.*/, `with/${/records\/([^/]+)/.exec(pair)?.[1] ?? ''}`),
      status: 404,
      says: /Both are the same/,
    },
    {
      name: 'two records, not there',
      path: ({ pair }) => `${pair}0000`,
      status: 404,
      says: /cannot be compared.*The catalogue does not have/,
    },
    {
      name: 'rulings, a page that is not there',
      path: '/rulings?after=nothing',
      status: 404,
      says: /no such part of the list/,
    },
    { name: 'one system, not there', path: '/systems/nothing', status: 404, says: /no such system/ },
    {
      name: 'one system that tells nothing live',
      path: '/systems/export-e',
      says: /Cannot be asked how copies stand now: ask the library/,
    },
  ]),
  // Signing in.
  ...inWorld('all well', [
    {
      name: 'sign in, begun elsewhere',
      path: '/sign-in/back?code=nothing&state=nothing',
      status: 400,
      says: /not begun in this browser/,
    },
    { name: 'signed out', path: '/signed-out', says: /You are signed out of these pages/ },
  ]),
  ...inWorld('nobody can sign in', [
    { name: 'sign in, nobody can', path: '/sign-in', says: /Nobody can sign in here/ },
    { name: 'account, nobody can sign in', path: '/account', status: 403, says: /Nobody can sign in here/ },
    { name: 'compare, nobody can sign in', path: '/compare', says: /not signed in/ },
  ]),
];
