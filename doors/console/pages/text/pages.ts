/** Pages of words: help, accessibility, privacy, cookies; and what there is for programs and for discovery systems. */
import { RegionNameDocument } from '../../__generated__/operations.ts';
import { isSignInOver, type Graph } from '../../graph.ts';
import type { Page } from '../page.ts';
import { AVAILABILITY_HELP } from './availability-help.ts';

type Words = readonly [heading: string, ...paragraphs: readonly string[]];

const TEXTS: Readonly<Record<string, { readonly title: string; readonly parts: readonly Words[] }>> = {
  '/help': {
    title: 'Help',
    parts: [
      ['What the words mean', ...AVAILABILITY_HELP],
      [
        'Finding the nearest copy',
        'Choose your library: the link stands in each title, and on “Libraries”. Each title then begins with that library and its network, and says where the nearest copy is that is certainly in.',
        'Distances are in a straight line. Where the place of a library is not known here, the page says so.',
      ],
      [
        'Requesting a title',
        '“Request it” stands beside each library in a title whose system takes requests here, unless all its copies there are missing or gone; beside others stands “Ask the library for it”. You need a card of that library, or of one that shares its system, and to have linked it: sign in, open “Your account”, and choose “Link a card”. You enter its number and PIN once. The PIN is not kept.',
        'Without a card the page leads to the library’s own form or catalogue, or says how to reach it, with the title filled in where that is possible.',
        'What you asked for stands in “Your account”, where you can cancel it if the library’s system permits that here. To unlink a card changes nothing at the library.',
      ],
      [
        'Signing in',
        'You need no account to search, or to see which libraries have a copy. You sign in to see what you have on loan, or, as staff, to work with your library’s records.',
        'You sign in on the page of the sign-in service of your library or organisation. These pages never see your password, and keep nothing that says who you are: only your role, and the libraries whose staff you are.',
        'You are signed out if you load no page for a while; each page says until when. Two minutes before, you can choose to stay. If you are signed out while you fill in a form, what you typed is kept for an hour: sign in again and go on. A PIN is never kept.',
        'On a computer that others use, choose “Sign out” when you have finished. If your role is missing or wrong, ask whoever runs your sign-in service.',
      ],
      [
        'When something is wrong',
        'Tell the library whose title it is: what is shown here comes from its own catalogue. Its telephone number and address are on its page.',
      ],
    ],
  },
  '/accessibility': {
    title: 'Accessibility',
    parts: [
      [
        'How these pages are made',
        'They are meant to meet the Web Content Accessibility Guidelines 2.2, level AA. They work without script, with a keyboard alone, at 400 per cent, and on a screen of 320 pixels.',
        'They are checked automatically with axe for faults of these guidelines. They have not yet been tried by people who use screen readers every day.',
      ],
      [
        'Time limits',
        'If you are signed in and load no page for a while, you are signed out. Two minutes before, a message offers you to stay, as often as you like. Without script there is no message: the foot of each page says until when you stay signed in.',
        'Ten hours after you signed in, or after the time that whoever runs these pages has set, you are signed out in any case. That cannot be put off. What you typed into a form is kept for an hour while you sign in again.',
      ],
      [
        'If something stands in your way',
        'Tell your library. Its telephone number and address are on its page. What these pages show can be had there in other ways too.',
      ],
      ['What is known to be wrong', 'Wide tables are scrolled sideways inside their own frame on narrow screens.'],
    ],
  },
  '/privacy': {
    title: 'Privacy',
    parts: [
      [
        'If you do not sign in',
        'These pages do not know who you are. What you search for is not kept and not written to any log, and links to other sites do not tell where you came from.',
      ],
      [
        'If you sign in',
        'The sign-in service of your library or organisation says that you may come in, which role you have, and of which libraries you are staff. It may send your name as well: it is not read and not kept.',
        'While you are signed in, these pages keep what the service gave them to ask on your behalf, and what they have to tell you. It is encrypted with a key that only your browser keeps. It is deleted when you sign out, or soon after your session has ended. That there was a session stays known for three days more, by a number that says nothing of you.',
        'If you are signed out while you fill in a form, what you typed is kept for an hour, so that you can go on. PINs are never kept, nor the card of a reader at a desk.',
      ],
      [
        'If you borrow',
        'If you link a card, its number and PIN are not kept. The link to your account is: encrypted, until you unlink the card or have not used it for two years, or for the time that your library has set.',
        'Staff of your library can look at what you have on loan, asked for and owe there. So can staff of a library with which yours has agreed it. Those who plan a library’s move to another system can look at how your account stands, but not at which titles you have borrowed or asked for. All must say what for. Each look is written down before anything is shown. Ask your library who looked at yours.',
      ],
    ],
  },
  '/cookies': {
    title: 'Cookies',
    parts: [
      [
        'Only for what you ask for',
        'If you only look, these pages set no cookie and keep nothing in your browser.',
        'If you choose your library, so that it comes first, one cookie is set. It is called “mercia-library”, and says which library that is and nothing of who you are. It is kept for a year, or until you choose “Forget it” under “Your library”.',
        'When you begin to sign in, one cookie is set. It is called “mercia”; where the pages are reached by https, “__Host-mercia” or “__Secure-mercia”. It says which session is yours and nothing else. No other site can read it, and it is gone when you sign out or close your browser.',
        'When your session has ended, a second one, of the same name with “-ended” behind it, says which session that was, so that a form you send too late is kept until you sign in again. It opens nothing, and is gone when you close your browser.',
        'These pages cannot work without the last two for people who are signed in, so you are not asked whether you want them. There are no other cookies: nobody counts or follows you.',
      ],
    ],
  },
};

const TEMPLATE = 'pages/text/page.njk';

/** For the frame of the page alone: its words are shown without an answer, too. That a session has ended is told as on other pages. */
async function nameRegion(graph: Graph): Promise<void> {
  await graph.ask(RegionNameDocument, {}).catch((error: unknown) => {
    if (isSignInOver(error)) throw error;
  });
}

export const textPages: readonly Page[] = Object.entries(TEXTS).map(([path, { title, parts }]) => ({
  path,
  async show({ graph }) {
    await nameRegion(graph);
    const model = { title, current: path, parts: parts.map(([heading, ...paragraphs]) => ({ heading, paragraphs })) };
    return { template: TEMPLATE, model };
  },
}));

/** Where other parts are reached from outside; null if this process does not know. */
export interface Addresses {
  readonly graph: string | null;
  readonly feeds: string | null;
}

/** `/develop` and `/discover`, with the addresses of what they name. */
export function doorPages(addresses: Addresses): readonly Page[] {
  return [
    { path: '/develop', model: developModel(addresses) },
    { path: '/discover', model: discoverModel(addresses) },
  ].map(({ path, model }) => ({
    path,
    async show({ graph }) {
      await nameRegion(graph);
      return { template: TEMPLATE, model };
    },
  }));
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

function developModel({ graph }: Addresses) {
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
      },
      {
        heading: 'A first question',
        paragraphs: [
          'Who holds a textbook, and is a copy in now? Every live fact says what it is, as of when, and if it is less than live, why.',
        ],
        example: FIRST_QUESTION,
      },
      {
        heading: 'Reference',
        paragraphs: [
          'The explorer describes every field. With Mercia come pages on using the graph and on every type and error (docs/using-the-graph.md, docs/reference), and a client for TypeScript (clients/typescript).',
        ],
      },
    ],
  };
}

function discoverModel({ feeds }: Addresses) {
  const at = (path: string): string => (feeds === null ? path : `${feeds.replace(/\/+$/, '')}${path}`);
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
        example: at('/sru?version=1.2&operation=searchRetrieve&query=nursing'),
      },
      {
        heading: 'Live availability',
        paragraphs: [
          'Whether a copy is in, asked while a reader looks at a page: by RTAC or DAIA. RTAC needs a key, which whoever runs Mercia here makes.',
          ...where,
        ],
        example: at('/rtac/ID'),
      },
    ],
  };
}
