/** Asks for a page of editions at the gateway's HTTP door. */
interface AskOptions {
  readonly url: string;
  readonly isbns: readonly string[];
  /** What the caller is willing to wait, milliseconds. */
  readonly budgetMs: number;
}

/** Editions with every copy's live state. */
export const LIVE_PAGE = `query ($by: [EditionKey!]!) {
  editions(by: $by) {
    editions {
      id title
      holdings {
        id library { id name system { id } }
        availability {
          state asOf itemCount availableCount holdQueue earliestDue { on at }
          items { edges { node { id status callNumber due { on } } } }
        }
      }
    }
  }
}`;

interface Answer {
  readonly data?: { readonly editions: readonly { readonly editions: readonly Edition[] }[] };
  readonly errors?: unknown;
}

interface Edition {
  readonly holdings: readonly { readonly availability: { readonly state: string } }[];
}

/** Milliseconds until the last byte was there. Throws where the answer has errors, or where anything in it is not LIVE. */
export async function askLivePage({ url, isbns, budgetMs }: AskOptions): Promise<number> {
  const from = performance.now();
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'mercia-budget-ms': String(budgetMs) },
    body: JSON.stringify({ query: LIVE_PAGE, variables: { by: isbns.map((isbn) => ({ isbn })) } }),
  });
  const text = await response.text();
  const ms = performance.now() - from;
  const { data, errors } = JSON.parse(text) as Answer;
  if (data === undefined || errors !== undefined) throw new Error(`the page has errors: ${JSON.stringify(errors)}`);
  const holdings = data.editions.flatMap(({ editions }) => editions.flatMap((edition) => edition.holdings));
  const states = new Set(holdings.map(({ availability }) => availability.state));
  if (states.size !== 1 || !states.has('LIVE')) throw new Error(`the page is ${[...states].join(', ')}, not LIVE`);
  return ms;
}
