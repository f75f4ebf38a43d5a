/** Asks for a page of editions at the gateway's HTTP door, and reads what was said of every holding. */
export interface AskOptions {
  readonly url: string;
  readonly isbns: readonly string[];
  /** What the caller is willing to wait, milliseconds. */
  readonly budgetMs: number;
}

export interface PageAnswer {
  /** Milliseconds until the last byte of the answer was there. */
  readonly ms: number;
  readonly holdings: readonly PageHolding[];
}

export interface PageHolding {
  readonly library: { readonly system: { readonly id: string } };
  readonly availability: { readonly state: string; readonly itemCount: number | null };
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
  readonly data?: {
    readonly editions: readonly { readonly editions: readonly { readonly holdings: PageHolding[] }[] }[];
  };
  readonly errors?: unknown;
}

/** Throws where the answer has errors. Reading the JSON is the caller's time, not the hub's. */
export async function askPage({ url, isbns, budgetMs }: AskOptions): Promise<PageAnswer> {
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
  return { ms, holdings: data.editions.flatMap(({ editions }) => editions.flatMap(({ holdings }) => holdings)) };
}

/** Throws where anything in the answer is not LIVE. */
export async function askLivePage(options: AskOptions): Promise<PageAnswer> {
  const answer = await askPage(options);
  const states = new Set(answer.holdings.map(({ availability }) => availability.state));
  if (states.size !== 1 || !states.has('LIVE')) throw new Error(`the page is ${[...states].join(', ')}, not LIVE`);
  return answer;
}

export function countItems(holdings: readonly PageHolding[]): number {
  return holdings.reduce((sum, { availability }) => sum + (availability.itemCount ?? 0), 0);
}
