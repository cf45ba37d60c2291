/** A query or mutation with the types of its answer and of its variables. */
export interface Operation<Data, Variables> {
  readonly name: string;
  readonly kind: 'query' | 'mutation';
  readonly text: string;
  /** Of the types only: there is no such value. */
  readonly types?: (variables: Variables) => Data;
}

/** Variables of an operation; none need be given where none must. */
export type Given<Variables> =
  Record<string, never> extends Variables ? [variables?: Variables] : [variables: Variables];
