import { BlockList, isIPv6 } from 'node:net';

/**
 * Whether a call from this address is let in. `addresses`: IP addresses and networks (CIDR); none: from anywhere. An IPv4
 * address counts as the same when it comes as IPv6 (`::ffff:10.0.0.7`).
 */
export function addressAllowed(addresses: readonly string[], ip: string): boolean {
  if (addresses.length === 0) return true;
  const allowed = new BlockList();
  for (const one of addresses) {
    const [address = '', prefix] = one.split('/');
    const family = familyOf(address);
    if (prefix === undefined) allowed.addAddress(address, family);
    else allowed.addSubnet(address, Number(prefix), family);
  }
  return allowed.check(ip, familyOf(ip));
}

function familyOf(address: string): 'ipv4' | 'ipv6' {
  return isIPv6(address) ? 'ipv6' : 'ipv4';
}
