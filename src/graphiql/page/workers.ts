import type {} from 'monaco-editor';

/**
 * Tells Monaco where its workers are. They are files of their own beside this script, so that the page needs neither
 * blob: URLs nor a CDN and the Content-Security-Policy can stay at worker-src 'self'.
 */
export function setupWorkers(): void {
  window.MonacoEnvironment = {
    getWorker(_moduleId: string, label: string) {
      const file = label === 'json' || label === 'graphql' ? WORKER_FILES[label] : WORKER_FILES.editor;
      return new Worker(new URL(file, import.meta.url), { name: label });
    },
  };
}
