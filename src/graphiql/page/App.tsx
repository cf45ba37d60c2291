import { DOC_EXPLORER_PLUGIN, DocExplorerStore } from '@graphiql/plugin-doc-explorer';
import { HISTORY_PLUGIN, HistoryStore } from '@graphiql/plugin-history';
import { GraphiQLProvider } from '@graphiql/react';
import { GraphiQL, GraphiQLInterface, type GraphiQLProps } from 'graphiql';
import { useMemo } from 'react';
import { ask, isUnauthenticated } from './api';
import { EditorSetup } from './EditorSetup';
import { StarterMenu } from './StarterMenu';
import { firstQuery } from './starterQueries';
import { TokenField } from './TokenField';
import { useStanding } from './useStanding';
import { useToken } from './useToken';

const plugins = [DOC_EXPLORER_PLUGIN, HISTORY_PLUGIN];

/** The page: a bar with the token and the starter queries, and GraphiQL below it. */
export function App() {
  const tokenState = useToken();
  const { token } = tokenState;
  const [standing, reportRefused] = useStanding(token);

  // GraphiQL fetches the schema again whenever it is given another fetcher, that is, with every other token.
  const fetcher = useMemo<GraphiQLProps['fetcher']>(
    () =>
      async ({ query, variables, operationName }) => {
        // For a tenth of a second after a change of tab GraphiQL still gives the operation name of the tab before.
        const present = operationName && query.includes(operationName);
        const answer = await ask(token, { query, variables, operationName: present ? operationName : undefined });
        if (isUnauthenticated(answer)) reportRefused(token);
        return answer;
      },
    [token, reportRefused],
  );

  return (
    <GraphiQLProvider
      fetcher={fetcher}
      defaultQuery={firstQuery}
      plugins={plugins}
      referencePlugin={DOC_EXPLORER_PLUGIN}
    >
      <HistoryStore>
        <DocExplorerStore>
          <header className="bar">
            <h1>Dialog statistics</h1>
            <TokenField tokenState={tokenState} standing={standing} />
            <StarterMenu />
          </header>
          <main>
            {/* The token has a field of its own; a headers editor beside it would be a second, hidden place for it. */}
            <GraphiQLInterface isHeadersEditorEnabled={false} showPersistHeadersSettings={false}>
              <GraphiQL.Logo>{null}</GraphiQL.Logo>
              <EditorSetup />
            </GraphiQLInterface>
          </main>
        </DocExplorerStore>
      </HistoryStore>
    </GraphiQLProvider>
  );
}
