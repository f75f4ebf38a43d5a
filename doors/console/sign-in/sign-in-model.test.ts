import { describe, expect, it } from 'vitest';
import { signInView, type SignInProblem } from './sign-in-model.ts';

const nothing = { canSignIn: true, who: null, hasEnded: false, leadsBack: false, keepsForm: false, problem: null };

describe('the sign-in page', () => {
  it('offers to sign in, and says that nobody needs to', () => {
    const { offersSignIn, paragraphs, problemWords } = signInView(nothing);

    expect([offersSignIn, problemWords]).toEqual([true, null]);
    expect(paragraphs.at(-1)).toBe('You need no account to search, or to see which libraries have a copy.');
  });

  it('offers nothing to whoever is signed in, or where nobody can', () => {
    const signedIn = signInView({ ...nothing, who: 'Operator' });
    const closed = signInView({ ...nothing, canSignIn: false });
    const notNow = signInView({ ...nothing, problem: 'SESSIONS_SILENT' });

    expect([signedIn.offersSignIn, closed.offersSignIn, notNow.offersSignIn]).toEqual([false, false, false]);
    expect(signedIn.paragraphs).toEqual(['You are signed in: Operator.']);
    expect(closed.paragraphs[0]).toContain('Nobody can sign in here');
  });

  it('says first why somebody is here', () => {
    const first = (state: Partial<typeof nothing>): string | undefined =>
      signInView({ ...nothing, ...state }).paragraphs[0];

    expect(first({ hasEnded: true, leadsBack: true })).toBe('Your session has ended. Sign in again to go on.');
    expect(first({ leadsBack: true })).toBe('The page that you asked for is for people who are signed in.');
    expect(first({ keepsForm: true, leadsBack: true })).toContain('Nothing was sent yet.');
  });

  it.each<[SignInProblem, RegExp]>([
    ['ISSUER_SILENT', /does not answer\. Try again in a few minutes\./],
    ['GRAPH_SILENT', /the region’s index does not answer/],
    ['GRAPH_REFUSES', /does not accept its sign-ins\. Tell whoever runs these pages\./],
    ['NOT_BEGUN_HERE', /not begun in this browser/],
    ['SESSIONS_SILENT', /^Nobody can sign in now\..* Try again in a few minutes\./],
  ])('says what %s means, and what to do', (problem, words) => {
    expect(signInView({ ...nothing, problem }).problemWords).toMatch(words);
  });
});
