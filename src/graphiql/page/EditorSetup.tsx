import { KeyCode, type MonacoEditor, pick, useGraphiQL } from '@graphiql/react';
import { useEffect, useRef } from 'react';

/** Prepares an editor that is written in: lines wrap, and Escape leaves it as Enter enters it. */
function setup(editor: MonacoEditor | undefined) {
  if (!editor) return;
  editor.updateOptions({ wordWrap: 'on' });
  // Tab indents, so without a way out the keyboard would be caught inside. Escape closes what is open first.
  const action = editor.addAction({
    id: 'leave-editor',
    label: 'Leave the Editor',
    keybindings: [KeyCode.Escape],
    precondition: '!suggestWidgetVisible && !findWidgetVisible && !parameterHintsVisible && !inSnippetMode',
    run: () => editor.getContainerDomNode().focus(),
  });
  return () => action.dispose();
}

/** What GraphiQL's editors lack; shows nothing itself. */
export function EditorSetup() {
  const { queryEditor, variableEditor, responseEditor, schema, fetchError } = useGraphiQL(
    pick('queryEditor', 'variableEditor', 'responseEditor', 'schema', 'fetchError'),
  );
  const errorShown = useRef<string>(null);

  useEffect(() => setup(queryEditor), [queryEditor]);
  useEffect(() => setup(variableEditor), [variableEditor]);

  // GraphiQL shows in the result pane why it got no schema, and leaves that there when it gets one.
  useEffect(() => {
    if (fetchError) errorShown.current = fetchError;
    else if (schema && responseEditor?.getValue() === errorShown.current) responseEditor?.setValue('');
  }, [fetchError, schema, responseEditor]);

  return null;
}
