import { createRoot } from 'react-dom/client';
import { App } from './App';
import { ConfigProblem } from './components/ConfigProblem';
import { ConfigError, loadConfig } from './config';
import { createApiService } from './services/ApiService';
import { comeBack } from './services/oauth';
import './styles/theme.css';
import './styles/base.css';
import './styles/layout.css';
import './styles/forms.css';
import './styles/parts.css';

const root = createRoot(document.getElementById('root')!);

async function start() {
  const config = await loadConfig();
  const api = createApiService(config);
  const federated = await comeBack(config.oauth).then((tokens) => ({ tokens }), (error: unknown) => ({ error }));
  if (config.tokenDelivery === 'COOKIE') {
    // Nobody was signed in, or no longer: then the person signs in.
    await api.session.resume().catch(() => undefined);
  }
  root.render(<App config={config} api={api} federated={federated} />);
}

start().catch((error: unknown) => {
  root.render(<ConfigProblem message={error instanceof ConfigError ? error.message : 'The file config.json beside the app cannot be read.'} />);
});
