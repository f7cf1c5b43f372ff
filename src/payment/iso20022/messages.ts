/** The ISO 20022 messages that go between us and a bank. */

export const messageNames = ['pain.001.001.09', 'pain.002.001.10', 'camt.053.001.08'] as const
export type MessageName = (typeof messageNames)[number]

export const namespaceOf = (name: MessageName): string => `urn:iso:std:iso:20022:tech:xsd:${name}`

/** A message that is not what its schema says; `faults` name line and element, never a value. */
export class MessageInvalid extends Error {
  constructor(
    readonly messageName: MessageName,
    readonly faults: readonly { line: number; what: string }[],
  ) {
    super(`${messageName}: ${faults.map(({ line, what }) => `baris ${line}: ${what}`).join('; ')}`)
  }
}
