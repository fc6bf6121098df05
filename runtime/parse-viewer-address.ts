/**
 * The address in CloudFront-Viewer-Address, which ends in the port: `198.51.100.10:46532`, `2001:db8::1:46532`. Undefined where there is none.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/adding-cloudfront-headers.html
 */
export const parseViewerAddress = (header: string | undefined): string | undefined => {
  const [, bracketed, bare] = /^(?:\[([^\]]+)\]|(.+)):[0-9]{1,5}$/.exec(header ?? '') ?? [];
  const address = bracketed ?? bare;
  return address !== undefined && process.getBuiltinModule('node:net').isIP(address) !== 0 ? address : undefined;
};
