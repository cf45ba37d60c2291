import '@fontsource-variable/inter/wght.css';
import './styles/index.css';
import { QueryClientProvider } from '@tanstack/react-query';
import { createRoot } from 'react-dom/client';
import { App } from './App';
import { ViewProvider } from './address/useView';
import { SessionProvider } from './api/session';
import { createQueryClient } from './api/useAnswer';
import { TextsProvider } from './texts/useTexts';

createRoot(document.getElementById('root')!).render(
  <QueryClientProvider client={createQueryClient()}>
    <ViewProvider>
      <TextsProvider>
        <SessionProvider>
          <App />
        </SessionProvider>
      </TextsProvider>
    </ViewProvider>
  </QueryClientProvider>,
);
