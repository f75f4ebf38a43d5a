/** Files as marc4j reads them: the reader of SolrMarc, which indexes for VuFind and for Blacklight. */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { isInstalled, runTool } from '../support/tools.ts';

const JAR = '/usr/share/java/marc4j.jar';
const PROGRAM = fileURLToPath(new URL('ReadMarc.java', import.meta.url));

/** Where it is not, tests that need it are skipped. */
export const marc4jThere = existsSync(JAR) && isInstalled('javac', '-version');

export interface IndexedRecord {
  readonly id: string;
  /** Position 5 of the leader. */
  readonly status: string;
  readonly title: string | null;
  /** 852 $h, each once. */
  readonly callNumbers: readonly string[];
  /** 035 $a */
  readonly numbers: readonly string[];
}

/** Throws if marc4j cannot read a record, or has to mend one. */
export async function indexWithMarc4j(...files: readonly string[]): Promise<readonly IndexedRecord[]> {
  const { code, out, notes } = await runTool('java', ['-Dfile.encoding=UTF-8', '-cp', JAR, PROGRAM, ...files]);
  const lines = out.split('\n').filter((line) => line !== '');
  const mended = lines.filter((line) => line.startsWith('!'));
  if (code !== 0 || mended.length > 0) throw new Error(`marc4j: ${notes}${mended.join('\n')}`);
  return lines.map(toRecord);
}

function toRecord(line: string): IndexedRecord {
  const [leader = '', ...fields] = line.split('\u001E');
  const valuesOf = (tag: string, code: string): readonly string[] =>
    fields
      .filter((field) => field.startsWith(tag))
      .flatMap((field) => field.split('\u001F').slice(1))
      .flatMap((part) => (part.startsWith(code) ? [part.slice(1)] : []));
  return {
    id: fields.find((field) => field.startsWith('001'))?.slice(3) ?? '',
    status: leader.charAt(5),
    title: valuesOf('245', 'a')[0] ?? null,
    callNumbers: [...new Set(valuesOf('852', 'h'))],
    numbers: valuesOf('035', 'a'),
  };
}
