import { parseViewerAddress } from './parse-viewer-address';
import { isSameText } from './same-text';

/** What a handler of an HTTP API gets, in payload format 2.0. */
export interface HttpApiEvent {
  readonly headers: { readonly [name: string]: string | undefined };
  readonly requestContext: { readonly http: { readonly sourceIp: string } };
}

/**
 * Where a request comes from, behind the distribution of the `cloudFront` prop: CloudFront-Viewer-Address, which only tells the truth where the
 * distribution's secret came along. Undefined where it did not: then somebody called the API itself, and should be refused. CloudFront's own
 * address where the header cannot be read. `originSecret` is the text of the secret `originSecret` of the construct, which the handler reads from
 * Secrets Manager.
 */
export const viewerAddress = ({ headers, requestContext }: HttpApiEvent, originSecret: string): string | undefined => {
  if (originSecret === '' || !isSameText(headers['x-origin-secret'] ?? '', originSecret)) {
    return undefined;
  }
  return parseViewerAddress(headers['cloudfront-viewer-address']) ?? requestContext.http.sourceIp;
};
