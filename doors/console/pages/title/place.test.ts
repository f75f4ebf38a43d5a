import type { Answer } from '#clients/typescript/index.ts';
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
import { expect, it } from 'vitest';
import type { Graph } from '../../graph.ts';
import type { Visit } from '../page.ts';
import type { Holder } from './holders.ts';
import { orderView } from './page.ts';
import { askOwnCards, placeOf, sayRequest } from './place.ts';

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
        { id: 'oak', name: 'Oak', system: { id: 'system of oak' }, patronData: { active: true } },
        { id: 'elder', name: 'Elder', system: { id: 'system of oak' }, patronData: null },
        { id: 'rowan', name: 'Rowan', system: { id: 'system of oak' }, patronData: { active: true } },
        { id: 'yew', name: 'Yew', system: { id: 'system of yew' }, patronData: { active: false } },
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

it('says of a request whose card it needs, to a reader whose cards are no good there, and where nothing is taken', async () => {
  const at = (id: string, capabilities: readonly string[] = ['PLACE_HOLD'], system = `system of ${id}`) =>
    ({ id, system: { id: system, capabilities } }) as Holder['library'];
  const [ash, ended] = [(await linked([card('ash')])).of, (await linked([card('oak', { code: 'MOVED' })])).of];

  for (const [library, cards, says] of [
    [at('oak'), ash, 'Request it (needs a card of Oak)'],
    [at('oak'), ended, 'Request it (needs a card of Oak)'],
    // Its own cards cannot be linked: those of libraries that share its system serve.
    [at('elder', undefined, 'system of oak'), ash, 'Request it (needs a card of Oak or Rowan)'],
    [at('oak', ['PLACE_HOLD'], 'system of ash'), ash, 'Request it'],
    [at('oak', []), ash, 'Ask the library for it'],
    [at('oak', []), null, 'Ask the library for it'],
    [at('yew'), ash, 'Ask the library for it'],
    [at('oak'), (await linked([])).of, 'Request it'],
    [at('oak'), null, 'Request it'],
  ] as const)
    expect(sayRequest(library, cards)).toBe(says);
});

it('is said to be that of a card where nobody chose it', () => {
  const own = {
    id: 'ash',
    name: 'Ash Library',
    network: null,
    coordinates: { latitude: 52, longitude: -2 },
    sites: [],
  };

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
