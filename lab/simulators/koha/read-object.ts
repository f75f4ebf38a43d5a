/** The JSON object that a write brings, or the answer that Koha's description of itself has for anything else. */
import * as answers from './answer.ts';
import type { Answer } from '../answer.ts';
import type { RestCall } from './rest-call.ts';

export function readObject(
  call: RestCall,
  properties: { readonly known: readonly string[]; readonly required: readonly string[] },
): { readonly fields: Readonly<Record<string, unknown>> } | Answer {
  if (call.body === '') return answers.faults(400, [{ message: 'Missing property.', path: '/body' }]);
  const value = parse(call.body);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return answers.faults(400, [{ message: 'Expected object - got string.', path: '/body' }]);
  }
  const missing = properties.required.filter((name) => !Object.hasOwn(value, name));
  if (missing.length > 0) {
    return answers.faults(
      400,
      missing.map((name) => ({ message: 'Missing property.', path: `/body/${name}` })),
    );
  }
  const unknown = Object.keys(value).filter((name) => !properties.known.includes(name));
  if (unknown.length > 0) {
    return answers.faults(400, [{ message: `Properties not allowed: ${unknown.join(', ')}.`, path: '/body' }]);
  }
  return { fields: { ...value } };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
