import type { Answer } from '#clients/typescript/index.ts';
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
import { expect, it } from 'vitest';
import type { Graph } from '../../graph.ts';
import type { Visit } from '../page.ts';
import { orderView } from './page.ts';
import { placeOf } from './place.ts';

const READER = { role: 'PATRON', libraries: [] } as const;

/** Of somebody with cards of these libraries; null if the graph cannot say. */
async function place(cards: readonly string[] | null, { own = null, viewer = READER }: Partial<Visit> = {}) {
  let asked = 0;
  const graph: Graph = {
    async ask<Data, Variables>(_: DocumentTypeDecoration<Data, Variables>): Promise<Answer<Data>> {
      asked += 1;
      if (cards === null) throw new Error('the graph does not answer');
      const data = { me: { accounts: cards.map((id) => ({ library: { id } })) } } as Data;
      return { errors: [], notLive: [], correlationId: null, data };
    },
    pages() {
      throw new Error('cards have no pages');
    },
  };
  return { place: await placeOf({ own, viewer, graph }), asked };
}

it('is the chosen library, else that of a linked card, and nobody is asked for whoever has none', async () => {
  const own = { library: 'oak', site: 'east' };

  expect(await place(['ash', 'elm'])).toEqual({ place: { library: 'ash', site: null }, asked: 1 });
  expect(await place(['ash'], { own })).toEqual({ place: own, asked: 0 });
  expect(await place(['ash'], { viewer: null })).toEqual({ place: null, asked: 0 });
  expect(await place(['ash'], { viewer: { role: 'STAFF', libraries: [] } })).toEqual({ place: null, asked: 0 });
  expect([(await place([])).place, (await place(null)).place]).toEqual([null, null]);
});

it('is said to be that of a card where nobody chose it', () => {
  const own = { id: 'ash', name: 'Ash Library', network: null, coordinates: null, sites: [] };

  const { words, link } = orderView(own, { library: 'ash', site: null }, 'told:1', true);
  expect(words).toMatch(/^In this order: Ash Library, whose card you linked, then the others/);
  expect(link).toBe('Choose another library');
});
