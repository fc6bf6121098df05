import { InertResources } from '../../local/inert';

const inert = new InertResources('Stack', (service, resource) => `arn:aws:${service}:eu-central-1:123456789012:${resource}`);
const make = (properties: object) => inert.make({ type: 'AWS::SSM::Parameter', logicalId: 'ApiUrl', properties } as Parameters<typeof inert.make>[0]);

test('a parameter of SSM is left out, and those that refer to it get its name and its value', () => {
  const named = make({ Name: '/harbour/api-url', Type: 'String', Value: 'https://auth.example.com' });
  expect(named).toMatchObject({ ref: '/harbour/api-url', attributes: { Value: 'https://auth.example.com' } });
  expect(make({ Type: 'String', Value: 'x' }).ref).toMatch(/^Stack-ApiUrl/);
  expect(inert.leftOut()).toEqual(['2 AWS::SSM::Parameter']);
});
