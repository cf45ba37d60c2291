export * from './host';
export * from './kinds';
export * from './ours';
export * from './rollups';
export * from './summaries';
