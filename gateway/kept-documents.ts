/**
 * Documents that were found valid, kept so that the same text is read once. What is kept of one holds nothing of its text:
 * positions lead to the whole text, and so does every longer name and value, which are slices of it. A kilobyte of query
 * would hold all the comments around it.
 */
import type { ApolloServerOptions, ApolloServerPlugin, BaseContext } from '@apollo/server';
import type { DocumentNode } from 'graphql';
import { LRUCache } from 'lru-cache';

type DocumentStore = NonNullable<ApolloServerOptions<BaseContext>['documentStore']>;

export interface KeptDocumentsBounds {
  readonly entries: number;
  /** Of all documents, as JSON: about a sixth of what they take in memory. */
  readonly characters: number;
}

export const KEPT_DOCUMENTS: KeptDocumentsBounds = { entries: 500, characters: 4 * 1024 * 1024 };

export function createDocumentStore({ entries, characters }: KeptDocumentsBounds = KEPT_DOCUMENTS): DocumentStore {
  const documents = new LRUCache<string, DocumentNode>({
    max: entries,
    maxSize: characters,
    sizeCalculation: (document) => JSON.stringify(document).length,
  });
  return {
    get: async (key) => documents.get(key),
    set: async (key, document) => void documents.set(key, document),
    delete: async (key) => documents.delete(key),
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
