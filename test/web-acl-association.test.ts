import { defaultStack, only, synth } from './support/template';

const webAclArn = 'arn:aws:wafv2:eu-central-1:123456789012:regional/webacl/people/0123';

test('webAclArn guards the user pool, since HTTP APIs cannot have a web ACL', () => {
  const { template, auth, stack } = synth({ webAclArn });
  expect(only(template, 'AWS::WAFv2::WebACLAssociation')).toEqual({ ResourceArn: stack.resolve(auth.userPool.userPoolArn), WebACLArn: webAclArn });
  expect(auth.webAclAssociation).toBeDefined();
});

test('without it there is none', () => {
  defaultStack().template.resourceCountIs('AWS::WAFv2::WebACLAssociation', 0);
});
