import type { DialogFilter } from '../../../read-side/dialog-filter';
import { type Narrowing, narrowedFilter } from '../../dialog-filter-value';

/** The filters that find the started dialogs of a row, and the missed and bounced ones of them. */
export function startedFilters<Row>(startedOf: (row: Row) => readonly [DialogFilter, Narrowing]) {
  const opening = (more: Narrowing) => (row: Row) => {
    const [filter, started] = startedOf(row);
    return narrowedFilter(filter, { ...started, ...more });
  };
  return {
    startedFilter: opening({}),
    missedFilter: opening({ kind: 'missed' }),
    bouncedFilter: opening({ kind: 'bounce' }),
  };
}
