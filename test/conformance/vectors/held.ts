import { Vector } from '../vector';
import { absent, admin, CLIENT, confirmed, POOL, refused, signIn } from './setup';

const base = { pool: POOL.email, client: CLIENT.open };

export const heldVectors: Vector[] = [
  {
    ...base,
    name: 'a pool without device tracking lists no devices',
    tag: 'M',
    source: 'API reference, AdminListDevices: the name; https://github.com/aws-amplify/amplify-flutter/pull/1759: that it is refused',
    steps: [...confirmed(), admin('AdminListDevices', {}, refused('InvalidUserPoolConfigurationException'))],
  },
  {
    ...base,
    name: 'a pool without threat protection lists no sign-ins',
    tag: 'O',
    source: 'https://github.com/ministackorg/ministack/pull/1538',
    steps: [...confirmed(), signIn(), admin('AdminListUserAuthEvents', {}, refused('UserPoolAddOnNotEnabledException'))],
  },
  {
    ...base,
    pool: { ...POOL.email, UserPoolAddOns: { AdvancedSecurityMode: 'AUDIT' }, UserPoolTier: 'PLUS' },
    name: 'a pool with threat protection lists sign-ins, newest first',
    tag: 'M',
    source: 'API reference, AdminListUserAuthEvents',
    steps: [
      ...confirmed(),
      signIn({ error: { name: 'NotAuthorizedException' } }, 'Wrong-1-password!'),
      signIn(),
      admin('AdminListUserAuthEvents', {}, {
        expect: { AuthEvents: [{ EventType: 'SignIn', EventResponse: 'Pass' }, { EventType: 'SignIn', EventResponse: 'Fail' }], NextToken: absent },
      }),
    ],
  },
];
