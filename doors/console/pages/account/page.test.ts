import type { Answer } from '#clients/typescript/index.ts';
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
import { expect, it } from 'vitest';
import type { Graph } from '../../graph.ts';
import { account, facts, loan, NOW, openMemory } from './account.fixture.ts';
import type { Account } from './asked.ts';
import { accountPage } from './page.ts';

type ErrorPath = readonly (string | number)[];

/** What the page shows of two accounts, of which the graph has an error at this place. */
async function shownWith(accounts: readonly Account[], path: ErrorPath): Promise<string> {
  const error = { code: 'SUBGRAPH_UNAVAILABLE', message: '', path, system: null, correlationId: null } as const;
  const data = { region: null, me: { id: 'reader', accounts } };
  const graph: Graph = {
    ask: async <Data, Variables>(_: DocumentTypeDecoration<Data, Variables>): Promise<Answer<Data>> => ({
      data: data as Data,
      errors: [error],
      notLive: [],
      correlationId: null,
    }),
    pages: () => {
      throw new Error('an account has no pages');
    },
  };
  const shown = await accountPage.show({
    graph,
    viewer: { role: 'PATRON', libraries: [] },
    params: {},
    query: new URLSearchParams(),
    own: null,
    quick: new Set<string>(),
    memory: openMemory(),
    now: NOW,
  });
  return JSON.stringify(shown);
}

const OAK = account('oak', { facts: facts({ loans: [loan()] }) });

it('does not say that an account is gone if the graph gave no place of its error', async () => {
  const text = await shownWith([account('ash', { facts: null }), OAK], []);

  expect(text).toContain('We could not ask Ash Library');
  expect(text).not.toContain('does not have this account any more');
  expect(text).not.toContain('We could not ask Oak Library');
});

it('shows an account of which only the languages of its titles could not be read', async () => {
  const text = await shownWith([OAK], ['me', 'accounts', 0, 'facts', 'loans', 0, 'record']);

  expect(text).toContain('You have 1 loan.');
  expect(text).not.toContain('could not be asked');
});
