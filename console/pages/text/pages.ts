/** Pages that only tell: help, accessibility, privacy, cookies. */
import { HomeDocument } from '../../__generated__/operations.ts';
import type { Page, PageModel } from '../page.ts';

interface Part {
  readonly heading: string;
  readonly paragraphs: readonly string[];
}

interface TextModel extends PageModel {
  readonly parts: readonly Part[];
}

const TEXTS: Readonly<Record<string, { readonly title: string; readonly parts: readonly Part[] }>> = {
  '/help': {
    title: 'Help',
    parts: [
      {
        heading: 'What the words mean',
        paragraphs: [
          '“Available now”: the library’s own system said so a few seconds ago.',
          '“On the shelf yesterday 14:05”: so it was when the system was last asked. It could not be asked now, so it may have changed.',
          '“Perhaps on the shelf”: the system answers, but cannot tell whether a copy is kept for a reader or on its way to another site.',
          '“We could not check”: nothing is known at the moment. The copy may well be on the shelf: ask the library.',
          '“This system cannot tell us”: the library’s system has no way to say how its copies stand.',
        ],
      },
      {
        heading: 'When something is wrong',
        paragraphs: [
          'Tell the library whose title it is: what is shown here comes from its own catalogue. Its telephone number and address are on its page.',
        ],
      },
    ],
  },
  '/accessibility': {
    title: 'Accessibility',
    parts: [
      {
        heading: 'How these pages are made',
        paragraphs: [
          'They are meant to meet the Web Content Accessibility Guidelines 2.2, level AA. They work without script, with a keyboard alone, at 400 per cent, and on a screen of 320 pixels.',
          'They are checked automatically with axe for faults of these guidelines. They have not yet been tried by people who use screen readers every day.',
        ],
      },
      {
        heading: 'What is known to be wrong',
        paragraphs: ['Wide tables are scrolled sideways inside their own frame on narrow screens.'],
      },
    ],
  },
  '/privacy': {
    title: 'Privacy',
    parts: [
      {
        heading: 'What is kept',
        paragraphs: [
          'These pages know nobody: there is no sign-in yet. What you search for is not kept and not written to any log, and links to other sites do not tell where you came from.',
        ],
      },
    ],
  },
  '/cookies': {
    title: 'Cookies',
    parts: [{ heading: 'None', paragraphs: ['These pages set no cookies and keep nothing in your browser.'] }],
  },
};

export const textPages: readonly Page[] = Object.entries(TEXTS).map(([path, { title, parts }]) => ({
  path,
  async show({ graph }) {
    const { data } = await graph.ask(HomeDocument, {});
    const model: TextModel = { title, parts, region: data.region?.name ?? 'Libraries of the region', current: path };
    return { template: 'pages/text/page.njk', model };
  },
}));
