/** What the sign-in page says. */
import { RegionNameDocument } from '../__generated__/operations.ts';
import type { Graph } from '../graph.ts';

/** Why signing in did not work. */
export type SignInProblem =
  | 'ISSUER_SILENT'
  | 'REFUSED'
  | 'NOT_BEGUN_HERE'
  | 'GRAPH_SILENT'
  | 'GRAPH_REFUSES'
  /** The pages are meant to be reached by https, and this request was not. */
  | 'INSECURE'
  /** The pages were reached at an address that is not set as theirs. */
  | 'ELSEWHERE'
  /** No session can be kept. */
  | 'SESSIONS_SILENT';

export interface SignInState {
  readonly canSignIn: boolean;
  /** Who is signed in already, in words. */
  readonly who: string | null;
  readonly hasEnded: boolean;
  /** Whether they wanted to see a page that is for people who are signed in. */
  readonly leadsBack: boolean;
  readonly keepsForm: boolean;
  readonly problem: SignInProblem | null;
}

export function signInView(state: SignInState) {
  return {
    title: 'Sign in',
    current: '/sign-in',
    paragraphs: paragraphsOf(state),
    problemWords: state.problem === null ? null : PROBLEMS[state.problem],
    offersSignIn: state.canSignIn && state.who === null && state.problem !== 'SESSIONS_SILENT',
  };
}

function paragraphsOf({ canSignIn, who, hasEnded, leadsBack, keepsForm }: SignInState): readonly string[] {
  if (!canSignIn) {
    return [
      'Nobody can sign in here: no sign-in service is set up for these pages.',
      'Everything that the public may see is shown without signing in.',
    ];
  }
  if (who !== null) return [`You are signed in: ${who}.`];
  return [
    ...(hasEnded ? ['Your session has ended. Sign in again to go on.'] : []),
    ...(keepsForm
      ? ['What you typed is kept for an hour. Nothing was sent yet. You can go on with it when you have signed in.']
      : []),
    ...(leadsBack && !keepsForm ? ['The page that you asked for is for people who are signed in.'] : []),
    'You sign in with the account of your library or organisation, on its own page. These pages do not see your password.',
    'You need no account to search, or to see which libraries have a copy.',
  ];
}

const PROBLEMS: Readonly<Record<SignInProblem, string>> = {
  ISSUER_SILENT: 'The sign-in service does not answer. Try again in a few minutes.',
  REFUSED: 'The sign-in service did not sign you in. Try again.',
  NOT_BEGUN_HERE:
    'This sign-in was not begun in this browser, or it took too long. It may have been begun in another tab. Try again.',
  GRAPH_SILENT: 'The sign-in service knows you, but the region’s index does not answer. Try again in a few minutes.',
  GRAPH_REFUSES:
    'The sign-in service knows you, but this region does not accept its sign-ins. Tell whoever runs these pages.',
  INSECURE: 'These pages are set up for https, but this request did not come by https. Tell whoever runs these pages.',
  ELSEWHERE: 'These pages are not set up for the address at which you reached them. Tell whoever runs these pages.',
  SESSIONS_SILENT:
    'Nobody can sign in now. The database with the sessions does not answer. Try again in a few minutes.',
};

/** For pages that ask nothing else; without an answer they are shown, too. */
export async function askRegionName(graph: Graph): Promise<void> {
  await graph.ask(RegionNameDocument, {}).catch(() => undefined);
}
