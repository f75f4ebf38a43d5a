/** Pages that only tell: help, accessibility, privacy, cookies. */
import { HomeDocument } from '../../__generated__/operations.ts';
import type { Page } from '../page.ts';

interface Part {
  readonly heading: string;
  readonly paragraphs: readonly string[];
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
        heading: 'Signing in',
        paragraphs: [
          'You need no account to search, or to see which libraries have a copy. You sign in to see what you have on loan, or, as staff, to work with your library’s records.',
          'You sign in on the page of the sign-in service of your library or organisation. These pages never see your password, and keep nothing that says who you are: only your role, and the libraries whose staff you are.',
          'You are signed out if you load no page for a while; each page says until when. Two minutes before, you can choose to stay. If you are signed out while you fill in a form, what you typed is kept for an hour: sign in again and go on. A PIN is never kept.',
          'On a computer that others use, choose “Sign out” when you have finished. If your role is missing or wrong, ask whoever runs your sign-in service.',
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
        heading: 'Time limits',
        paragraphs: [
          'If you are signed in and load no page for a while, you are signed out. Two minutes before, a message offers you to stay, as often as you like. Without script there is no message: the foot of each page says until when you stay signed in.',
          'After a working day you are signed out in any case. That cannot be put off. What you typed into a form is kept for an hour while you sign in again.',
        ],
      },
      {
        heading: 'If something stands in your way',
        paragraphs: [
          'Tell your library. Its telephone number and address are on its page. What these pages show can be had there in other ways too.',
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
        heading: 'If you do not sign in',
        paragraphs: [
          'These pages do not know who you are. What you search for is not kept and not written to any log, and links to other sites do not tell where you came from.',
        ],
      },
      {
        heading: 'If you sign in',
        paragraphs: [
          'The sign-in service of your library or organisation says that you may come in, which role you have, and of which libraries you are staff. It may send your name as well: it is not read and not kept.',
          'While you are signed in, these pages keep what the service gave them to ask on your behalf, and what they have to tell you. It is encrypted with a key that only your browser keeps. It is deleted when you sign out, or soon after your session has ended.',
          'If you are signed out while you fill in a form, what you typed is kept for an hour, so that you can go on. PINs are never kept.',
        ],
      },
    ],
  },
  '/cookies': {
    title: 'Cookies',
    parts: [
      {
        heading: 'One, and only if you sign in',
        paragraphs: [
          'If you only look, these pages set no cookie and keep nothing in your browser.',
          'When you begin to sign in, one cookie is set. It is called “mercia”, or “__Host-mercia” where the pages are reached by https. It says which session is yours and nothing else. No other site can read it, and it is gone when you sign out or close your browser.',
          'When your session has ended, a second one, “mercia-ended” or “__Host-mercia-ended”, says which session that was, so that a form you send too late is kept until you sign in again. It opens nothing, and is gone when you close your browser.',
          'These pages cannot work without them for people who are signed in, so you are not asked whether you want them. There are no other cookies: nobody counts or follows you.',
        ],
      },
    ],
  },
};

export const textPages: readonly Page[] = Object.entries(TEXTS).map(([path, { title, parts }]) => ({
  path,
  async show({ graph }) {
    const { data } = await graph.ask(HomeDocument, {});
    const model = { title, parts, region: data.region?.name, current: path };
    return { template: 'pages/text/page.njk', model };
  },
}));
