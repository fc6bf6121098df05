import { Made, Resource } from '../../service';
import { Cognito } from '../cognito';

/** Its client must be there; the page here has no style to change. */
export function makeUICustomization(cognito: Cognito, { properties, logicalId }: Resource): Made {
  const { UserPoolId: poolId, ClientId: client } = properties;
  const pool = cognito.pool(poolId);
  if (client !== 'ALL') cognito.clientOf(pool, client);
  return { ref: `UserPoolUICustomizationAttachment-${logicalId}`, attributes: {} };
}
