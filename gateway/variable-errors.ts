/** Faults of variables, reported without what was sent: a PIN in the wrong place is still a PIN. Pure. */

const FAULT = /^Variable "\$(?<name>\w+)" got invalid value /u;
/** Behind the value, where it stands within the variable. */
const PLACE = / at "(?<place>[\w.[\]]+)"; /gu;
/** What can be said by names of the schema and of fields alone; everything else that `graphql` says repeats the value. */
const REASON =
  /(?:Field "\w+" of required type "[\w![\]]+" was not provided|Field "\w+" is not defined by type "\w+"|Expected (?:non-nullable )?type "[\w![\]]+" (?:to be an object|not to be null))\./u;

/** The message as it was where it is of something else. */
export function withoutValue(message: string): string {
  const name = FAULT.exec(message)?.groups?.['name'];
  if (name === undefined) return message;
  const place = [...message.matchAll(PLACE)].at(-1)?.groups?.['place'];
  const reason = REASON.exec(message)?.[0] ?? 'Its value is none of the type that is asked for.';
  return `Variable "$${name}" cannot be read${place === undefined ? '' : ` at "${place}"`}. ${reason}`;
}
