import { OperateKeysDocument, OperateRevokeKeyDocument } from '../../../__generated__/operations.ts';
import { notFound, type Page, type Shown, type Submission } from '../../page.ts';
import { refused } from '../places.ts';
import { keysView, revokeView } from './view.ts';

const PATH = '/operate/keys';

/** `/operate/keys`: the keys of programs. */
export const keysPage: Page = {
  path: PATH,
  needs: 'OPERATOR',
  async show({ graph, now }) {
    const { data, errors } = await graph.ask(OperateKeysDocument, {});
    if (data.apiKeys === null) return refused(PATH, errors);
    return { template: 'pages/operate/keys/page.njk', model: keysView(data.apiKeys, now) };
  },
};

/** `/operate/keys/ID/revoke`: asks once more, because it cannot be undone. */
export const revokeKeyPage: Page = {
  path: `${PATH}/:id/revoke`,
  needs: 'OPERATOR',
  async show({ graph, params, now }) {
    const { data, errors } = await graph.ask(OperateKeysDocument, {});
    if (data.apiKeys === null) return refused(PATH, errors);
    const key = data.apiKeys.find(({ id }) => id === params['id']);
    if (key === undefined) {
      return notFound('There is no such key', 'Look at the list of keys.');
    }
    return { template: 'pages/operate/keys/revoke.njk', model: revokeView(key, now) };
  },
  submit: revoke,
};

async function revoke({ graph, params: { id = '' } }: Submission): Promise<Shown> {
  const { data } = await graph.ask(OperateRevokeKeyDocument, { id });
  const { revokeApiKey } = data;
  if (revokeApiKey === null) {
    return {
      redirect: PATH,
      notice: {
        kind: 'important',
        heading: 'We cannot tell whether the key was revoked',
        paragraphs: [
          'The database did not answer. Look at the list below; if the key is still valid, revoke it again.',
        ],
      },
    };
  }
  const { refusal, apiKey } = revokeApiKey;
  if (refusal !== null) {
    return {
      redirect: PATH,
      notice: { kind: 'important', heading: 'Nothing was changed', paragraphs: [refusal.message] },
    };
  }
  return {
    redirect: PATH,
    notice: {
      kind: 'success',
      heading: `The key “${apiKey?.name ?? id}” is revoked`,
      paragraphs: ['It is refused everywhere within 15 seconds. Programs that used it have to be given another.'],
    },
  };
}
