import { isIPv6 } from 'node:net'

const GROUPS_OF_ONE_LINE = 4

/**
 * Whose line an address is: an IPv4 address, or the first half of an IPv6 address, of which one line has the whole rest.
 * Anything else is taken as it is.
 */
export function networkOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1]
  if (mapped) return mapped
  if (!isIPv6(address)) return address
  const [head = '', tail = ''] = (address.split('%')[0] ?? '').toLowerCase().split('::')
  const before = head.split(':').filter(Boolean)
  const after = tail.split(':').filter(Boolean)
  const zeros = Array.from({ length: Math.max(0, 8 - before.length - after.length) }, () => '0')
  const groups = [...before, ...zeros, ...after].map((group) => Number.parseInt(group, 16).toString(16))
  return groups.slice(0, GROUPS_OF_ONE_LINE).join(':')
}
