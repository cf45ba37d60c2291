import type { DialogOrder, DialogOrderField } from '../api/operations';

const PAGE = 50;
const FIELDS: readonly DialogOrderField[] = ['CREATED_AT', 'RESOLVED_AT', 'UPDATED_AT'];

/** The order that the address names, as `-CREATED_AT`: a minus before it for the latest first, as lists usually are. */
export function readOrder(text: string | undefined): DialogOrder {
  const field = FIELDS.find((known) => known === text?.replace(/^-/, ''));
  if (!field) return { field: 'CREATED_AT', direction: 'DESC' };
  return { field, direction: text!.startsWith('-') ? 'DESC' : 'ASC' };
}

/** How the address names an order. */
export function writeOrder({ field, direction }: DialogOrder): string {
  return `${direction === 'DESC' ? '-' : ''}${field}`;
}

/** The page that the address names, as `after:` or `before:` a cursor; the first one without. */
export function pageOf(place: string | undefined) {
  const cursor = place?.slice(place.indexOf(':') + 1);
  if (cursor && place!.startsWith('after:')) return { first: PAGE, after: cursor };
  if (cursor && place!.startsWith('before:')) return { last: PAGE, before: cursor };
  return { first: PAGE };
}
