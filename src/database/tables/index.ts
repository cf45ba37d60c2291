export * from './host';
export * from './ours';
