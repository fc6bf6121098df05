// Loaded before anything else where the system cannot take the network from a process: whoever opens a socket or asks for a name fails.
'use strict';
const refuse = () => {
  throw new Error('There is no network for a synth');
};
const net = require('node:net');
const dgram = require('node:dgram');
const dns = require('node:dns');
net.Socket.prototype.connect = refuse;
dgram.Socket.prototype.send = refuse;
for (const resolver of [dns, dns.promises]) {
  for (const name of Object.keys(resolver)) if (/^(lookup|resolve|reverse)/.test(name)) resolver[name] = refuse;
}
