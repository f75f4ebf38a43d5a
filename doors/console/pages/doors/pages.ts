/** `/develop` and `/discover`: what there is for programs and for discovery systems, with its addresses. */
import { HomeDocument } from '../../__generated__/operations.ts';
import { partOf } from '../../graph.ts';
import type { Page, PageModel } from '../page.ts';

/** Where other parts are reached from outside; null if this process does not know. */
export interface Addresses {
  readonly graph: string | null;
  readonly feeds: string | null;
}

export function doorPages(addresses: Addresses): readonly Page[] {
  return [doorPage('/develop', addresses, developView), doorPage('/discover', addresses, discoverView)];
}

function doorPage(path: string, addresses: Addresses, view: (addresses: Addresses) => PageModel): Page {
  return {
    path,
    async show({ graph }) {
      partOf(await graph.ask(HomeDocument, {}), 'region');
      return {
        template: 'pages/doors/page.njk',
        model: view(addresses),
      };
    },
  };
}

const FIRST_QUESTION = `query WhoHolds {
  editions(by: [{ isbn: "9780702075551" }]) {
    editions {
      title
      holdings {
        library { name }
        availability { state asOf availableCount unknownCount reason { message } }
      }
    }
  }
}`;

const UNKNOWN = 'Whoever runs Mercia here knows its address.';

function developView({ graph }: Addresses) {
  return {
    title: 'Develop',
    lead: 'Everything on these pages comes from one interface (a GraphQL graph), which other programs can ask as well.',
    parts: [
      {
        heading: 'Explorer',
        paragraphs: [
          'Write a question in the browser and see its answer. It needs no key for what is public.',
          ...(graph === null ? [UNKNOWN] : []),
        ],
        link: graph === null ? null : { text: 'Open the explorer', href: graph },
        example: '',
      },
      {
        heading: 'A first question',
        paragraphs: [
          'Who holds a textbook, and is a copy in now? Every live fact says what it is, as of when, and if it is less than live, why.',
        ],
        link: null,
        example: FIRST_QUESTION,
      },
      {
        heading: 'Reference',
        paragraphs: [
          'The explorer describes every field. With Mercia come pages on using the graph and on every type and error (docs/using-the-graph.md, docs/reference), and a client for TypeScript (clients/typescript).',
        ],
        link: null,
        example: '',
      },
    ],
  };
}

function discoverView({ feeds }: Addresses) {
  const at = (path: string): string => (feeds === null ? path : new URL(path, feeds).href);
  const where = feeds === null ? ['It is on the port of the feeds. ' + UNKNOWN] : [];
  return {
    title: 'Discover',
    lead: 'A library’s own search (a discovery system, a catalogue, a citation tool) can show what the region holds, and whether a copy is in.',
    parts: [
      {
        heading: 'Everything in bulk',
        paragraphs: [
          'All titles of the region, or those of one library, in one go, and later only what changed: by OAI-PMH, as MARC 21 and Dublin Core.',
          ...where,
        ],
        link: feeds === null ? null : { text: 'What can be fetched', href: at('/oai') },
        example: at('/oai/editions?verb=Identify'),
      },
      {
        heading: 'Search',
        paragraphs: ['Catalogues and citation tools search by SRU 1.2.', ...where],
        link: null,
        example: at('/sru?version=1.2&operation=searchRetrieve&query=nursing'),
      },
      {
        heading: 'Live availability',
        paragraphs: [
          'Whether a copy is in, asked while a reader looks at a page: by RTAC or DAIA. RTAC needs a key, which whoever runs Mercia here makes.',
          ...where,
        ],
        link: null,
        example: at('/rtac/ID'),
      },
    ],
  };
}
