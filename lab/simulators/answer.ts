/** What a simulated library system sends back. */
export interface Answer {
  readonly status: number;
  readonly contentType: string;
  readonly body: string | Uint8Array;
  /** Further headers; a name may come several times, as `Link` does. */
  readonly headers?: readonly (readonly [string, string])[];
}

export function isJson({ contentType }: Answer): boolean {
  return /\bjson\b/.test(contentType);
}

export function textOf({ body }: Answer): string {
  return Buffer.from(body).toString('utf8');
}

/** A page of HTML, as web servers write it when the system behind them has no say. */
export function page(status: number, title: string): Answer {
  return {
    status,
    contentType: 'text/html; charset=utf-8',
    body: `<!DOCTYPE html>\n<html><head><title>${title}</title></head><body><h1>${title}</h1></body></html>\n`,
  };
}
