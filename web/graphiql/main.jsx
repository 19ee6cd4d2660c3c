import './workers.js';
import '@graphiql/react/style.css';
import '@graphiql/plugin-doc-explorer/style.css';
import '@graphiql/plugin-history/style.css';
import 'graphiql/graphiql.css';
import '@graphiql/plugin-explorer/style.css';
import './style.css';

import { DOC_EXPLORER_PLUGIN } from '@graphiql/plugin-doc-explorer';
import { explorerPlugin } from '@graphiql/plugin-explorer';
import { HISTORY_PLUGIN } from '@graphiql/plugin-history';
import { ChevronDownIcon, ToolbarMenu, UnStyledButton, useGraphiQL, useGraphiQLActions } from '@graphiql/react';
import { createGraphiQLFetcher } from '@graphiql/toolkit';
import { GraphiQL } from 'graphiql';
import { createRoot } from 'react-dom/client';
import { loadExamples } from './examples.js';

const url = new URL('/graphql', window.location.origin);
const socketUrl = new URL(url);
socketUrl.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';

const fetcher = createGraphiQLFetcher({
  url: url.href,
  subscriptionUrl: socketUrl.href,
  // The server offers no @defer or @stream. Without them GraphiQL asks for
  // application/graphql-response+json instead of multipart/mixed.
  enableIncrementalDelivery: false,
});

const plugins = [HISTORY_PLUGIN, explorerPlugin({ showAttribution: false })];

/** True until GraphiQL has kept tabs of its own in this browser. */
function isFirstVisit() {
  try {
    return window.localStorage.getItem('graphiql:tabState') === null;
  } catch {
    return true;
  }
}

/** Opens an example in a new tab, or in the present one while that is empty. */
function ExamplesMenu({ examples }) {
  const { addTab } = useGraphiQLActions();
  const queryEditor = useGraphiQL((state) => state.queryEditor);
  const variableEditor = useGraphiQL((state) => state.variableEditor);

  function open(example) {
    if (queryEditor.getValue().trim()) addTab();
    queryEditor.setValue(example.query);
    variableEditor?.setValue(example.variables);
  }

  return (
    <ToolbarMenu
      button={
        <UnStyledButton className="opendoors-examples" disabled={!queryEditor}>
          Examples <ChevronDownIcon aria-hidden="true" />
        </UnStyledButton>
      }
    >
      {examples.map((example, index) => (
        <ToolbarMenu.Item key={index} onSelect={() => open(example)}>
          {example.name}
        </ToolbarMenu.Item>
      ))}
    </ToolbarMenu>
  );
}

function App({ examples, firstVisit }) {
  const [first] = examples;
  return (
    <GraphiQL
      fetcher={fetcher}
      plugins={plugins}
      // A later visit finds its tabs and its open panel again.
      visiblePlugin={firstVisit ? DOC_EXPLORER_PLUGIN : undefined}
      defaultTabs={first && [{ query: first.query, variables: first.variables }]}
      initialVariables={firstVisit ? first?.variables : undefined}
      defaultEditorToolsVisibility="variables"
      // Headers may hold secrets: they are never kept in the browser's storage.
      shouldPersistHeaders={false}
    >
      <GraphiQL.Logo>
        <span className="opendoors-bar">
          {examples.length > 0 && <ExamplesMenu examples={examples} />}
          <span>
            OpenDoors Graph<em>i</em>QL
          </span>
        </span>
      </GraphiQL.Logo>
    </GraphiQL>
  );
}

const examples = await loadExamples();
createRoot(document.getElementById('graphiql')).render(
  <App examples={examples} firstVisit={isFirstVisit()} />,
);
