/** AWS's clients, in a file of their own beside the command's bundle: the offline run starts without them. */
export { CloudFormationClient, DescribeStacksCommand, ListStackResourcesCommand } from '@aws-sdk/client-cloudformation';
export {
  AdminAddUserToGroupCommand, AdminCreateUserCommand, AdminDeleteUserCommand, AdminGetUserCommand, CognitoIdentityProviderClient,
  DescribeUserPoolClientCommand, DescribeUserPoolCommand, GetGroupCommand, ListGroupsCommand, ListUserPoolClientsCommand, ListUsersCommand,
  ListUsersInGroupCommand,
} from '@aws-sdk/client-cognito-identity-provider';
