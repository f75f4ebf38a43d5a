/** What `mercia doctor` says of the issuers that the region file names: whether their keys can be had, and why not. */
import type { Region } from '#domain/region.ts';
import { countKeys } from '#gateway/index.ts';
import { renderTable } from '../output.ts';

const LIMIT_MS = 5_000;

export async function reportIssuers({ issuers }: Pick<Region, 'issuers'>) {
  return Promise.all(
    issuers.map(async (each) => {
      const { issuer } = each;
      try {
        return { issuer, ok: true, detail: `keys: ${await countKeys(each, LIMIT_MS)}` };
      } catch (error) {
        return { issuer, ok: false, detail: describe(error) };
      }
    }),
  );
}

/** Empty if the region names none. */
export function renderIssuers(reports: Awaited<ReturnType<typeof reportIssuers>>): string {
  if (reports.length === 0) return '';
  const rows = reports.map(({ issuer, ok, detail }) => ['  ', ok ? 'ok' : 'FAILS', issuer, detail]);
  return `sign-in\n${renderTable(rows)}\n`;
}

/** `fetch` puts what happened into the cause. */
function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message;
}
