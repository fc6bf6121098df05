/** Of this resource server are the scopes that stand for groups. No app client may list one, for a client gets what it lists for anybody. */
export const GROUPS_RESOURCE_SERVER = 'groups';

/** In the access tokens of a group's members. */
export const groupScope = (name: string) => `${GROUPS_RESOURCE_SERVER}/${name}`;
