/*
 * Signs somebody in for this page: the authorization code flow with PKCE (RFC 7636). The token is in memory alone, and gone
 * with the page. What waits in the browser for the issuer's answer is of no use to anybody behind it.
 */
const PENDING = 'mercia.signing-in';

/** Shows in the bar who asks, and gives their token; null for the public. A sign-in that is under way is ended first. */
export async function openSignIn(bar) {
  if (bar === null) return null;
  try {
    const signedIn = await finish(bar.dataset);
    show(bar, signedIn, null);
    return signedIn?.token ?? null;
  } catch (error) {
    console.error(error);
    show(bar, null, 'Signing in failed. Try it once more.');
    return null;
  }
}

function show(bar, signedIn, problem) {
  const words = document.createElement('p');
  words.setAttribute('role', 'status');
  words.textContent = problem ?? (signedIn === null ? 'You ask as the public.' : `You ask as ${signedIn.name}.`);
  const button = document.createElement('button');
  button.type = 'button';
  button.textContent = signedIn === null ? 'Sign in' : 'Sign out';
  button.addEventListener('click', () => (signedIn === null ? begin(bar.dataset) : location.reload()));
  bar.replaceChildren(words, button);
}

async function begin({ issuer, clientId }) {
  const { authorization_endpoint: endpoint } = await discover(issuer);
  const [verifier, state, nonce] = [random(), random(), random()];
  sessionStorage.setItem(PENDING, JSON.stringify({ verifier, state, nonce }));
  const question = new URL(endpoint);
  question.search = new URLSearchParams({
    response_type: 'code',
    scope: 'openid',
    client_id: clientId,
    redirect_uri: here(),
    code_challenge: await challengeOf(verifier),
    code_challenge_method: 'S256',
    state,
    nonce,
  });
  location.assign(question);
}

/** Where the issuer sent the browser back: turns the code into a token, and takes it out of the address. Else null. */
async function finish({ issuer, clientId }) {
  const { searchParams } = new URL(location.href);
  const code = searchParams.get('code');
  if (code === null) return null;
  const pending = JSON.parse(sessionStorage.getItem(PENDING) ?? '{}');
  sessionStorage.removeItem(PENDING);
  history.replaceState(null, '', here());
  if (searchParams.get('state') !== pending.state) throw new Error('This sign-in was not begun here.');
  const { token_endpoint: endpoint } = await discover(issuer);
  const response = await fetch(endpoint, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      client_id: clientId,
      redirect_uri: here(),
      code,
      code_verifier: pending.verifier,
    }),
  });
  if (!response.ok) throw new Error(`The issuer answered ${response.status}.`);
  const { access_token: token, id_token: idToken } = await response.json();
  const { name, nonce } = claimsOf(idToken);
  if (nonce !== pending.nonce) throw new Error('The token is of another sign-in.');
  return { token, name };
}

async function discover(issuer) {
  return (await fetch(`${issuer}/.well-known/openid-configuration`)).json();
}

function here() {
  return `${location.origin}${location.pathname}`;
}

function random() {
  return toText(crypto.getRandomValues(new Uint8Array(32)));
}

async function challengeOf(verifier) {
  return toText(new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier))));
}

/** Base64url. */
function toText(bytes) {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}

/** It came from the issuer itself, over its own address: only what it says is read here. */
function claimsOf(token) {
  const text = atob(token.split('.')[1].replaceAll('-', '+').replaceAll('_', '/'));
  return JSON.parse(new TextDecoder().decode(Uint8Array.from(text, (character) => character.charCodeAt(0))));
}
