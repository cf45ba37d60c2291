import type { ApolloServerOptionsWithTypeDefs } from '@apollo/server';
import type { DocumentNode } from 'graphql';
import { LRUCache } from 'lru-cache';

type DocumentStore = NonNullable<ApolloServerOptionsWithTypeDefs<object>['documentStore']>;

/** A parsed text takes some eighty times its length. */
const MOST_CHARACTERS = 500_000;

/** Texts that were found to be valid, parsed: those asked last, of so many characters in all, whatever is asked. */
export function createDocumentStore(): DocumentStore {
  const documents = new LRUCache<string, DocumentNode>({
    maxSize: MOST_CHARACTERS,
    sizeCalculation: ({ loc }) => loc?.end || 1,
  });
  return {
    get: async (key) => documents.get(key),
    async set(key, document) {
      documents.set(key, document);
    },
    delete: async (key) => documents.delete(key),
  };
}
