/** Pages that stand for those of people who are signed in: they show what they are given, and note what was sent to them. */
import { MerciaClientError } from '#clients/typescript/index.ts';
import { ViewerDocument } from '#console/__generated__/operations.ts';
import type { Page, Shown, Submission, Visit } from '#console/pages/page.ts';

export interface FormPages {
  /** `/form` for everybody who is signed in, `/staff` and `/operators` for those. */
  readonly pages: readonly Page[];
  /** What was sent to them. */
  readonly sent: string[];
  /** The next page that is asked for is told that its token is not accepted. */
  refuseOnce(): void;
  /** What happens while the next page is made, or the next form worked at. */
  meanwhile(happens: () => Promise<void>): void;
}

export function createFormPages(): FormPages {
  const sent: string[] = [];
  let refusals = 0;
  let happens = async (): Promise<void> => undefined;
  const letHappen = async (): Promise<void> => {
    const now = happens;
    happens = async () => undefined;
    await now();
  };
  const say = (...paragraphs: readonly string[]): Shown => {
    const model = { title: 'A form', paragraphs };
    return { template: 'templates/message.njk', model };
  };
  const show = async ({ graph, viewer, query, typed }: Visit): Promise<Shown> => {
    if (refusals > 0) {
      refusals -= 1;
      throw new MerciaClientError('UNAUTHENTICATED', 'refused by the test', { status: 401 });
    }
    await letHappen();
    const { data } = await graph.ask(ViewerDocument, {});
    return say(
      `The graph says ${data.viewer?.role ?? 'nobody'}, the page ${viewer?.role ?? 'nobody'}.`,
      `Query ${query.get('q') ?? 'none'}. Typed ${typed?.toString() ?? 'nothing'}.`,
    );
  };
  const submit = async ({ form }: Submission): Promise<Shown> => {
    sent.push(form.toString());
    await letHappen();
    return { redirect: '/form', notice: { kind: 'success', heading: 'The form arrived', paragraphs: ['Once.'] } };
  };
  return {
    sent,
    refuseOnce() {
      refusals = 1;
    },
    meanwhile(next) {
      happens = next;
    },
    pages: [
      { path: '/form', needs: 'SIGNED_IN', show, submit, neverKept: ['pin'] },
      { path: '/staff', needs: 'STAFF', show },
      { path: '/operators', needs: 'OPERATOR', show },
    ],
  };
}
