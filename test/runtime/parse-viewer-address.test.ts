import { parseViewerAddress } from '../../runtime/parse-viewer-address';

test.each([
  ['198.51.100.10:46532', '198.51.100.10'],
  ['2001:db8::1:46532', '2001:db8::1'],
  ['2001:0db8:85a3:0000:0000:8a2e:0370:7334:443', '2001:0db8:85a3:0000:0000:8a2e:0370:7334'],
  ['[2001:db8::1]:46532', '2001:db8::1'],
  ['::ffff:192.0.2.1:80', '::ffff:192.0.2.1'],
])('%s comes from %s', (header, address) => {
  expect(parseViewerAddress(header)).toBe(address);
});

test.each([
  undefined, '', '198.51.100.10', '198.51.100.10:', ':443', '198.51.100:443', '198.51.100.10:443, 203.0.113.9:443', '2001:db8::g:443', 'example.com:443',
  '[198.51.100.10:443', '198.51.100.10:123456', ' 198.51.100.10:443', '198.51.100.10:443\n',
])('%j is no address', (header) => {
  expect(parseViewerAddress(header)).toBeUndefined();
});
