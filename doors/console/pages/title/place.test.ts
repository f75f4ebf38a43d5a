import type { Answer } from '#clients/typescript/index.ts';
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
import { expect, it } from 'vitest';
import type { Graph } from '../../graph.ts';
import type { Visit } from '../page.ts';
import type { Holder } from './holders.ts';
import { orderView } from './page.ts';
import { askOwnCards, needsCard, placeOf } from './place.ts';

const READER = { role: 'PATRON', libraries: [] } as const;

const card = (library: string, refusal: { readonly code: string } | null = null) => ({
  library: { id: library, name: library, system: { id: `system of ${library}` } },
  refusal,
});

/** Of somebody with these cards; null if the graph cannot say. */
async function linked(cards: readonly ReturnType<typeof card>[] | null, viewer: Visit['viewer'] = READER) {
  let asked = 0;
  const graph: Graph = {
    async ask<Data, Variables>(_: DocumentTypeDecoration<Data, Variables>): Promise<Answer<Data>> {
      asked += 1;
      if (cards === null) throw new Error('the graph does not answer');
      const libraries = [
        { id: 'oak', patronData: { active: true } },
        { id: 'yew', patronData: { active: false } },
      ];
      return {
        errors: [],
        notLive: [],
        correlationId: null,
        data: { me: { accounts: cards }, region: { libraries } } as Data,
      };
    },
    pages() {
      throw new Error('cards have no pages');
    },
  };
  return { of: await askOwnCards({ viewer, graph }), asked };
}

it('is the chosen library, else that of a linked card, and nobody is asked for whoever has none', async () => {
  const own = { library: 'oak', site: 'east' };
  const reader = await linked([card('ash'), card('elm'), card('ash')]);

  expect(reader.asked).toBe(1);
  expect([placeOf(null, reader.of), placeOf(own, reader.of)]).toEqual([
    {
      library: 'ash',
      site: null,
      linked: [
        { id: 'ash', name: 'ash' },
        { id: 'elm', name: 'elm' },
      ],
    },
    own,
  ]);
  expect(await linked([card('ash')], null)).toEqual({ of: null, asked: 0 });
  expect(await linked([card('ash')], { role: 'STAFF', libraries: [] })).toEqual({ of: null, asked: 0 });
  expect([placeOf(null, (await linked([])).of), placeOf(null, (await linked(null)).of)]).toEqual([null, null]);
});

it('needs a card where a reader has others, none is good there, and one can be linked', async () => {
  const at = (id: string, capabilities: readonly string[] = ['PLACE_HOLD'], system = `system of ${id}`) =>
    ({ id, system: { id: system, capabilities } }) as Holder['library'];
  const [ash, ended] = [(await linked([card('ash')])).of, (await linked([card('oak', { code: 'MOVED' })])).of];

  expect([needsCard(at('oak'), ash), needsCard(at('oak'), ended)]).toEqual([true, true]);
  for (const [library, cards] of [
    // Libraries that share a system take each other's cards.
    [at('oak', ['PLACE_HOLD'], 'system of ash'), ash],
    [at('oak', []), ash],
    [at('yew'), ash],
    [at('oak'), (await linked([])).of],
    [at('oak'), null],
  ] as const)
    expect(needsCard(library, cards)).toBe(false);
});

it('is said to be that of a card where nobody chose it', () => {
  const own = { id: 'ash', name: 'Ash Library', network: null, coordinates: null, sites: [] };

  const said = (...linked: readonly { readonly id: string; readonly name: string }[]) =>
    orderView({ ...own, network: { id: 'vale', name: 'Vale' } }, { library: 'ash', site: null, linked }, 'told:1');
  expect(said(own)).toMatchObject({
    words: expect.stringMatching(
      /^In this order: Ash Library, whose card you linked, its network \(Vale\), /,
    ) as string,
    link: 'Choose another library',
  });
  expect(said(own, { id: 'elm', name: 'Elm' }).words).toMatch(
    /^In this order: Ash Library and Elm, whose cards you linked, the network of Ash Library \(Vale\), .*, the nearest to Ash Library first;/,
  );
});
