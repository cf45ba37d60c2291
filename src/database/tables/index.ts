export * from './host';
export * from './kinds';
export * from './ours';
