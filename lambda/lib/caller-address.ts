import { environment } from './environment';
import { HttpError } from './http-error';
import { keptSecret } from './kept-secret';
import type { HttpEvent } from './request';
import { viewerAddress } from '../../runtime/viewer-address';

const { ORIGIN_SECRET_ARN } = environment;
const originSecret = ORIGIN_SECRET_ARN === undefined ? undefined : keptSecret(ORIGIN_SECRET_ARN);

/** Where a request comes from. Where CloudFront stands in front of the API, one that did not come through it is refused. */
export const callerAddress = async (event: HttpEvent): Promise<string> => {
  const address = originSecret ? viewerAddress(event, await originSecret()) : event.requestContext.http.sourceIp;
  if (address === undefined) {
    throw new HttpError('FORBIDDEN');
  }
  return address;
};
