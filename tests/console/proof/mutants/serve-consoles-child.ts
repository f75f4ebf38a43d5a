/** Serves copies of the console over one graph: the first argument is its address, the others are folders. Tells their addresses. */
import { pathToFileURL } from 'node:url';
import type * as console from '#console/index.ts';
import { createLogger } from '#platform/logger.ts';

const [graphUrl = '', ...folders] = process.argv.slice(2);
const ready = async () => ({ ready: true });
const urls: string[] = [];
for (const folder of folders) {
  const copy = (await import(pathToFileURL(`${folder}/index.ts`).href)) as typeof console;
  const logger = createLogger('silent');
  const { url } = await copy.startConsole({ host: '127.0.0.1', port: 0, graphUrl, ready, logger });
  urls.push(url);
}
process.send?.(urls);
process.on('disconnect', () => process.exit());
