/** The package has no types of its own; this is what is used of it. */
declare module 'graphql-markdown' {
  import type { IntrospectionQuery } from 'graphql';

  export interface RenderOptions {
    readonly title?: string;
    readonly prologue?: string;
    readonly skipTableOfContents?: boolean;
    /** Given each part of the page. */
    readonly printer?: (text: string) => void;
    /** Where a type is that is not on this page. */
    readonly unknownTypeURL?: (type: { readonly name: string }) => string;
  }
  export function renderSchema(schema: IntrospectionQuery, options: RenderOptions): void;
}
