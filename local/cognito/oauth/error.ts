import { Endpoint } from './endpoint';
import { html, page } from '../../html';

/** [O] Where Cognito leads a browser that has no callback to trust. */
export const error: Endpoint = async (_cognito, { query }) => page('Error', html`
<p class="error">An error was encountered with the requested page.</p>
<p><code>${query.get('error') ?? 'unknown'}</code></p>`, { status: 400 });
