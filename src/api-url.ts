import { IHttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import { Distribution } from 'aws-cdk-lib/aws-cloudfront';
import { Settings } from './settings';

/**
 * Where clients find the API: at the front, else at its own domain name, else where API Gateway puts it. Undefined where an API that exists
 * already does not say: imported without its endpoint, or with that endpoint switched off.
 */
export function apiUrlOf(api: IHttpApi, distribution: Distribution | undefined, { cloudFront, customDomain, httpApi }: Settings): string | undefined {
  const name = cloudFront?.domainName ?? distribution?.distributionDomainName ?? customDomain?.domainName;
  if (name !== undefined) return `https://${name}`;
  if (!httpApi) return api.apiEndpoint;
  try {
    return httpApi.apiEndpoint;
  } catch {
    return undefined;
  }
}
