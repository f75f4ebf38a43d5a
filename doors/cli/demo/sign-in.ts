/** Signs one of the demonstration's persons in, as a browser would: the authorization code flow with PKCE. */
import { DEMO_CLIENT } from '#demo/identity.ts';
import { DEMO_PERSONS } from '#demo/persons.ts';
import { badUserInput, MerciaError } from '#platform/errors.ts';
import { createHash, randomBytes } from 'node:crypto';
import { z } from 'zod';

const discoveryShape = z.object({ authorization_endpoint: z.url(), token_endpoint: z.url() });
const tokenShape = z.object({ access_token: z.string() });
/** Nothing listens there: the code is read from the address that the issuer sends to. */
const REDIRECT_URI = 'http://127.0.0.1/signed-in';

/** The person's access token. Throws BAD_USER_INPUT for whom the demonstration does not know. */
export async function signInAs(issuer: string, personId: string): Promise<string> {
  if (!DEMO_PERSONS.some(({ id }) => id === personId)) {
    const known = DEMO_PERSONS.map(({ id, about }) => `  ${id.padEnd(14)}${about}`).join('\n');
    throw badUserInput(`The demonstration has no person "${personId}"; it has:\n${known}`);
  }
  try {
    return await signIn(issuer, personId);
  } catch (cause) {
    throw new MerciaError('IDENTITY_UNAVAILABLE', `The demonstration's issuer at ${issuer} does not answer.`, {
      cause,
    });
  }
}

async function signIn(issuer: string, personId: string): Promise<string> {
  const verifier = randomBytes(32).toString('base64url');
  const discovery = await fetch(`${issuer}/.well-known/openid-configuration`);
  const endpoints = discoveryShape.parse(await discovery.json());
  const question = new URL(endpoints.authorization_endpoint);
  question.search = new URLSearchParams({
    response_type: 'code',
    client_id: DEMO_CLIENT,
    redirect_uri: REDIRECT_URI,
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
    login_hint: personId,
  }).toString();
  const { headers } = await fetch(question, { redirect: 'manual' });
  const answer = await fetch(endpoints.token_endpoint, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      client_id: DEMO_CLIENT,
      redirect_uri: REDIRECT_URI,
      code: new URL(headers.get('location') ?? '').searchParams.get('code') ?? '',
      code_verifier: verifier,
    }),
  });
  return tokenShape.parse(await answer.json()).access_token;
}
