import { readFileSync } from 'node:fs';
import { format, type FormatConfig } from 'oxfmt';

const options = JSON.parse(readFileSync(new URL('../../.oxfmtrc.json', import.meta.url), 'utf8')) as FormatConfig;

/** A written page as `npm run check:format` wants it. `path` tells what it is written in. */
export async function formatPage(path: string, text: string): Promise<string> {
  const { code, errors } = await format(path, text, options);
  const [first] = errors;
  if (first !== undefined) throw new Error(`${path}: ${first.message}`);
  return code;
}
