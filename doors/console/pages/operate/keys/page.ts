import {
  OperateKeysDocument,
  OperateRevokeKeyDocument,
  type KeyPartsFragment,
} from '../../../__generated__/operations.ts';
import { done, notDone, notFound, type Page, type Shown, type Submission } from '../../page.ts';
import { operateModel, refused } from '../places.ts';
import { plural, sayDayOf } from '../../../words/moments.ts';
import { sayEnd, sayOpens, sayState, standingOf, type KeyStanding } from '../key-words.ts';

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
      notice: notDone(
        'We cannot tell whether the key was revoked',
        'The database did not answer. Look at the list below; if the key is still valid, revoke it again.',
      ),
    };
  }
  const { refusal, apiKey } = revokeApiKey;
  if (refusal !== null) {
    return {
      redirect: PATH,
      notice: notDone('Nothing was changed', refusal.message),
    };
  }
  return {
    redirect: PATH,
    notice: done(
      `The key “${apiKey?.name ?? id}” is revoked`,
      'It is refused everywhere within 15 seconds. Programs that used it have to be given another.',
    ),
  };
}

const ORDER: readonly KeyStanding[] = ['SOON', 'VALID', 'ENDED', 'REVOKED'];

export function keysView(keys: readonly KeyPartsFragment[], now: number) {
  const place = (key: KeyPartsFragment): number => ORDER.indexOf(standingOf(key, now));
  const good = keys.filter((key) => place(key) < ORDER.indexOf('ENDED')).length;
  return {
    ...operateModel({ title: 'Keys', path: '/operate/keys' }),
    summary: keys.length === 0 ? 'No key has been made.' : `${plural(good, 'key is', 'keys are')} valid.`,
    rows: keys
      .toSorted((a, b) => place(a) - place(b))
      .map((key) => ({
        header: key.name,
        cells: [
          key.id,
          sayOpens(key),
          sayDayOf(key.madeAt),
          sayEnd(key),
          sayState(key, now),
          standingOf(key, now) === 'REVOKED'
            ? 'Nothing to do'
            : { text: `Revoke ${key.name}`, href: `/operate/keys/${encodeURIComponent(key.id)}/revoke` },
        ],
      })),
  };
}

export function revokeView(key: KeyPartsFragment, now: number) {
  return {
    ...operateModel({ title: `Revoke the key “${key.name}”?`, path: '/operate/keys' }),
    id: key.id,
    name: key.name,
    opens: sayOpens(key),
    state: sayState(key, now),
    mayRevoke: standingOf(key, now) !== 'REVOKED',
  };
}
