import { Alert } from '../components/Alert';
import { Button } from '../components/Button';
import { SignInFlow } from '../components/SignInFlow';
import { hrefOf } from '../routes';
import { signInWith } from '../services/oauth';
import { useAction, useShared } from '../shared';

export function SignInScreen() {
  const { config: { oauth }, signedIn } = useShared();
  const elsewhere = useAction(async () => signInWith(oauth!));
  return (
    <SignInFlow onTokens={signedIn}>
      {oauth && (
        <>
          <p className="or">or</p>
          <Button look="secondary" busy={elsewhere.busy} onClick={() => void elsewhere.run()}>Sign in with {oauth.provider}</Button>
          <Alert error={elsewhere.error} />
        </>
      )}
      <ul className="ways">
        <li><a href={hrefOf('/register')}>Create an account</a></li>
        <li><a href={hrefOf('/forgot-password')}>Forgot the password?</a></li>
        <li><a href={hrefOf('/reset-mfa')}>Lost the authenticator app?</a></li>
      </ul>
    </SignInFlow>
  );
}
