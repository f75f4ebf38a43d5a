/** Refusals as the web services write them: a list of messages, often under HTTP 500. */
import type { Answer } from '../answer.ts';
import type { SymphonyRefusal } from './tables.ts';

export interface Message {
  readonly code: string;
  readonly message: string;
}

const JSON_TYPE = 'application/json;charset=UTF-8';

/** `{"messageList":[{"code":"hatErrorResponse.722","message":"User already has a hold on this material"}]}` */
export function refusal(status: number, ...messageList: readonly Message[]): Answer {
  return { status, contentType: JSON_TYPE, body: JSON.stringify({ messageList }) };
}

/** What the world refuses; where staff may override it, with the question that the server asks. */
export function refusalOf({ status, code, message, promptType }: SymphonyRefusal): Answer {
  if (promptType === undefined) return refusal(status, { code, message });
  const dataMap = { promptType, recommendedAction: null, promptRequiresData: false, promptDataType: null };
  const body = { messageList: [{ code, message }], promptRequired: true, dataMap };
  return { status, contentType: JSON_TYPE, body: JSON.stringify(body) };
}

export function sessionTimedOut(): Answer {
  return refusal(401, { code: 'sessionTimedOut', message: 'The session has timed out.' });
}

export function unableToLogin(): Answer {
  return refusal(401, { code: 'unableToLogin', message: 'Unable to log in.' });
}

/** A card and a PIN that do not fit. */
export function unableToAuthenticate(): Answer {
  return refusal(401, { code: 'unableToAuthenticate', message: 'Unable to authenticate.' });
}

export function recordNotFound(resource: string, key: string): Answer {
  return refusal(404, {
    code: 'recordNotFound',
    message: `Could not find a(n) ${resource} record with the key ${key}.`,
  });
}

export function keyParseError(resource: string, key: string): Answer {
  return refusal(400, { code: 'keyParseError', message: `Unable to parse the ${resource} key ${key}.` });
}

/** A crash of the service, which looks as a refusal does. */
export function unhandledException(): Answer {
  return refusal(500, {
    code: 'unhandledException',
    message: 'Unhandled exception: class java.lang.NullPointerException',
  });
}

export function required(...names: readonly string[]): Answer {
  return refusal(
    400,
    ...names.map((name) => ({ code: 'requiredFieldMissing', message: `The required field ${name} is missing.` })),
  );
}

/** What the circulation server refuses by number. */
export const HAT = {
  duplicateHold: { code: 'hatErrorResponse.722', message: 'User already has a hold on this material' },
  recordInUse: { code: 'hatErrorResponse.116', message: 'Record in use by another session' },
  renewalLimit: { code: 'hatErrorResponse.141', message: 'Renewal limit exceeded' },
  recalled: { code: 'hatErrorResponse.105', message: 'Item has been recalled' },
  hasHolds: { code: 'hatErrorResponse.252', message: 'Item has holds' },
  noCopyForHold: { code: 'hatErrorResponse.447', message: 'No copy can fill this hold' },
} as const satisfies Readonly<Record<string, Message>>;
