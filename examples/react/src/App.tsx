import { lazy, Suspense, useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore, type ComponentType } from 'react';
import { Alert } from './components/Alert';
import { Dialog } from './components/Dialog';
import { Loading } from './components/Loaded';
import { Page } from './components/Page';
import { SignInFlow } from './components/SignInFlow';
import type { Config } from './config';
import { Cancelled, hasCode } from './errors';
import { currentRoute, goTo, useRoute } from './routes';
import { RegisterScreen } from './screens/RegisterScreen';
import { SignInScreen } from './screens/SignInScreen';
import type { ApiService } from './services/ApiService';
import type { OAuthTokens } from './services/oauth';
import { claimsOf } from './services/tokens';
import { SharedContext, type Shared } from './shared';

const named = <Name extends string>(load: () => Promise<Record<Name, ComponentType>>, name: Name) =>
  lazy(async () => ({ default: (await load())[name] }));

/** Whoever is not signed in sees these, by the route. All else asks to sign in, and is then where the person wanted to go. */
const OPEN: Record<string, ComponentType> = {
  '/register': RegisterScreen,
  '/sign-up': named(() => import('./screens/SignUpScreen'), 'SignUpScreen'),
  '/forgot-password': named(() => import('./screens/ForgotPasswordScreen'), 'ForgotPasswordScreen'),
  '/reset-mfa': named(() => import('./screens/ResetMfaScreen'), 'ResetMfaScreen'),
};

const ProfileScreen = named(() => import('./screens/ProfileScreen'), 'ProfileScreen');
const OWN: Record<string, ComponentType> = {
  '/profile': ProfileScreen,
  '/security': named(() => import('./screens/SecurityScreen'), 'SecurityScreen'),
  '/sessions': named(() => import('./screens/SessionsScreen'), 'SessionsScreen'),
  '/tokens': named(() => import('./screens/TokensScreen'), 'TokensScreen'),
  '/data': named(() => import('./screens/DataScreen'), 'DataScreen'),
  '/reports': named(() => import('./screens/ReportsScreen'), 'ReportsScreen'),
  '/admin': named(() => import('./screens/AdminScreen'), 'AdminScreen'),
};
const FederatedScreen = lazy(async () => ({ default: (await import('./screens/FederatedScreen')).FederatedScreen }));

interface AppProps {
  readonly config: Config;
  readonly api: ApiService;
  /** What came back from an identity provider, if anything did. */
  readonly federated: { readonly tokens?: OAuthTokens; readonly error?: unknown };
}

export function App({ config, api: { client, session }, federated }: AppProps) {
  const arrived = useRef(Date.now());
  const subscribe = useCallback((listener: () => void) => session.subscribe(() => {
    arrived.current = Date.now();
    listener();
  }), [session]);
  const tokens = useSyncExternalStore(subscribe, () => session.tokens);
  const route = useRoute();
  const [notice, setNotice] = useState({ text: '', route: '' });
  const [question, setQuestion] = useState<{ readonly answered: () => void; readonly cancelled: () => void }>();
  const isSignedIn = tokens !== undefined;

  const shared = useMemo((): Shared => {
    const say = (text: string) => setNotice({ text, route: currentRoute() });
    const askAgain = () => new Promise<void>((answered, rejected) => {
      say('');
      setQuestion({ answered, cancelled: () => rejected(new Cancelled()) });
    }).finally(() => setQuestion(undefined));
    const call = async (...args: Parameters<typeof session.call>) => {
      try {
        return await session.call(...args);
      } catch (error) {
        if (!hasCode(error, 'REAUTHENTICATION_REQUIRED')) {
          throw error;
        }
        await askAgain();
        return session.call(...args);
      }
    };
    return {
      config,
      client,
      session: { call: call as typeof session.call, accessToken: session.accessToken, get tokens() { return session.tokens; } },
      signedIn: (answer) => {
        say('');
        // To where the person wanted to go; not back to where one asks for an account.
        if (currentRoute() in OPEN) {
          goTo('/');
        }
        session.start(answer);
      },
      arrivedAt: () => arrived.current,
      signOut: async (scope) => {
        const { tokens: last } = session;
        const told = session.end({ scope }).catch(async (error) => {
          // An API that does not track sessions ends all of them, or none.
          if (!last || !hasCode(error, 'INVALID_REQUEST')) {
            throw error;
          }
          const { id_token, access_token } = last;
          const body = config.tokenDelivery === 'COOKIE' ? {} : { email: String(claimsOf(id_token).email), access_token };
          await client.call('POST /v1/logout', { body });
        }).then(() => true, () => false);
        goTo('/');
        say(await told
          ? 'You are signed out.'
          : 'You are signed out here. The service could not be told, so that the session may live on there until it expires.');
      },
      say,
    };
  }, [config, client, session]);

  useEffect(() => session.subscribe((event) => {
    if (event === 'EXPIRED') {
      shared.say('Your session has ended. Please sign in again.');
    }
  }), [session, shared]);

  const Screen = isSignedIn ? OWN[route] ?? ProfileScreen : OPEN[route] ?? SignInScreen;
  return (
    <SharedContext value={shared}>
      <Page isSignedIn={isSignedIn} notice={notice.route === route ? notice.text : ''}>
        {!isSignedIn && <Alert error={federated.error} />}
        <Suspense fallback={<Loading what="the page" />}>
          {federated.tokens && !isSignedIn ? <FederatedScreen tokens={federated.tokens} /> : <Screen key={route} />}
        </Suspense>
      </Page>
      {question && tokens && (
        <Dialog label="Is it you?" onClose={question.cancelled}>
          <SignInFlow level={2} email={String(claimsOf(tokens.id_token).email)}
            reason="This takes a sign-in of the last ten minutes, and yours is longer ago."
            onTokens={(answer) => { shared.signedIn(answer); question.answered(); }} />
        </Dialog>
      )}
    </SharedContext>
  );
}
