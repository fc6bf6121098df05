import { rmSync } from 'node:fs';
import { startLocal } from '../../local/server';
import { synthesize } from '../support/synthesize';

test('a stack with an identity pool starts, and the run says what is missed', async () => {
  const directory = synthesize({ identityPool: {}, groups: { admins: { createRole: true } } });
  const noticed: string[] = [];
  const run = await startLocal({ directory, port: 0, log: (line) => noticed.push(line) });
  try {
    expect(noticed).toContain('No identity pool here: tokens name the roles of groups, and nobody exchanges them for credentials.');
    expect(noticed).toContain('Left out, for they change no answer: 1 AWS::Cognito::IdentityPool, 1 AWS::Cognito::IdentityPoolRoleAttachment');
    const outputs: Record<string, string> = await (await fetch(`http://127.0.0.1:${run.port}/_local/outputs`)).json() as any;
    expect(Object.entries(outputs).find(([name]) => /IdentityPoolId/.test(name))![1]).toMatch(/^[a-z]+-[a-z]+-\d:[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/);
  } finally {
    await run.stop();
    rmSync(directory, { recursive: true, force: true });
  }
});
