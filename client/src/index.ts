export { type ClientOptions, DialogStatistics, type RequestOptions } from './client';
export * from './errors';
export * from './generated';
export { type Connection, items } from './items';
export type { Operation } from './operation';
