import { DropdownMenu, pick, useGraphiQL, useGraphiQLActions } from '@graphiql/react';
import { useRef } from 'react';
import { starterQueries } from './starterQueries';

/** The menu of starter queries. It never overwrites what somebody wrote: a query opens in its own tab. */
export function StarterMenu() {
  const { tabs, activeTabIndex, queryEditor } = useGraphiQL(pick('tabs', 'activeTabIndex', 'queryEditor'));
  const { addTab, changeTab } = useGraphiQLActions();
  const chosen = useRef(false);

  function open(query: string) {
    chosen.current = true;
    const openTab = tabs.findIndex((tab) => tab.query === query);
    if (openTab >= 0) {
      if (openTab !== activeTabIndex) changeTab(openTab);
    } else {
      if (queryEditor?.getValue().trim()) addTab();
      queryEditor?.setValue(query);
    }
  }

  /** After a choice the focus goes on to the query; the menu would give it back to its button. */
  function focusQuery(event: Event) {
    if (!chosen.current) return;
    chosen.current = false;
    event.preventDefault();
    queryEditor?.focus();
  }

  return (
    <DropdownMenu>
      <DropdownMenu.Button disabled={!queryEditor}>
        Starter queries <span aria-hidden="true">▾</span>
      </DropdownMenu.Button>
      <DropdownMenu.Content collisionPadding={8} onCloseAutoFocus={focusQuery}>
        {starterQueries.map(({ title, query }) => (
          <DropdownMenu.Item key={title} onSelect={() => open(query)}>
            {title}
          </DropdownMenu.Item>
        ))}
      </DropdownMenu.Content>
    </DropdownMenu>
  );
}
