import { readView, writeView } from '../../src/dashboard/page/address/view';
import { pageOf, readOrder, writeOrder } from '../../src/dashboard/page/dialogs/page';

describe('the address of a view', () => {
  test('holds all that is not as usual, and reads as it was written', () => {
    const view = {
      ...readView(''),
      ...{ view: 'dialogs' as const, period: { from: '2026-10-01', to: '2026-10-31' }, zone: 'Europe/Kyiv' },
      ...{ compare: undefined, inbox: ['2', '3'], team: ['1'], agent: ['9007199254740993'], sort: '-reply' },
      filter: { kind: ['MISSED' as const], createdAt: { from: '2026-10-01T00:00:00Z' } },
      ...{
        hours: 'working' as const,
        by: 'team' as const,
        from: 'missed',
        order: 'RESOLVED_AT',
        place: 'after:abc=',
        dialog: '7',
      },
    };
    expect(readView(writeView(view))).toEqual(view);
  });

  test('of the first view is short', () => {
    expect(writeView(readView(''))).toBe('?');
  });

  test.each([
    ['an unknown view', '?view=nothing'],
    ['an unknown period', '?period=forever'],
    ['days in the wrong order', '?days=2026-02-02..2026-02-01'],
    ['a day that does not exist', '?days=2026-02-30..2026-03-01'],
    ['a zone that does not exist', '?zone=Europe/Nowhere'],
    ['an offset for a zone', '?zone=%2B02:00'],
    ['ids that are none', '?inbox=one,two'],
    ['a filter that is no JSON', '?filter={'],
    ['a filter that is a list', '?filter=[1]'],
    ['hours that are none', '?hours=all'],
    ['an unknown comparison', '?compare=toString'],
  ])('%s is as if it were not there', (_what, search) => {
    expect(readView(search)).toEqual(readView(''));
  });
});

describe('the place in a list', () => {
  test('an order reads as it was written', () => {
    for (const text of ['-CREATED_AT', 'RESOLVED_AT', '-UPDATED_AT']) expect(writeOrder(readOrder(text))).toBe(text);
    expect(readOrder('name')).toEqual({ field: 'CREATED_AT', direction: 'DESC' });
  });

  test('a cursor may hold colons', () => {
    expect(pageOf('after:a:b')).toEqual({ first: 50, after: 'a:b' });
    expect(pageOf('before:c')).toEqual({ last: 50, before: 'c' });
    expect(pageOf('beside:c')).toEqual({ first: 50 });
    expect(pageOf(undefined)).toEqual({ first: 50 });
  });
});
