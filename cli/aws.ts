/** AWS's clients, in a file of their own beside the command's bundle: the offline run starts without them. */
export { CloudFormationClient, ListStackResourcesCommand } from '@aws-sdk/client-cloudformation';
export {
  AdminAddUserToGroupCommand, AdminCreateUserCommand, AdminGetUserCommand, CognitoIdentityProviderClient, DescribeUserPoolCommand, GetGroupCommand,
} from '@aws-sdk/client-cognito-identity-provider';
