/**
 * Documents that were found valid, and their plans, kept so that the same text is read and planned once. What is kept of a document
 * holds nothing of its text: positions lead to the whole text, and so does every longer name and value, which are slices of it. A
 * kilobyte of query would hold all the comments around it.
 */
import type { ApolloServerPlugin } from '@apollo/server';
import type { DocumentNode } from 'graphql';
import { LRUCache } from 'lru-cache';

/** `maxSize` in characters as JSON, all together: about a sixth of what they take in memory. A discovery system asks a few hundred. */
const KEPT_DOCUMENTS = { max: 500, maxSize: 4 * 1024 * 1024 };
export const KEPT_PLANS = { max: 500, maxSize: 8 * 1024 * 1024 };

/** What was asked for last, as Apollo keeps documents and plans. */
export function keepLast<Kept extends object>(
  bounds: { readonly max: number; readonly maxSize: number } = KEPT_DOCUMENTS,
) {
  const kept = new LRUCache<string, Kept>({ ...bounds, sizeCalculation: (one) => JSON.stringify(one).length });
  return {
    get: async (key: string) => kept.get(key),
    set: async (key: string, one: Kept) => void kept.set(key, one),
    delete: async (key: string) => kept.delete(key),
    clear: () => {
      kept.clear();
    },
  };
}

/** The document without its positions, of strings that are its own. */
export function withoutText(document: DocumentNode): DocumentNode {
  const text = JSON.stringify(document, (key, value: unknown) => (key === 'loc' ? undefined : value));
  return JSON.parse(text) as DocumentNode;
}

/** As soon as a document is valid it is taken without its text, by whoever keeps something of it. */
export const textForgettingPlugin: ApolloServerPlugin = {
  async requestDidStart() {
    return {
      async validationDidStart(request: { document: DocumentNode }) {
        return async (errors) => {
          if (errors === undefined) request.document = withoutText(request.document);
        };
      },
    };
  },
};
