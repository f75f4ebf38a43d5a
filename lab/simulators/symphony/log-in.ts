/** Staff log in and out; cards and PINs of patrons are checked for them. */
import type { Answer } from '../answer.ts';
import { refusal, required, unableToAuthenticate, unableToLogin } from './refusals.ts';
import type { Json } from './render.ts';
import { bodyOf, header, written, type Request, type Serving } from './requests.ts';

/** `{"staffKey":"1","name":"…","sessionToken":"…","pinStatus":…,"message":null}` */
export function logIn(request: Request, serving: Serving, kind: 'staff' | 'public'): Answer {
  if (request.method !== 'POST') return methodNotAllowed();
  const sent = bodyOf(request);
  if (sent === null) return unreadable();
  const login = sent['login'];
  const password = sent['password'];
  const missing = Object.entries({ login, password }).filter(([, value]) => typeof value !== 'string');
  if (missing.length > 0) return required(...missing.map(([name]) => name));
  const staff = serving.world.staff.get(String(login));
  const isRight = staff !== undefined && staff.password === password && kind === 'staff' && !serving.wrongCredentials;
  if (!isRight) return unableToLogin();
  return written(request, {
    staffKey: String([...serving.world.staff.keys()].indexOf(staff.login) + 1),
    name: staff.name,
    sessionToken: serving.sessions.begin(staff),
    pinCreateDate: '2020-01-01',
    pinExpirationDate: null,
    pinStatus: { resource: '/policy/userPinStatus', key: 'A', fields: pinStatus() },
    message: null,
  });
}

/** Its description is a raw message key, as servers send it. */
function pinStatus(): Json {
  return {
    policyNumber: 1,
    displayName: 'A',
    description: '$<userpin_active_status>',
    translatedDescription: 'User PIN is active',
  };
}

export function logOut(request: Request, { sessions }: Serving): Answer {
  sessions.end(header(request, 'x-sirs-sessiontoken') ?? '');
  return written(request, {});
}

/** `{"name":"…","patronKey":"821000"}` for a card and PIN that fit; no session of the patron begins. */
export function authenticate(request: Request, { world }: Serving): Answer {
  if (request.method !== 'POST') return methodNotAllowed();
  const sent = bodyOf(request);
  if (sent === null) return unreadable();
  const { barcode, password } = sent;
  const missing = Object.entries({ barcode, password }).filter(([, value]) => typeof value !== 'string');
  if (missing.length > 0) return required(...missing.map(([name]) => name));
  const patron = [...world.patrons.values()].find((one) => one.barcode === barcode);
  if (patron === undefined || patron.pin !== password) return unableToAuthenticate();
  return written(request, { name: `${patron.lastName}, ${patron.firstName}`, patronKey: patron.key });
}

function unreadable(): Answer {
  return refusal(400, { code: 'unparsableBody', message: 'The body is not a JSON object.' });
}

function methodNotAllowed(): Answer {
  return refusal(405, { code: 'methodNotAllowed', message: 'The method is not allowed here.' });
}
