import { Logo } from './Logo';

/** For whoever runs the app: nothing works before that is put right. */
export const ConfigProblem = ({ message }: { readonly message: string }) => (
  <main className="alone">
    <section className="card narrow" role="alert">
      <Logo />
      <h1>This app is not set up yet</h1>
      <p>{message}</p>
      <p className="hint">
        It is set in <code>.env.local</code> before <code>npm run build</code>, or in a file <code>config.json</code> beside the app.
        Then reload this page.
    </p>
    </section>
  </main>
);
